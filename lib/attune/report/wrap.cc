#include "attune/report/wrap.h"

#include <algorithm>
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

namespace {

constexpr std::size_t kLabelColumns = 15;

}  // namespace

std::string labelled(std::string_view label, std::string_view text) {
  std::string lines = wrapped(text, kLabelColumns);
  if (lines.size() < kLabelColumns) return "  " + std::string(label) + "\n";
  const std::string head = "  " + std::string(label);
  return head + std::string(kLabelColumns - std::min(kLabelColumns, head.size()), ' ') + lines.substr(kLabelColumns);
}

std::string listed(std::string_view label, const std::vector<std::string>& items) {
  std::string lines = "  " + std::string(label);
  lines.append(kLabelColumns - std::min(kLabelColumns, lines.size()), ' ');
  std::size_t column = kLabelColumns;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + (i + 1 < items.size() ? "," : "");
    const std::size_t length = count_code_points(item);
    if (i > 0 && column + 1 + length > kPageColumns) lines += "\n" + std::string(kLabelColumns, ' '), column = kLabelColumns;
    else if (i > 0) lines += ' ', ++column;
    lines += item;
    column += length;
  }
  return lines + "\n";
}

}  // namespace attune
