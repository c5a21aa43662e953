#include "attune/report/escape.h"

#include <algorithm>

#include "attune/text/unicode.h"
#include "attune/text/visible.h"

namespace attune {

std::string terminal_safe(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return visible(line);
}

std::string shortened(std::string_view text, std::size_t columns) {
  std::string safe = terminal_safe(text);
  if (count_code_points(safe) <= columns) return safe;
  std::size_t end = 0;
  for (std::size_t left = columns; end < safe.size(); ++end)
    if ((static_cast<unsigned char>(safe[end]) & 0xC0) != 0x80 && left-- == 1) break;
  return safe.substr(0, end) + "~";
}

}  // namespace attune
