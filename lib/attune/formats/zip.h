// Zip files in memory (docx, odt, qdpx). Nothing is ever written to disk, and sizes are counted while an entry is inflated,
// never taken from its header.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/formats/limits.h"

struct zip;

namespace attune {

/// An open zip file over bytes that must outlive it. Neither copyable nor movable: it holds libzip's handle.
class Zip {
 public:
  /// Throws `Errors` when `bytes` are no whole zip file or hold more entries than the limit.
  Zip(std::string_view bytes, std::string file, const Limits& limits);
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;
  ~Zip();

  [[nodiscard]] bool contains(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// The entry's bytes, or nothing when there is none of that name (upper and lower case do not matter). Throws `Errors` when it is encrypted, damaged, or over a
  /// limit.
  [[nodiscard]] std::optional<std::string> read(const std::string& name) const;

 private:
  std::string file_;
  Limits limits_;
  zip* archive_ = nullptr;
};

/// A zip file with these entries, in this order; the same entries give the same bytes.
[[nodiscard]] std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace attune
