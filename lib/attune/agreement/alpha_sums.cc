#include "attune/agreement/alpha_sums.h"

#include <numeric>

namespace attune {
namespace {

Weights weights_of(Metric metric) {
  switch (metric) {
    case Metric::nominal: return Weights::unweighted;
    case Metric::ordinal: return Weights::quadratic;  // over midranks
    case Metric::interval: return Weights::quadratic;
    case Metric::ratio: return Weights::ratio;
    case Metric::gwet_linear: return Weights::linear;
    case Metric::gwet_radical: return Weights::radical;
    case Metric::gwet_ordinal: return Weights::ordinal;
  }
  return Weights::unweighted;
}

double observed_in(const Pattern& pattern, const Distances& distances) {
  return pair_distance(pattern, distances) / (pattern.ratings - 1.0);
}

}  // namespace

std::string objection_to(const Table& table, Metric metric) {
  if (std::string reason = objection_to(table, weights_of(metric)); !reason.empty()) return reason;
  return metric == Metric::interval && table.numbers.empty() ? "categories are not numbers" : "";
}

AlphaSums::AlphaSums(const Table& table, const std::vector<Pattern>& patterns, Metric metric)
    : patterns_(patterns),
      by_midranks_(metric == Metric::ordinal),
      distances_(distances_of(table, weights_of(metric), Spacing::value)) {
  for (const Pattern& pattern : patterns_) observed_.push_back(observed_in(pattern, distances_));
}

std::vector<double> AlphaSums::margins(std::span<const std::uint32_t> units) const {
  std::vector<double> margins(distances_.positions.size(), 0.0);
  for (std::size_t i = 0; i < patterns_.size(); ++i)
    for (const auto& [category, count] : patterns_[i].counts)
      margins[category] += static_cast<double>(count) * units[i];
  return margins;
}

Distances AlphaSums::distances(std::span<const std::uint32_t> units) const {
  if (!by_midranks_) return distances_;
  Distances result = distances_;
  double below = 0;
  const std::vector<double> counts = margins(units);
  for (std::size_t k = 0; k < counts.size(); ++k) {
    result.positions[k] = below + counts[k] / 2;
    below += counts[k];
  }
  return result;
}

std::optional<double> AlphaSums::alpha(std::span<const std::uint32_t> units) const {
  std::vector<double> shares = margins(units);
  const double ratings = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (ratings == 0) return std::nullopt;
  for (double& share : shares) share /= ratings;
  const Distances now = distances(units);
  double observed = 0;
  for (std::size_t i = 0; i < patterns_.size(); ++i)
    if (units[i] > 0) observed += units[i] * (by_midranks_ ? observed_in(patterns_[i], now) : observed_[i]);
  double expected = 0;  // mean distance of two ratings drawn with replacement
  const std::vector<double> means = mean_distances(now, shares);
  for (std::size_t k = 0; k < shares.size(); ++k) expected += shares[k] * means[k];
  // One category leaves no more than rounding.
  if (!(expected > 1e-12 * now.largest())) return std::nullopt;
  return 1 - (ratings - 1) * observed / (ratings * ratings * expected);
}

}  // namespace attune
