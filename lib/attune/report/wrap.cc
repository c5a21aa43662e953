#include "attune/report/wrap.h"

#include <sstream>

#include "attune/text/unicode.h"

namespace attune {

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string page;
  std::size_t column = 0;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) {
      page += column > 0 ? "\n\n" : "\n";
      column = 0;
      continue;
    }
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      const std::size_t length = count_code_points(word);
      if (column > indent && column + 1 + length > kPageColumns) page += "\n", column = 0;
      if (column == 0)
        page += std::string(indent, ' '), column = indent;
      else
        page += " ", ++column;
      page += word;
      column += length;
    }
  }
  return column > 0 ? page + "\n" : page;
}

}  // namespace attune
