#include "attune/agreement/kappa.h"

#include <cmath>
#include <map>
#include <utility>

#include "attune/agreement/inference.h"

namespace attune {
namespace {

/// The cross table of two raters in shares. Only cells that occur are kept: half-step scales leave most empty.
struct CrossTable {
  std::map<std::pair<std::size_t, std::size_t>, double> cells;
  std::vector<double> first;  // margins, by category
  std::vector<double> second;
  std::size_t units = 0;
};

CrossTable cross_table(const Table& table, std::size_t first, std::size_t second) {
  CrossTable cross;
  cross.first.assign(table.categories.size(), 0.0);
  cross.second.assign(table.categories.size(), 0.0);
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::int32_t a = table.cell(unit, first);
    const std::int32_t b = table.cell(unit, second);
    if (a == kMissing || b == kMissing) continue;
    ++cross.units;
    cross.cells[{static_cast<std::size_t>(a), static_cast<std::size_t>(b)}] += 1;
    cross.first[static_cast<std::size_t>(a)] += 1;
    cross.second[static_cast<std::size_t>(b)] += 1;
  }
  const double n = static_cast<double>(cross.units);
  for (auto& [cell, share] : cross.cells) share /= n;
  for (double& share : cross.first) share /= n;
  for (double& share : cross.second) share /= n;
  return cross;
}

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
  StatisticOptions options = {{"weights", std::string(weights_name(weights))}};
  const bool spaced = weights != Weights::unweighted && weights != Weights::ordinal && weights != Weights::ratio;
  if (spaced && unequally_spaced(table)) options.emplace_back("spacing", std::string(spacing_name(spacing)));
  if (table.raters.size() > 2) options.emplace_back("raters", table.raters[first] + ":" + table.raters[second]);
  return options;
}

}  // namespace

Statistic cohen_kappa(const Table& table, std::size_t first, std::size_t second, Weights weights, Spacing spacing) {
  const StatisticOptions options = options_of(table, first, second, weights, spacing);
  const auto none = [&](std::string reason) { return without_value("cohen_kappa", options, std::move(reason)); };
  if (std::string reason = objection_to(table, weights); !reason.empty()) return none(std::move(reason));
  const CrossTable cross = cross_table(table, first, second);
  if (cross.units == 0) return none("no unit rated by both");

  // In distances d = 1 - weight: kappa = 1 - observed/expected, whatever the scale of d.
  const Distances distances = distances_of(table, weights, spacing);
  const std::vector<double> mean_to_second = mean_distances(distances, cross.second);
  const std::vector<double> mean_to_first = mean_distances(distances, cross.first);
  double observed = 0;
  for (const auto& [cell, share] : cross.cells) observed += share * distances(cell.first, cell.second);
  const double expected = expected_distance(cross, mean_to_second);
  if (!(expected > 1e-12 * distances.largest())) return none("no variation");
  Statistic result;
  result.name = "cohen_kappa";
  result.options = options;
  result.value = 1 - observed / expected;
  if (std::abs(*result.value) < 1e-14) result.value = 0;  // what is left of two equal sums taken in another order

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
