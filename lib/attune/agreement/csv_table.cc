#include "attune/agreement/csv_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/error.h"

namespace attune {
namespace {

std::string header_of(const CsvTable& table) {
  std::string list;
  for (const std::string& name : table.header) list += (list.empty() ? "\"" : ", \"") + name + "\"";
  return list;
}

/// Looks columns up by name and remembers those that are not there.
class Columns {
 public:
  Columns(const CsvTable& table, std::string file) : table_(table), file_(std::move(file)) {}

  std::size_t index_of(const std::string& name) {
    const auto column = std::ranges::find(table_.header, name);
    if (column == table_.header.end())
      problems_.push_back({{file_, 1, 0}, fmt::format("a column named \"{}\"", name), "columns " + header_of(table_)});
    return static_cast<std::size_t>(column - table_.header.begin());
  }
  void require(const CsvRow& row, std::size_t column, std::string_view what) {
    if (row.cells[column].empty())
      problems_.push_back({{file_, row.positions[column].line, row.positions[column].column},
                           fmt::format("the name of a {}", what),
                           "an empty cell"});
  }
  void throw_if_any() const {
    if (!problems_.empty()) throw Errors(problems_);
    if (table_.rows.empty()) throw Errors(Problem{{file_, 0, 0}, "no row of ratings below the header", ""});
  }

 private:
  const CsvTable& table_;
  std::string file_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Observation> observations_of(const CsvTable& table, const LongColumns& columns, const std::string& file) {
  Columns names(table, file);
  const std::size_t unit = names.index_of(columns.unit);
  const std::size_t rater = names.index_of(columns.rater);
  const std::size_t value = names.index_of(columns.value);
  const std::size_t cluster = columns.cluster.empty() ? unit : names.index_of(columns.cluster);
  names.throw_if_any();
  std::vector<Observation> observations;
  for (const CsvRow& row : table.rows) {
    names.require(row, unit, "unit");
    names.require(row, rater, "rater");
    observations.push_back({row.cells[unit], row.cells[rater], row.cells[value],
                            columns.cluster.empty() ? std::string() : row.cells[cluster], row.line});
  }
  names.throw_if_any();
  return observations;
}

std::vector<Observation> observations_of(const CsvTable& table, const WideColumns& columns, const std::string& file) {
  Columns names(table, file);
  const std::size_t unit = columns.unit.empty() ? 0 : names.index_of(columns.unit);
  const std::size_t cluster = columns.cluster.empty() ? unit : names.index_of(columns.cluster);
  std::vector<std::size_t> raters;
  for (const std::string& rater : columns.raters) raters.push_back(names.index_of(rater));
  if (columns.raters.empty())
    for (std::size_t column = 0; column < table.header.size(); ++column)
      if (column != unit && column != cluster) raters.push_back(column);
  names.throw_if_any();
  std::vector<Observation> observations;
  for (const CsvRow& row : table.rows) {
    names.require(row, unit, "unit");
    for (std::size_t rater : raters)
      observations.push_back({row.cells[unit], table.header[rater], row.cells[rater],
                              columns.cluster.empty() ? std::string() : row.cells[cluster], row.line});
  }
  names.throw_if_any();
  return observations;
}

}  // namespace attune
