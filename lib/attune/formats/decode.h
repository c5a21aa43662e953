// From a file's bytes to UTF-8 text, strictly: a byte that does not belong is an error with its place, never dropped.
#pragma once

#include <string>
#include <string_view>

namespace attune {

enum class Encoding : unsigned char { detect, utf8, utf16, windows_1252 };

struct Decoded {
  std::string text;      // BOM dropped, line ends kept
  bool guessed = false;  // UTF-16 without a BOM
};

/// `detect` takes UTF-8 with or without BOM, and UTF-16 with BOM or, when every other byte of plain text is NUL, without.
/// Throws `Errors` at the first NUL or invalid byte, with its line and column.
[[nodiscard]] Decoded decode(std::string_view bytes, const std::string& file, Encoding encoding);

}  // namespace attune
