#include "attune/text/visible.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace attune {
namespace {

bool changes_others(unsigned code) {
  return (code >= 0x80 && code <= 0x9F) || code == 0xAD || code == 0x61C || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      const bool is_control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
      if (is_control)
        result += fmt::format("\\x{:02x}", byte);
      else
        result += text[i];
      ++i;
      continue;
    }
    // What matters here has two or three bytes. A byte that is no character (in a file's name) is written out too.
    const std::size_t length = byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0;
    const std::string_view bytes = text.substr(i, length);
    const bool whole = length > 0 && bytes.size() == length &&
                       std::ranges::all_of(bytes.substr(1), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; });
    if (!whole) {
      result += fmt::format("\\x{:02x}", byte);
      ++i;
      continue;
    }
    unsigned code = byte & (0xFFU >> (length + 1));
    for (char c : bytes.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3FU);
    if (changes_others(code))
      result += code < 0x100 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
    else
      result += bytes;
    i += bytes.size();
  }
  return result;
}

}  // namespace attune
