#include "attune/report/escape.h"

#include <algorithm>

#include "attune/text/visible.h"

namespace attune {

std::string terminal_safe(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return visible(line);
}

}  // namespace attune
