// What a codebook declares and what it mentions: ids used twice, and mentions of what is not there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/toml_reader.h"
#include "attune/error.h"

namespace attune {

enum class NameKind : std::uint8_t { reference, code, scale, lexicon, marker, index, section, kin };

/// A name that stands for something declared elsewhere. `from` is the lexicon that mentions it, or empty.
struct Mention {
  NameKind kind = NameKind::code;
  std::string name;
  Place place;
  std::string from;
};

class CodebookNames {
 public:
  /// Reports an id that does not match [A-Za-z0-9._-]{1,64} or was declared before.
  void declare(NameKind kind, const std::string& name, const Place& place, TomlReport& report);
  /// A name of a codebook that this one extends: it may be mentioned, and declared anew.
  void inherit(NameKind kind, const std::string& name) { inherited_[static_cast<std::size_t>(kind)].insert(name); }
  void mention(Mention mention) { mentions_.push_back(std::move(mention)); }
  /// When everything is declared: reports mentions of nothing, and lexicons that hold themselves. A code "x.*" stands
  /// for every code below x.
  void resolve(TomlReport& report) const;

 private:
  [[nodiscard]] bool is_declared(const Mention& mention) const;
  void report_cycles(TomlReport& report) const;

  static constexpr std::size_t kKinds = 8;
  std::array<std::map<std::string, Place, std::less<>>, kKinds> declared_;
  std::array<std::set<std::string, std::less<>>, kKinds> inherited_;
  std::vector<Mention> mentions_;
};

}  // namespace attune
