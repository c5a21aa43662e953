#include "attune/agreement/table.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "attune/agreement/numbers.h"
#include "attune/error.h"
#include "attune/formats/csv.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 4> kLevelNames = {"nominal", "ordinal", "interval", "ratio"};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Names numbered in the order they are met.
class Names {
 public:
  std::uint32_t number_of(const std::string& name) {
    const auto [entry, is_new] = numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (is_new) names_.push_back(name);
    return entry->second;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(const std::string& name) const {
    const auto entry = numbers_.find(name);
    return entry == numbers_.end() ? std::nullopt : std::optional(entry->second);
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
};

std::vector<std::string> trimmed_all(const std::vector<std::string>& texts) {
  std::vector<std::string> result;
  for (const std::string& text : texts) result.emplace_back(trimmed(text));
  return result;
}

/// The numbers of `texts`, or nothing when one of them is no number.
std::optional<std::vector<double>> numbers_of(const std::vector<std::string>& texts, char separator) {
  std::vector<double> numbers;
  for (const std::string& text : texts) {
    const std::optional<double> number = csv_number(text, separator);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

/// The categories of a table and where each written form belongs.
struct Categories {
  std::vector<std::string> labels;
  std::vector<double> numbers;
  std::map<std::string, std::int32_t> index;  // by written form, trimmed
};

Categories numeric_categories(const std::vector<std::string>& forms, const std::vector<double>& numbers) {
  Categories result;
  result.numbers = numbers;
  std::ranges::sort(result.numbers);
  // -0 and 0 are one. (Not std::ranges::unique: clang 14 refuses libstdc++'s.)
  result.numbers.erase(std::unique(result.numbers.begin(), result.numbers.end()), result.numbers.end());
  for (double& number : result.numbers) {
    if (number == 0) number = 0;
    result.labels.push_back(fmt::format("{}", number));
  }
  for (std::size_t i = 0; i < forms.size(); ++i)
    result.index[forms[i]] =
        static_cast<std::int32_t>(std::ranges::lower_bound(result.numbers, numbers[i]) - result.numbers.begin());
  return result;
}

Categories text_categories(const std::vector<std::string>& forms) {
  Categories result;
  for (const std::string& form : forms)
    if (result.index.try_emplace(form, static_cast<std::int32_t>(result.labels.size())).second)
      result.labels.push_back(form);
  return result;
}

/// All that was written, after what was declared. An order that is not that of the numbers makes labels of them.
Categories categories_of(const TableOptions& options, const std::vector<std::string>& declared,
                         const std::vector<std::string>& used) {
  std::vector<std::string> forms = declared;
  forms.insert(forms.end(), used.begin(), used.end());
  const std::optional<std::vector<double>> numbers = numbers_of(forms, options.separator);
  const bool against_order =
      numbers && !options.order.empty() &&
      !std::is_sorted(numbers->begin(), numbers->begin() + static_cast<std::ptrdiff_t>(declared.size()));
  if (numbers && !against_order) return numeric_categories(forms, *numbers);
  return text_categories(forms);
}

/// Reads the values of a table: trimmed, and empty for what stands for no rating.
class Values {
 public:
  Values(const TableOptions& options, const std::vector<std::string>& declared) {
    for (const std::string& code : options.missing)
      if (std::ranges::find(declared, code) == declared.end()) missing_.push_back(code);
  }
  [[nodiscard]] std::string_view of(const Observation& observation) const {
    const std::string_view value = trimmed(observation.value);
    return std::ranges::find(missing_, value) == missing_.end() ? value : std::string_view();
  }

 private:
  std::vector<std::string> missing_;
};

/// The lines of values that are not among the first `n_declared` categories.
void complain_of_undeclared(std::span<const Observation> observations, const Values& values,
                            const std::vector<std::string>& declared, const Categories& categories,
                            const std::string& file, std::vector<Problem>& problems) {
  std::vector<bool> allowed(categories.labels.size(), false);
  for (const std::string& form : declared) allowed[static_cast<std::size_t>(categories.index.at(form))] = true;
  for (const Observation& observation : observations) {
    const std::string value(values.of(observation));
    if (!value.empty() && !allowed[static_cast<std::size_t>(categories.index.at(value))])
      problems.push_back({{file, observation.line, 0}, "one of the declared categories", fmt::format("\"{}\"", value)});
  }
}

Level level_of(const TableOptions& options, bool is_numeric) {
  const bool has_order = is_numeric || !options.order.empty();
  const Level by_values = is_numeric && options.order.empty() ? Level::interval
                          : has_order                         ? Level::ordinal
                                                              : Level::nominal;
  const Level level = options.level.value_or(by_values);
  return has_order ? level : Level::nominal;
}

/// Statistics multiply variances, and what is past the largest number there is would make "not a number" of them.
void complain_of_extremes(std::span<const Observation> observations, const Values& values, const Categories& categories, const TableOptions& options,
                          std::vector<Problem>& problems) {
  if (categories.numbers.empty() || (is_within_reach(categories.numbers.front()) && is_within_reach(categories.numbers.back()))) return;
  const std::size_t before = problems.size();
  const std::string expected = fmt::format("numbers from {} to {}", -kLargestValue, kLargestValue);
  for (const Observation& observation : observations) {
    const std::string value(values.of(observation));
    const std::optional<double> number = csv_number(value, options.separator);
    if (number && !is_within_reach(*number)) problems.push_back({{options.file, observation.line, 0}, expected, fmt::format("\"{}\"", value)});
  }
  if (problems.size() == before) problems.push_back({{options.file, 0, 0}, expected, "others among the categories"});
}

}  // namespace

std::string_view level_name(Level level) { return kLevelNames[static_cast<std::size_t>(level)]; }

Table make_table(std::span<const Observation> observations, const TableOptions& options) {
  Names units, raters, clusters;
  std::vector<std::string> used;
  std::vector<Problem> problems;
  const std::vector<std::string> declared = trimmed_all(options.order.empty() ? options.categories : options.order);
  const Values values(options, declared);
  for (const Observation& observation : observations) {
    units.number_of(observation.unit);
    raters.number_of(observation.rater);
    if (const std::string_view value = values.of(observation); !value.empty()) used.emplace_back(value);
  }
  const Categories categories = categories_of(options, declared, used);
  if (!declared.empty()) complain_of_undeclared(observations, values, declared, categories, options.file, problems);
  complain_of_extremes(observations, values, categories, options, problems);

  Table table;
  table.level = level_of(options, !categories.numbers.empty());
  table.units = units.names();
  table.raters = raters.names();
  table.categories = categories.labels;
  table.numbers = categories.numbers;
  table.declared = !options.categories.empty();
  table.ordered = !options.order.empty();
  table.cells.assign(table.units.size() * table.raters.size(), kMissing);
  const bool needs_numbers = options.level == Level::interval || options.level == Level::ratio;
  std::vector<int> line_of_cell(table.cells.size(), 0);
  std::vector<bool> seen(table.cells.size(), false);
  table.clusters.assign(table.units.size(), 0);
  bool has_clusters = false;
  for (const Observation& observation : observations) {
    const std::uint32_t unit = *units.find(observation.unit);
    const std::size_t cell = unit * table.raters.size() + *raters.find(observation.rater);
    const Place place{options.file, observation.line, 0};
    const std::string value(values.of(observation));
    if (seen[cell])
      problems.push_back({place, "one row for each unit and rater",
                          fmt::format("unit \"{}\" and rater \"{}\" again (first on line {})", observation.unit,
                                      observation.rater, line_of_cell[cell])});
    if (needs_numbers && !value.empty() && !csv_number(value, options.separator))
      problems.push_back(
          {place, fmt::format("a number (level {})", level_name(*options.level)), fmt::format("\"{}\"", value)});
    seen[cell] = true;
    line_of_cell[cell] = observation.line;
    if (!value.empty()) table.cells[cell] = categories.index.at(value);
    if (!observation.cluster.empty()) {
      has_clusters = true;
      table.clusters[unit] = clusters.number_of(observation.cluster);
    }
  }
  if (!has_clusters) table.clusters.clear();
  if (!problems.empty()) throw Errors(std::move(problems));
  return table;
}

bool has_missing_cells(const Table& table) {
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::span row(table.cells.data() + unit * table.raters.size(), table.raters.size());
    const auto missing = std::ranges::count(row, kMissing);
    if (missing > 0 && missing < std::ssize(row)) return true;
  }
  return false;
}

std::size_t count_missing_cells(const Table& table) {
  return static_cast<std::size_t>(std::ranges::count(table.cells, kMissing));
}

std::size_t count_units_with(const Table& table, std::size_t ratings) {
  std::size_t units = 0;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    std::size_t given = 0;
    for (std::size_t rater = 0; rater < table.raters.size(); ++rater) given += table.cell(unit, rater) != kMissing;
    units += given >= ratings;
  }
  return units;
}

Table complete_units(const Table& table) {
  Table result = table;
  result.units.clear();
  result.cells.clear();
  result.clusters.clear();
  const std::size_t raters = table.raters.size();
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::span row(table.cells.data() + unit * raters, raters);
    if (std::ranges::find(row, kMissing) != row.end()) continue;
    result.units.push_back(table.units[unit]);
    result.cells.insert(result.cells.end(), row.begin(), row.end());
    if (!table.clusters.empty()) result.clusters.push_back(table.clusters[unit]);
  }
  return result;
}

