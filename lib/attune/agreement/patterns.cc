#include "attune/agreement/patterns.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace attune {
namespace {

RatingCounts counts_of(std::vector<std::int32_t> row) {
  std::ranges::sort(row);
  RatingCounts counts;
  for (std::int32_t category : row) {
    if (category == kMissing) continue;
    const auto name = static_cast<std::uint32_t>(category);
    if (counts.empty() || counts.back().first != name) counts.push_back({name, 0});
    ++counts.back().second;
  }
  return counts;
}

RatingCounts counts_of_unit(const Table& table, std::size_t unit) {
  const auto begin = table.cells.begin() + static_cast<std::ptrdiff_t>(unit * table.raters.size());
  return counts_of(std::vector<std::int32_t>(begin, begin + static_cast<std::ptrdiff_t>(table.raters.size())));
}

/// How many different rows there can be, or nothing when that passes `most`.
std::optional<std::uint64_t> possible_rows(const Table& table, std::uint64_t most) {
  std::uint64_t rows = 1;
  const std::uint64_t cells = table.categories.size() + 1;
  for (std::size_t rater = 0; rater < table.raters.size(); ++rater) {
    if (rows > most / cells) return std::nullopt;
    rows *= cells;
  }
  return rows;
}

/// A row as one number, its cells the digits.
std::uint64_t number_of_row(const std::int32_t* cells, std::size_t raters, std::uint64_t base) {
  std::uint64_t number = 0;
  for (std::size_t rater = 0; rater < raters; ++rater)
    number = number * base + static_cast<std::uint64_t>(cells[rater] + 1);
  return number;
}

Row row_of_number(std::uint64_t number, std::size_t raters, std::uint64_t base, std::uint32_t units) {
  Row row{std::vector<std::int32_t>(raters), units};
  for (std::size_t rater = raters; rater-- > 0; number /= base)
    row.ratings[rater] = static_cast<std::int32_t>(number % base) - 1;
  return row;
}

/// Rows of tables with so many raters or categories that a row is no 64-bit number.
std::vector<Row> rows_by_comparing(const Table& table) {
  std::map<std::vector<std::int32_t>, std::uint32_t> units;
  const auto raters = static_cast<std::ptrdiff_t>(table.raters.size());
  for (auto cell = table.cells.begin(); cell != table.cells.end(); cell += raters)
    ++units[std::vector<std::int32_t>(cell, cell + raters)];
  std::vector<Row> rows;
  for (const auto& [ratings, number] : units) rows.push_back({ratings, number});
  return rows;
}

std::uint32_t number_of_ratings(const RatingCounts& counts) {
  std::uint32_t ratings = 0;
  for (const auto& [category, count] : counts) ratings += count;
  return ratings;
}

}  // namespace

std::vector<Row> rows_of(const Table& table) {
  const std::size_t raters = table.raters.size();
  const std::uint64_t base = table.categories.size() + 1;
  if (raters == 0) return {};
  std::vector<Row> rows;
  if (const auto possible = possible_rows(table, std::uint64_t{1} << 18)) {
    std::vector<std::uint32_t> units(*possible, 0);
    for (std::size_t unit = 0; unit < table.units.size(); ++unit)
      ++units[number_of_row(table.cells.data() + unit * raters, raters, base)];
    for (std::uint64_t number = 0; number < *possible; ++number)
      if (units[number] > 0) rows.push_back(row_of_number(number, raters, base, units[number]));
  } else if (possible_rows(table, std::uint64_t{1} << 62)) {
    std::vector<std::uint64_t> numbers(table.units.size());
    for (std::size_t unit = 0; unit < table.units.size(); ++unit)
      numbers[unit] = number_of_row(table.cells.data() + unit * raters, raters, base);
    std::ranges::sort(numbers);
    for (std::size_t i = 0; i < numbers.size();) {
      const auto end = std::upper_bound(numbers.begin() + static_cast<std::ptrdiff_t>(i), numbers.end(), numbers[i]);
      const auto next = static_cast<std::size_t>(end - numbers.begin());
      rows.push_back(row_of_number(numbers[i], raters, base, static_cast<std::uint32_t>(next - i)));
      i = next;
    }
  } else {
    rows = rows_by_comparing(table);
  }
  return rows;
}

std::vector<Pattern> patterns_of(const Table& table, std::uint32_t least_ratings) {
  std::map<RatingCounts, std::uint32_t> units;
  for (Row& row : rows_of(table)) units[counts_of(std::move(row.ratings))] += row.units;
  std::vector<Pattern> patterns;
  for (const auto& [counts, number] : units) {
    const std::uint32_t ratings = number_of_ratings(counts);
    if (ratings >= least_ratings) patterns.push_back({counts, ratings, number});
  }
  return patterns;
}

std::vector<RatingCounts> clusters_of(const Table& table, const std::vector<Pattern>& patterns) {
  std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>> clusters;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const RatingCounts counts = counts_of_unit(table, unit);
    const auto pattern = std::ranges::lower_bound(patterns, counts, {}, &Pattern::counts);
    if (pattern == patterns.end() || pattern->counts != counts) continue;
    const std::uint32_t cluster = table.clusters.empty() ? static_cast<std::uint32_t>(unit) : table.clusters[unit];
    ++clusters[cluster][static_cast<std::uint32_t>(pattern - patterns.begin())];
  }
  std::vector<RatingCounts> result;
  for (const auto& [cluster, contents] : clusters) result.emplace_back(contents.begin(), contents.end());
  std::ranges::sort(result);
  return result;
}

double pair_distance(const Pattern& pattern, const Distances& distances) {
  double sum = 0;
  for (std::size_t i = 0; i < pattern.counts.size(); ++i)
    for (std::size_t j = i + 1; j < pattern.counts.size(); ++j)
      sum += 2.0 * pattern.counts[i].second * pattern.counts[j].second *
             distances(pattern.counts[i].first, pattern.counts[j].first);
  return sum;
}

}  // namespace attune
