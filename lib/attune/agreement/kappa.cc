#include "attune/agreement/kappa.h"

#include <cmath>
#include <numeric>
#include <utility>

#include "attune/agreement/cross_table.h"
#include "attune/agreement/inference.h"
#include "attune/agreement/variant.h"

namespace attune {
namespace {

/// The disagreement expected when each rater keeps the own margins but draws blindly.
double expected_distance(const CrossTable& cross, const std::vector<double>& mean_to_second) {
  double expected = 0;
  for (std::size_t k = 0; k < cross.first.size(); ++k) expected += cross.first[k] * mean_to_second[k];
  return expected;
}

/// The variance of `term(k, l)` over cells that have the given shares, in two passes.
template <typename Shares, typename Term>
double variance(const Shares& for_each_share, const Term& term) {
  double mean = 0;
  for_each_share([&](std::size_t k, std::size_t l, double share) { mean += share * term(k, l); });
  double sum = 0;
  for_each_share(
      [&](std::size_t k, std::size_t l, double share) { sum += share * (term(k, l) - mean) * (term(k, l) - mean); });
  return sum;
}

StatisticOptions options_of(const Table& table, std::size_t first, std::size_t second, Weights weights,
                            Spacing spacing) {
  StatisticOptions options = weighted_options(table, weights, spacing);
  if (table.raters.size() > 2) options.emplace_back("raters", table.raters[first] + ":" + table.raters[second]);
  return options;
}

}  // namespace

Statistic cohen_kappa(const Table& table, std::size_t first, std::size_t second, Weights weights, Spacing spacing) {
  const StatisticOptions options = options_of(table, first, second, weights, spacing);
  const auto none = [&](std::string reason) { return without_value("cohen_kappa", options, std::move(reason)); };
  if (std::string reason = objection_of_two(table, weights); !reason.empty()) return none(std::move(reason));
  const CrossTable cross = cross_table(table, first, second);
  if (cross.units == 0) return none("no unit rated by both");

  // In distances d = 1 - weight: kappa = 1 - observed/expected, whatever the scale of d.
  const Distances distances = distances_of(table, weights, spacing);
  const std::vector<double> mean_to_second = mean_distances(distances, cross.second);
  const std::vector<double> mean_to_first = mean_distances_from(distances, cross.first);
  const double observed = observed_distance(cross, distances);
  const double expected = expected_distance(cross, mean_to_second);
  if (!(expected > 1e-12 * distances.largest())) return none("no variation");
  Statistic result;
  result.name = "cohen_kappa";
  result.options = options;
  result.value = 1 - observed / expected;
  if (std::abs(*result.value) < 1e-14) result.value = 0;  // what is left of two equal sums taken in another order
  if (cross.units < 2) return result;  // of one unit nothing can vary

  // Fleiss, Cohen & Everitt (1969), eqs 9 and 14, written as variances: their bracketed terms differ from these by
  // constants, and the squares they take off are the squared means.
  const auto observed_cells = [&](const auto& visit) {
    for (const auto& [cell, share] : cross.cells) visit(cell.first, cell.second, share);
  };
  const auto expected_cells = [&](const auto& visit) {
    for (std::size_t k = 0; k < cross.first.size(); ++k)
      for (std::size_t l = 0; l < cross.second.size(); ++l)
        if (cross.first[k] > 0 && cross.second[l] > 0) visit(k, l, cross.first[k] * cross.second[l]);
  };
  const auto margins = [&](std::size_t k, std::size_t l) { return mean_to_second[k] + mean_to_first[l]; };
  const double variance_large = variance(observed_cells, [&](std::size_t k, std::size_t l) {
    return distances(k, l) - (1 - *result.value) * margins(k, l);
  });
  const double variance_null =
      variance(expected_cells, [&](std::size_t k, std::size_t l) { return distances(k, l) - margins(k, l); });
  const double scale = expected * std::sqrt(static_cast<double>(cross.units));
  return with_normal_interval(result, std::sqrt(variance_large) / scale, std::sqrt(variance_null) / scale);
}

std::vector<Statistic> cohen_kappas(const Table& table, Weights weights, Spacing spacing) {
  std::vector<Statistic> result;
  for (std::size_t first = 0; first < table.raters.size(); ++first)
    for (std::size_t second = first + 1; second < table.raters.size(); ++second)
      result.push_back(cohen_kappa(table, first, second, weights, spacing));
  return result;
}

}  // namespace attune