Table with_categories_by_name(const Table& table) {
  if (!table.numbers.empty() || table.ordered || !table.given_distances.empty()) return table;
  Table result = table;
  std::ranges::sort(result.categories);
  std::vector<std::int32_t> places;
  for (const std::string& category : table.categories)
    places.push_back(static_cast<std::int32_t>(std::ranges::lower_bound(result.categories, category) - result.categories.begin()));
  for (std::int32_t& cell : result.cells)
    if (cell != kMissing) cell = places[static_cast<std::size_t>(cell)];
  return result;
}

Table with_raters_by_name(const Table& table) {
  std::vector<std::size_t> order(table.raters.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t rater) -> const std::string& { return table.raters[rater]; });
  return with_raters(table, order);
}

Table with_sorted_ratings(const Table& table) {
  Table result = table;
  const auto raters = static_cast<std::ptrdiff_t>(table.raters.size());
  for (auto row = result.cells.begin(); row != result.cells.end(); row += raters) std::sort(row, row + raters);
  return result;
}

Table with_raters(const Table& table, std::span<const std::size_t> raters) {
  Table result = table;
  result.raters.clear();
  result.cells.clear();
  for (std::size_t rater : raters) result.raters.push_back(table.raters[rater]);
  for (std::size_t unit = 0; unit < table.units.size(); ++unit)
    for (std::size_t rater : raters) result.cells.push_back(table.cell(unit, rater));
  return result;
}

}  // namespace attune
