#include "attune/agreement/csv_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/agreement/numbers.h"
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

bool is_blank(const std::string& cell) { return cell.find_first_not_of(" \t\r\n") == std::string::npos; }

/// What a spreadsheet leaves below a table.
bool is_blank(const CsvRow& row) {
  return std::ranges::all_of(row.cells, [](const std::string& cell) { return is_blank(cell); });
}

/// The columns of a wide table that are raters'. What a spreadsheet leaves beside a table, without name and ratings, is
/// none.
std::vector<std::size_t> rater_columns(const CsvTable& table, std::size_t unit, std::size_t cluster,
                                       const std::string& file) {
  std::vector<std::size_t> raters;
  std::vector<Problem> problems;
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    if (column == unit || column == cluster) continue;
    if (is_blank(table.header[column])) {
      const auto has_rating = [&](const CsvRow& row) { return !is_blank(row.cells[column]); };
      const auto row = std::ranges::find_if(table.rows, has_rating);
      if (row == table.rows.end()) continue;
      problems.push_back({{file, 1, 0},
                          fmt::format("the name of the rater in column {}", column + 1),
                          fmt::format("none, but a rating on line {}", row->line)});
    }
    raters.push_back(column);
  }
  if (raters.empty()) problems.push_back({{file, 1, 0}, "a column for each rater beside the units", "none"});
  if (!problems.empty()) throw Errors(std::move(problems));
  return raters;
}

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
    if (is_blank(row)) continue;
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
  names.throw_if_any();
  if (columns.raters.empty()) raters = rater_columns(table, unit, cluster, file);
  std::vector<Observation> observations;
  for (const CsvRow& row : table.rows) {
    if (is_blank(row)) continue;
    names.require(row, unit, "unit");
    for (std::size_t rater : raters)
      observations.push_back({row.cells[unit], table.header[rater], row.cells[rater],
                              columns.cluster.empty() ? std::string() : row.cells[cluster], row.line});
  }
  names.throw_if_any();
  return observations;
}

Table with_given_weights(Table table, const CsvTable& weights, const std::string& file) {
  const std::size_t n = weights.rows.size();
  const auto fail = [&](int line, std::string expected, std::string found) -> void {
    throw Errors(Problem{{file, line, 0}, std::move(expected), std::move(found)});
  };
  if (n == 0 || weights.header.size() != n + 1)
    fail(1, fmt::format("as many rows as columns of weights ({})", weights.header.size() - 1), fmt::format("{}", n));
  const auto same_category = [&](const std::string& name, std::size_t category) {
    if (name == table.categories[category]) return true;
    const std::optional<double> number = csv_number(name, weights.separator);
    return number && !table.numbers.empty() && *number == table.numbers[category];
  };
  std::vector<std::size_t> at;  // of each category of the table, its row
  for (std::size_t category = 0; category < table.categories.size(); ++category) {
    std::size_t row = 0;
    while (row < n && !same_category(weights.rows[row].cells[0], category)) ++row;
    if (row == n) fail(0, fmt::format("a row of weights for \"{}\"", table.categories[category]), "none");
    if (!same_category(weights.header[row + 1], category))
      fail(1, fmt::format("the columns in the order of the rows: \"{}\"", weights.rows[row].cells[0]),
           fmt::format("\"{}\"", weights.header[row + 1]));
    at.push_back(row);
  }
  const auto weight = [&](std::size_t a, std::size_t b) {
    const std::optional<double> number = csv_number(weights.rows[at[a]].cells[at[b] + 1], weights.separator);
    if (!number || !is_within_reach(*number)) fail(weights.rows[at[a]].line, "a number", number ? "one that is too large" : "something else");
    return *number;
  };
  const double diagonal = weight(0, 0);
  table.given_distances.clear();
  for (std::size_t a = 0; a < at.size(); ++a)
    for (std::size_t b = 0; b < at.size(); ++b) {
      const int line = weights.rows[at[a]].line;
      if (a == b && weight(a, a) != diagonal) fail(line, "one weight all along the diagonal", "others");
      const double distance = diagonal == 0 ? weight(a, b) : diagonal - weight(a, b);
      if (distance < 0) fail(line, "the largest agreement weight, or disagreement 0, on the diagonal", "a larger one");
      table.given_distances.push_back(distance);
    }
  return table;
}

}  // namespace attune
