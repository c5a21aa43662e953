// Scales by every name that people's files give them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"

namespace attune {

/// A scale as named: "idealisation_mother" is the scale "ideal" and the target figure:mother.
struct NamedScale {
  const Scale* scale = nullptr;
  Target target;  // kind none where the name says nothing of it

  bool operator==(const NamedScale&) const = default;
};

/// Finds scales by id or alias, upper and lower case alike; a class record also by "class_record". Of two codebooks'
/// scales of one id the first is kept. Movable, not copyable: what it finds points into it.
class ScaleNames {
 public:
  explicit ScaleNames(const std::vector<Codebook>& codebooks);
  ScaleNames(ScaleNames&&) = default;
  ScaleNames& operator=(ScaleNames&&) = default;

  [[nodiscard]] const std::vector<Scale>& scales() const { return scales_; }
  [[nodiscard]] std::optional<NamedScale> find(std::string_view name) const;

 private:
  std::vector<Scale> scales_;
  std::map<std::string, NamedScale, std::less<>> names_;
};

}  // namespace attune
