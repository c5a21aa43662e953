// Positions in code points and in bytes: the library counts bytes, all outputs and the study count code points.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace attune {

/// Turns positions of one text into each other, in any order and quickly. It keeps a view: the text must outlive it.
class CodePointMap {
 public:
  /// REQUIRES: valid UTF-8.
  explicit CodePointMap(std::string_view text);

  /// REQUIRES: `byte` begins a character of the text or is its size.
  [[nodiscard]] std::uint32_t code_point(std::uint32_t byte) const;
  /// The text's size when it has fewer code points.
  [[nodiscard]] std::uint32_t byte(std::uint32_t code_point) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> before_;  // code points before byte 0, kStride, 2 kStride ...
};

}  // namespace attune
