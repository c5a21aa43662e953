#include "agreement/tables.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace attune::test {

std::vector<std::string> cells_of_line(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
      cells.back() += line[++i];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      cells.emplace_back();
    else if (line[i] != '\r')
      cells.back() += line[i];
  }
  return cells;
}

std::vector<std::vector<std::string>> reference_rows(const std::string& name) {
  const std::string path = std::string(ATTUNE_SOURCE_DIR) + "/tests/data/agreement/" + name;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(cells_of_line(line));
  return rows;
}

Table reference_table(const std::string& dataset, const TableOptions& options) {
  const std::vector<std::vector<std::string>> rows = reference_rows(dataset + ".csv");
  std::vector<Observation> observations;
  for (std::size_t row = 1; row < rows.size(); ++row)
    for (std::size_t column = 1; column < rows[0].size(); ++column)
      observations.push_back({rows[row][0], rows[0][column], rows[row][column], "", static_cast<int>(row) + 1});
  return make_table(observations, options);
}

Table table_of(const std::vector<std::string>& rows, const TableOptions& options) {
  std::vector<Observation> observations;
  for (std::size_t unit = 0; unit < rows.size(); ++unit) {
    std::istringstream cells(rows[unit]);
    int rater = 0;
    for (std::string cell; cells >> cell;) {
      const std::string unit_number = std::to_string(unit + 1);
      const std::string rater_number = std::to_string(++rater);
      observations.push_back({"u" + unit_number, "r" + rater_number, cell == "-" ? "" : cell, "", 0});
    }
  }
  return make_table(observations, options);
}

Table reversed(const Table& table) {
  Table result = table;
  std::ranges::reverse(result.units);
  std::ranges::reverse(result.raters);
  std::ranges::reverse(result.cells);
  std::ranges::reverse(result.clusters);
  return result;
}

}  // namespace attune::test
