#include "cli/line_rows.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/text/visible.h"

namespace attune::cli {
namespace {

constexpr std::size_t kNumber = 6;  // columns, with the blanks behind

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// The first bytes of `line` that fit `width` characters: to the last blank, or all when a word is longer alone.
std::string_view first_row(std::string_view line, std::size_t width) {
  std::size_t characters = 0, blank = 0, i = 0, full = line.size();
  for (; i < line.size(); ++i) {
    if (begins_character(line[i]) && ++characters > width) full = std::min(full, i);
    if (characters > width + 1) break;
    if (line[i] == ' ') blank = i;
  }
  if (characters <= width) return line;
  return line.substr(0, blank > 0 ? blank : full);
}

}  // namespace

std::vector<std::string> rows_of_line(std::string_view line, std::size_t width) {
  std::string shown = visible(line);
  std::ranges::replace(shown, '\t', ' ');
  std::vector<std::string> rows;
  std::string_view rest = shown;
  do {
    const std::string_view row = first_row(rest, width);
    rows.emplace_back(row);
    rest.remove_prefix(row.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  } while (!rest.empty());
  return rows;
}

std::vector<std::string> numbered_rows(int number, std::string_view line, std::size_t page_width) {
  std::vector<std::string> rows = rows_of_line(line, page_width - kNumber);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].insert(0, i == 0 ? fmt::format("{:>4}  ", number) : std::string(kNumber, ' '));
  return rows;
}

}  // namespace attune::cli
