#include "attune/agreement/continuum.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "attune/error.h"

namespace attune {
namespace {

struct Columns {
  std::size_t rater = 0;
  std::size_t category = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

Columns columns_of(const CsvTable& table, const std::string& file) {
  std::vector<Problem> problems;
  const auto find = [&](std::initializer_list<const char*> names) {
    for (const char* name : names) {
      const auto found = std::ranges::find(table.header, name);
      if (found != table.header.end()) return static_cast<std::size_t>(found - table.header.begin());
    }
    problems.push_back({{file, 1, 0}, fmt::format("a column named \"{}\"", *names.begin()), "none"});
    return std::size_t{0};
  };
  const Columns columns{find({"rater", "annotator", "coder"}), find({"category", "code"}), find({"start", "begin"}),
                        find({"end"})};
  if (!problems.empty()) throw Errors(std::move(problems));
  return columns;
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number > kLargestPosition || number < -kLargestPosition)
    return std::nullopt;
  return number;
}

}  // namespace

std::size_t Continuum::number_of_units() const {
  std::size_t number = 0;
  for (const std::vector<ContinuumUnit>& of_rater : units) number += of_rater.size();
  return number;
}

Continuum continuum_of(const CsvTable& table, const ContinuumOptions& options, const std::string& file) {
  const Columns columns = columns_of(table, file);
  Continuum result;
  result.begin = options.begin;
  result.raters = options.raters;
  std::set<std::string> categories;
  for (const CsvRow& row : table.rows) categories.insert(row.cells[columns.category]);
  result.categories.assign(categories.begin(), categories.end());
  if (options.raters.empty())
    for (const CsvRow& row : table.rows)
      if (std::ranges::find(result.raters, row.cells[columns.rater]) == result.raters.end())
        result.raters.push_back(row.cells[columns.rater]);
  result.units.resize(result.raters.size());
  std::vector<Problem> problems;
  std::int64_t last = options.begin;
  for (const CsvRow& row : table.rows) {
    const auto place = [&](std::size_t column) {
      return Place{file, row.positions[column].line, row.positions[column].column};
    };
    const auto rater = std::ranges::find(result.raters, row.cells[columns.rater]);
    const std::optional<std::int64_t> begin = whole_number(row.cells[columns.begin]);
    const std::optional<std::int64_t> end = whole_number(row.cells[columns.end]);
    if (rater == result.raters.end())
      problems.push_back({place(columns.rater), "a rater of --raters", fmt::format("\"{}\"", row.cells[columns.rater])});
    if (row.cells[columns.category].empty())
      problems.push_back({place(columns.category), "a category", "an empty cell"});
    if (!begin)
      problems.push_back({place(columns.begin), "a whole number", fmt::format("\"{}\"", row.cells[columns.begin])});
    if (!end) problems.push_back({place(columns.end), "a whole number", fmt::format("\"{}\"", row.cells[columns.end])});
    if (begin && end && *end <= *begin)
      problems.push_back({place(columns.end), fmt::format("an end behind {}", *begin), fmt::format("{}", *end)});
    if (begin && end && (*begin < options.begin || (options.length > 0 && *end > options.begin + options.length)))
      problems.push_back({place(columns.begin),
                          options.length > 0
                              ? fmt::format("a span in {} to {}", options.begin, options.begin + options.length)
                              : fmt::format("a span that begins at {} or later", options.begin),
                          fmt::format("{} to {}", *begin, *end)});
    if (rater == result.raters.end() || !begin || !end) continue;
    const auto category = static_cast<std::uint32_t>(
        std::ranges::lower_bound(result.categories, row.cells[columns.category]) - result.categories.begin());
    result.units[static_cast<std::size_t>(rater - result.raters.begin())].push_back({*begin, *end, category});
    last = std::max(last, *end);
  }
  if (!problems.empty()) throw Errors(std::move(problems));
  result.length = options.length > 0 ? options.length : last - options.begin;
  for (std::vector<ContinuumUnit>& units : result.units) std::ranges::sort(units);
  return result;
}

std::vector<Continuum> continua_of(const CsvTable& table, const ContinuumOptions& options, const std::string& column,
                                   const std::string& file) {
  const auto found = std::ranges::find(table.header, column);
  if (found == table.header.end())
    throw Errors(Problem{{file, 1, 0}, fmt::format("a column named \"{}\"", column), "none"});
  const auto of_text = static_cast<std::size_t>(found - table.header.begin());
  const Columns columns = columns_of(table, file);
  ContinuumOptions of_each = options;
  std::set<std::string> categories;
  std::map<std::string, CsvTable> parts;
  for (const CsvRow& row : table.rows) {
    categories.insert(row.cells[columns.category]);
    const std::string& rater = row.cells[columns.rater];
    if (options.raters.empty() && std::ranges::find(of_each.raters, rater) == of_each.raters.end())
      of_each.raters.push_back(rater);
    CsvTable& part = parts[row.cells[of_text]];
    if (part.header.empty()) part.header = table.header;
    part.rows.push_back(row);
  }
  std::vector<Continuum> continua;
  for (const auto& [name, part] : parts) {
    Continuum continuum = continuum_of(part, of_each, file);
    std::vector<std::uint32_t> now;  // of each of its categories, the number among all
    for (const std::string& category : continuum.categories)
      now.push_back(static_cast<std::uint32_t>(std::distance(categories.begin(), categories.find(category))));
    for (std::vector<ContinuumUnit>& units : continuum.units)
      for (ContinuumUnit& unit : units) unit.category = now[unit.category];
    continuum.categories.assign(categories.begin(), categories.end());
    continua.push_back(std::move(continuum));
  }
  return continua;
}

Continuum end_to_end(const std::vector<Continuum>& continua) {
  Continuum result;
  if (continua.empty()) return result;
  result.raters = continua.front().raters;
  result.categories = continua.front().categories;
  result.units.resize(result.raters.size());
  for (const Continuum& continuum : continua) {
    const std::int64_t shift = result.length - continuum.begin;
    for (std::size_t rater = 0; rater < result.raters.size(); ++rater)
      for (const ContinuumUnit& unit : continuum.units[rater])
        result.units[rater].push_back({unit.begin + shift, unit.end + shift, unit.category});
    result.length += continuum.length;
  }
  return result;
}

bool has_overlaps(const Continuum& continuum, bool same_category) {
  for (const std::vector<ContinuumUnit>& units : continuum.units) {
    std::map<std::uint32_t, std::int64_t> end_of;
    for (const ContinuumUnit& unit : units) {
      const auto [end, is_new] = end_of.try_emplace(same_category ? unit.category : 0, unit.end);
      if (is_new) continue;
      if (unit.begin < end->second) return true;
      end->second = std::max(end->second, unit.end);
    }
  }
  return false;
}

double shared(const ContinuumUnit& a, const ContinuumUnit& b) {
  return static_cast<double>(std::max<std::int64_t>(0, std::min(a.end, b.end) - std::max(a.begin, b.begin)));
}

}  // namespace attune
