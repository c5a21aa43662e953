#include "attune/formats/sheet_columns.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {

SheetColumns sheet_columns(const CsvTable& table, const std::string& file, const SheetHeader& header) {
  SheetColumns columns;
  std::vector<Problem> problems;
  const auto report = [&](std::string expected, std::string found) { problems.push_back({{file, 1, 0}, std::move(expected), std::move(found)}); };
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const std::string name = folded(trimmed(table.header[i]));
    const auto known = std::ranges::find(header.columns, name);
    if (known == header.columns.end()) {
      if (!name.empty() && std::ranges::find(header.passed_over, name) == header.passed_over.end())
        report(fmt::format("one of the columns {}", fmt::join(header.columns, ", ")), fmt::format("\"{}\"", name));
    } else if (!columns.emplace(*known, i).second) {
      report("column names that differ", fmt::format("\"{}\" a second time", name));
    }
  }
  for (std::string_view name : header.needed)
    if (!columns.contains(name)) report(fmt::format("a column \"{}\"", name), "none");
  if (!problems.empty()) throw Errors(problems);
  return columns;
}

std::string_view sheet_cell(const SheetColumns& columns, const CsvRow& row, std::string_view column) {
  const auto found = columns.find(column);
  return found == columns.end() ? std::string_view() : trimmed(row.cells[found->second]);
}

}  // namespace attune
