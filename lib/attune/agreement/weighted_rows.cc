#include "attune/agreement/weighted_rows.h"

#include <cmath>
#include <map>

namespace attune {

/// The rows of a table as kinds of units.
Drawable drawable_of(const Table& table, const std::vector<Row>& rows) {
  Drawable drawable;
  std::map<std::vector<std::int32_t>, std::uint32_t> number;
  for (const Row& row : rows) {
    number[row.ratings] = static_cast<std::uint32_t>(drawable.units.size());
    drawable.units.push_back(row.units);
  }
  if (table.clusters.empty()) return drawable;
  std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>> clusters;
  const auto raters = static_cast<std::ptrdiff_t>(table.raters.size());
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const auto begin = table.cells.begin() + static_cast<std::ptrdiff_t>(unit) * raters;
    const auto found = number.find(std::vector<std::int32_t>(begin, begin + raters));
    if (found != number.end()) ++clusters[table.clusters[unit]][found->second];
  }
  for (const auto& [cluster, contents] : clusters) drawable.clusters.emplace_back(contents.begin(), contents.end());
  return drawable;
}

std::optional<double> kappa_of_rows(const std::vector<Row>& rows, std::pair<std::size_t, std::size_t> raters,
                                    const Distances& distances, std::size_t categories,
                                    std::span<const std::uint32_t> units) {
  std::vector<double> first(categories, 0.0);
  std::vector<double> second(categories, 0.0);
  double observed = 0;
  double n = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (units[i] == 0 || rows[i].ratings[raters.first] == kMissing || rows[i].ratings[raters.second] == kMissing) continue;
    const auto a = static_cast<std::size_t>(rows[i].ratings[raters.first]);
    const auto b = static_cast<std::size_t>(rows[i].ratings[raters.second]);
    n += units[i];
    first[a] += units[i];
    second[b] += units[i];
    observed += units[i] * distances(a, b);
  }
  if (n == 0) return std::nullopt;
  for (double& share : second) share /= n;
  const std::vector<double> means = mean_distances(distances, second);
  double expected = 0;
  for (std::size_t k = 0; k < categories; ++k) expected += first[k] * means[k];
  if (!(expected > 1e-12 * n * distances.largest())) return std::nullopt;
  return 1 - observed / expected;
}

std::vector<std::vector<double>> numbers_of(const Table& table, const std::vector<Row>& rows) {
  std::vector<std::vector<double>> numbers;
  for (const Row& row : rows) {
    numbers.emplace_back();
    for (std::int32_t rating : row.ratings) numbers.back().push_back(table.numbers[static_cast<std::size_t>(rating)] - table.numbers.front());
  }
  return numbers;
}

Anova anova_of_rows(const std::vector<std::vector<double>>& rows, std::span<const std::uint32_t> units) {
  Anova anova;
  if (rows.empty()) return anova;
  const std::size_t raters = rows.front().size();
  const double k = static_cast<double>(raters);
  anova.raters = k;
  std::vector<double> columns(raters, 0.0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    anova.units += units[i];
    for (std::size_t rater = 0; rater < raters; ++rater) columns[rater] += units[i] * rows[i][rater];
  }
  const double n = anova.units;
  if (n < 2 || raters < 2) return anova;
  double grand = 0;
  for (double& column : columns) grand += (column /= n) / k;
  double between = 0;
  double residual = 0;
  double of_raters = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (units[i] == 0) continue;
    double mean = 0;
    for (double value : rows[i]) mean += value / k;
    between += units[i] * k * (mean - grand) * (mean - grand);
    for (std::size_t rater = 0; rater < raters; ++rater) {
      const double apart = rows[i][rater] - mean - columns[rater] + grand;
      residual += units[i] * apart * apart;
    }
  }
  for (double column : columns) of_raters += n * (column - grand) * (column - grand);
  // What rounding leaves of a sum of squares of equal numbers is nothing.
  const double scale = 1e-24 * n * k * grand * grand;
  const auto cleaned = [&](double sum) { return sum < scale ? 0 : sum; };
  anova.between_units = cleaned(between) / (n - 1);
  anova.between_raters = cleaned(of_raters) / (k - 1);
  anova.residual = cleaned(residual) / ((n - 1) * (k - 1));
  anova.within_degrees = n * (k - 1);
  anova.within_units = cleaned(residual + of_raters) / anova.within_degrees;
  return anova;
}

}  // namespace attune
