#include "attune/agreement/alpha_parts.h"

#include <cmath>
#include <numeric>

#include "attune/agreement/alpha_sums.h"

namespace attune {
namespace {

StatisticOptions part_options(Metric metric, const char* part) {
  return {{"metric", std::string(metric_name(metric))}, {"part", part}};
}

}  // namespace

std::vector<Statistic> alpha_disagreements(const Table& table, Metric metric) {
  std::string reason = table.raters.size() < 2 ? "one rater" : objection_to(table, metric);
  const std::vector<Pattern> patterns = patterns_of(table, 2);
  if (reason.empty() && patterns.empty()) reason = "no unit has two ratings";
  Statistic observed = without_value("krippendorff_Do_De", part_options(metric, "Do"), reason);
  Statistic expected = without_value("krippendorff_Do_De", part_options(metric, "De"), reason);
  if (!reason.empty()) return {observed, expected};
  std::vector<std::uint32_t> units;
  for (const Pattern& pattern : patterns) units.push_back(pattern.units);
  const AlphaSums sums(table, patterns, metric);
  const Distances distances = sums.distances(units);
  std::vector<double> shares = sums.margins(units);
  const double ratings = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= ratings;
  double within = 0;
  for (const Pattern& pattern : patterns)
    within += pattern.units * pair_distance(pattern, distances) / (pattern.ratings - 1.0);
  const std::vector<double> means = mean_distances(distances, shares);
  const double all = std::inner_product(shares.begin(), shares.end(), means.begin(), 0.0);
  observed.value = within / ratings;
  expected.value = std::max(0.0, all) * ratings / (ratings - 1);
  return {observed, expected};
}

Statistic alpha_jackknife(const Table& table, Metric metric) {
  Statistic result;
  result.name = "krippendorff_alpha_jackknife";
  result.options = {{"metric", std::string(metric_name(metric))}, {"over", "pairable items"}};
  const auto none = [&](std::string reason) { return without_value(result.name, result.options, std::move(reason)); };
  const Statistic alpha = krippendorff_alpha(table, metric);
  if (!alpha.value) return none(alpha.reason);
  const std::vector<Pattern> patterns = patterns_of(table, 2);
  std::vector<std::uint32_t> units;
  for (const Pattern& pattern : patterns) units.push_back(pattern.units);
  const double n = std::accumulate(units.begin(), units.end(), 0.0);
  if (n < 3) return none("fewer than three units with two ratings");
  const AlphaSums sums(table, patterns, metric);
  std::vector<double> left_out;
  double mean = 0;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    --units[i];
    const std::optional<double> without = sums.alpha(units);
    ++units[i];
    if (!without) return none("no variation without one of the units");
    left_out.push_back(*without);
    mean += units[i] * *without / n;
  }
  double squares = 0;
  for (std::size_t i = 0; i < patterns.size(); ++i) squares += units[i] * (left_out[i] - mean) * (left_out[i] - mean);
  result.value = n * *alpha.value - (n - 1) * mean;
  result.se = std::sqrt((n - 1) / n * squares);
  result.se_method = "jackknife (delete one item)";
  return result;
}

}  // namespace attune
