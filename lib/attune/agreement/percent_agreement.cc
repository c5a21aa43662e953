#include "attune/agreement/percent_agreement.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "attune/agreement/inference.h"
#include "attune/agreement/numbers.h"
#include "attune/agreement/patterns.h"
#include "attune/agreement/variant.h"

namespace attune {
namespace {

const std::string kName = "percent_agreement";

StatisticOptions options_of_pairwise(const Table& table, Weights weights) {
  StatisticOptions options = {{"def", "pairwise"}};
  for (const auto& option : weighted_options(table, weights, Spacing::value)) options.push_back(option);
  add_declared(options, table);
  add_missing(options, table, "available");
  return options;
}

/// The mean of the units' shares of agreeing pairs, and its standard error when there are two units or more. A unit
/// with one rating has no share; it counts in the error, because another sample could have had more such units.
struct Mean {
  double value = 0;
  std::optional<double> se;
  std::size_t units = 0;
};

/// `share` is asked of patterns with two ratings or more.
template <typename Share>
Mean mean_share(const std::vector<Pattern>& patterns, const Share& share) {
  Mean mean;
  std::size_t paired_units = 0;
  for (const Pattern& pattern : patterns) {
    mean.units += pattern.units;
    if (pattern.ratings < 2) continue;
    paired_units += pattern.units;
    mean.value += pattern.units * share(pattern);
  }
  mean.value /= static_cast<double>(paired_units);
  if (mean.units < 2) return mean;
  const double n = static_cast<double>(mean.units);
  double squares = 0;
  for (const Pattern& pattern : patterns) {
    const double term = pattern.ratings < 2 ? 0 : n / static_cast<double>(paired_units) * share(pattern);
    squares += pattern.units * (term - mean.value) * (term - mean.value);
  }
  mean.se = std::sqrt(squares / (n * (n - 1)));
  return mean;
}

double ordered_pairs(const Pattern& pattern) { return static_cast<double>(pattern.ratings) * (pattern.ratings - 1.0); }

bool has_pair(const std::vector<Pattern>& patterns) {
  return std::ranges::any_of(patterns, [](const Pattern& pattern) { return pattern.ratings > 1; });
}

Statistic with_interval(const StatisticOptions& options, const Mean& mean) {
  Statistic result;
  result.name = kName;
  result.options = options;
  result.value = mean.value;
  return mean.se ? with_t_interval(result, *mean.se, mean.units) : result;
}

}  // namespace

bool is_within(const Table& table, std::size_t a, std::size_t b, double tolerance) {
  return std::abs(table.numbers[a] - table.numbers[b]) <= tolerance * (1 + 1e-9);
}

Statistic percent_agreement_all_equal(const Table& table, double tolerance) {
  StatisticOptions options = {{"def", "all_equal"}, {"tol", fmt::format("{}", tolerance)}};
  if (has_missing_cells(table)) options.emplace_back("missing", "listwise");
  if (table.raters.size() < 2) return without_value(kName, options, "one rater");
  if (tolerance > 0 && table.numbers.empty()) return without_value(kName, options, "categories are not numbers");
  if (tolerance > 0 && table.level == Level::nominal && !table.ordered) return without_value(kName, options, "no order");
  std::size_t complete = 0;
  std::size_t equal = 0;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const auto row = table.cells.begin() + static_cast<std::ptrdiff_t>(unit * table.raters.size());
    const auto [low, high] = std::minmax_element(row, row + static_cast<std::ptrdiff_t>(table.raters.size()));
    if (*low == kMissing) continue;
    ++complete;
    const bool is_equal = *low == *high || (tolerance > 0 && is_within(table, static_cast<std::size_t>(*low),
                                                                       static_cast<std::size_t>(*high), tolerance));
    if (is_equal) ++equal;
  }
  if (complete == 0) return without_value(kName, options, "no unit rated by all raters");
  Statistic result;
  result.name = kName;
  result.options = options;
  const double n = static_cast<double>(complete);
  result.value = static_cast<double>(equal) / n;
  const Interval interval = wilson_interval(static_cast<double>(equal), n);
  result.ci_low = interval.low;
  result.ci_high = interval.high;
  result.method = "wilson";
  return result;
}

Statistic percent_agreement_pairwise(const Table& table, Weights weights) {
  const StatisticOptions options = options_of_pairwise(table, weights);
  if (table.raters.size() < 2) return without_value(kName, options, "one rater");
  if (const std::string reason = objection_to(table, weights); !reason.empty())
    return without_value(kName, options, reason);
  const std::vector<Pattern> patterns = patterns_of(table, 1);
  if (!has_pair(patterns)) return without_value(kName, options, "no unit has two ratings");
  const Distances distances = distances_of(table, weights, Spacing::value);
  if (!(distances.largest() > 0)) return without_value(kName, options, "no variation");
  return with_interval(options, mean_share(patterns, [&](const Pattern& pattern) {
    return 1 - pair_distance(pattern, distances) / (distances.largest() * ordered_pairs(pattern));
  }));
}

Statistic percent_agreement_pairwise_within(const Table& table, double tolerance) {
  StatisticOptions options = {{"def", "pairwise"}, {"tol", fmt::format("{}", tolerance)}};
  add_missing(options, table, "available");
  if (const std::string reason = objection_to_numbers(table); !reason.empty()) return without_value(kName, options, reason);
  const std::vector<Pattern> patterns = patterns_of(table, 1);
  if (!has_pair(patterns)) return without_value(kName, options, "no unit has two ratings");
  return with_interval(options, mean_share(patterns, [&](const Pattern& pattern) {
    double within = 0;
    for (const auto& [a, of_a] : pattern.counts)
      for (const auto& [b, of_b] : pattern.counts)
        if (is_within(table, a, b, tolerance)) within += static_cast<double>(of_a) * (a == b ? of_b - 1.0 : of_b);
    return within / ordered_pairs(pattern);
  }));
}

}  // namespace attune
