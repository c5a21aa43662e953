#include "attune/agreement/alpha.h"

#include <array>
#include <cmath>
#include <numeric>

#include "attune/agreement/alpha_sums.h"
#include "attune/agreement/inference.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 7> kMetricNames = {"nominal",     "ordinal",      "interval",    "ratio",
                                                          "gwet_linear", "gwet_radical", "gwet_ordinal"};

/// Gwet (2014): each unit's share in alpha, linearised; the standard error is that of their mean. Written in
/// distances: `a` is a unit's observed and `b` its expected disagreement.
double linearised_se(const std::vector<Pattern>& patterns, const Distances& distances,
                     const std::vector<double>& margins, double alpha) {
  double n = 0;
  double ratings = 0;
  for (const Pattern& pattern : patterns) {
    n += pattern.units;
    ratings += static_cast<double>(pattern.units) * pattern.ratings;
  }
  const double per_unit = ratings / n;
  std::vector<double> shares = margins;
  for (double& share : shares) share /= ratings;
  const std::vector<double> means = mean_distances(distances, shares);
  const double expected = std::inner_product(shares.begin(), shares.end(), means.begin(), 0.0);
  const double observed = (1 - alpha) * expected;
  // Without the correction for a finite number of ratings.
  const double uncorrected = 1 - observed / (1 - 1 / ratings) / expected;

  std::vector<double> terms;
  double mean = 0;
  for (const Pattern& pattern : patterns) {
    const double a = pair_distance(pattern, distances) / (per_unit * (pattern.ratings - 1.0));
    double b = 0;
    for (const auto& [category, count] : pattern.counts) b += count * means[category] / per_unit;
    const double size = pattern.ratings / per_unit;
    terms.push_back((expected - a + observed * (size - 1) - 2 * (1 - uncorrected) * (expected * size - b)) / expected);
    mean += pattern.units * terms.back() / n;
  }
  double squares = 0;
  for (std::size_t i = 0; i < patterns.size(); ++i)
    squares += patterns[i].units * (terms[i] - mean) * (terms[i] - mean);
  return std::sqrt(squares / (n * (n - 1)));
}

}  // namespace

std::string_view metric_name(Metric metric) { return kMetricNames[static_cast<std::size_t>(metric)]; }

Statistic krippendorff_alpha(const Table& table, Metric metric) {
  const StatisticOptions options = {{"metric", std::string(metric_name(metric))}};
  const auto none = [&](std::string reason) { return without_value("krippendorff_alpha", options, std::move(reason)); };
  if (table.raters.size() < 2) return none("one rater");
  if (std::string reason = objection_to(table, metric); !reason.empty()) return none(std::move(reason));
  const std::vector<Pattern> patterns = patterns_of(table, 2);
  if (patterns.empty()) return none("no unit has two ratings");
  std::vector<std::uint32_t> units;
  for (const Pattern& pattern : patterns) units.push_back(pattern.units);
  const AlphaSums sums(table, patterns, metric);
  Statistic result;
  result.name = "krippendorff_alpha";
  result.options = options;
  result.value = sums.alpha(units);
  if (!result.value) return none("no variation");
  const std::size_t n = std::accumulate(units.begin(), units.end(), std::size_t{0});
  if (n < 2 || metric == Metric::ordinal) return result;
  return with_t_interval(result, linearised_se(patterns, sums.distances(units), sums.margins(units), *result.value), n);
}

}  // namespace attune
