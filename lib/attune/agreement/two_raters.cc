#include "attune/agreement/two_raters.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "attune/agreement/chance_corrected.h"
#include "attune/agreement/cross_table.h"
#include "attune/agreement/inference.h"
#include "attune/agreement/kappa.h"
#include "attune/agreement/variant.h"

namespace attune {
namespace {

/// Two raters crossed, with distances; or why there is nothing to compute.
struct Crossed {
  CrossTable cross;
  Distances distances;
  std::string reason;
};

Crossed crossed(const Table& table, Weights weights, Spacing spacing) {
  Crossed result{{}, {}, objection_to(table, weights)};
  if (!result.reason.empty()) return result;
  result.cross = cross_table(table, 0, 1);
  result.distances = distances_of(table, weights, spacing);
  if (result.cross.units == 0) result.reason = "no unit rated by both";
  return result;
}

std::vector<double> shares_of_both(const CrossTable& cross) {
  std::vector<double> shares;
  for (std::size_t k = 0; k < cross.first.size(); ++k) shares.push_back((cross.first[k] + cross.second[k]) / 2);
  return shares;
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

Statistic scott_pi(const Table& table, Weights weights, Spacing spacing) {
  Statistic result;
  result.name = "scott_pi";
  result.options = weighted_options(table, weights, spacing);
  const auto none = [&](std::string reason) { return without_value(result.name, result.options, std::move(reason)); };
  const Crossed data = crossed(table, weights, spacing);
  if (!data.reason.empty()) return none(data.reason);
  const std::vector<double> shares = shares_of_both(data.cross);
  const std::vector<double> means = mean_distances(data.distances, shares);
  const double expected = product(shares, means);
  if (!(expected > 1e-12 * data.distances.largest())) return none("no variation");
  const double value = 1 - observed_distance(data.cross, data.distances) / expected;
  result.value = std::abs(value) < 1e-14 ? 0 : value;
  const double n = static_cast<double>(data.cross.units);
  if (n < 2) return result;
  const double variance = variance_over_units(data.cross, [&](std::size_t a, std::size_t b) {
    return data.distances(a, b) - (1 - value) * (means[a] + means[b]);
  });
  return with_t_interval(result, std::sqrt(variance / n) / expected, data.cross.units,
                         {"fce_table_n", "fce_table_n,t(n-1),cap1", "wald_t(n-1)"});
}

std::vector<Statistic> cohen_parts(const Table& table, Weights weights, Spacing spacing) {
  const StatisticOptions options = weighted_options(table, weights, spacing);
  const Crossed data = crossed(table, weights, spacing);
  const double largest = data.reason.empty() ? data.distances.largest() : 0;
  std::string reason = data.reason;
  if (reason.empty() && !(largest > 0)) reason = "no variation";
  std::vector<Statistic> results;
  const auto add = [&](const char* name, double value) {
    Statistic statistic;
    statistic.name = name;
    statistic.options = options;
    statistic.value = value;
    results.push_back(statistic);
  };
  if (!reason.empty()) {
    for (const char* name : {"cohen_po", "cohen_pe", "cohen_kappa_se0"})
      results.push_back(without_value(name, options, reason));
    return results;
  }
  const std::vector<double> to_second = mean_distances(data.distances, data.cross.second);
  const std::vector<double> to_first = mean_distances(data.distances, data.cross.first);
  const double expected = product(data.cross.first, to_second);
  add("cohen_po", 1 - observed_distance(data.cross, data.distances) / largest);
  add("cohen_pe", 1 - expected / largest);
  if (!(expected > 1e-12 * largest)) {
    results.push_back(without_value("cohen_kappa_se0", options, "no variation"));
    return results;
  }
  double mean = 0;
  double squares = 0;
  for (bool first_pass : {true, false})
    for (std::size_t a = 0; a < to_second.size(); ++a)
      for (std::size_t b = 0; b < to_second.size(); ++b) {
        const double share = data.cross.first[a] * data.cross.second[b];
        const double term = data.distances(a, b) - to_second[a] - to_first[b];
        if (first_pass)
          mean += share * term;
        else
          squares += share * (term - mean) * (term - mean);
      }
  add("cohen_kappa_se0", std::sqrt(squares / static_cast<double>(data.cross.units)) / expected);
  return results;
}

Statistic cohen_kappa_max(const Table& table) {
  Statistic result;
  result.name = "cohen_kappa_max";
  result.options = {{"weights", "unweighted"}};
  const CrossTable cross = cross_table(table, 0, 1);
  if (cross.units == 0) return without_value(result.name, result.options, "no unit rated by both");
  double most = 0;
  double expected = 0;
  for (std::size_t k = 0; k < cross.first.size(); ++k) {
    most += std::min(cross.first[k], cross.second[k]);
    expected += cross.first[k] * cross.second[k];
  }
  if (!(1 - expected > 1e-12)) return without_value(result.name, result.options, "no variation");
  result.value = (most - expected) / (1 - expected);
  return result;
}

std::vector<Statistic> specific_agreement(const Table& table) {
  const CrossTable cross = cross_table(table, 0, 1);
  std::vector<Statistic> results;
  for (std::size_t k = 0; k < table.categories.size(); ++k) {
    Statistic result;
    result.name = "specific_agreement";
    result.options = {{"category", table.categories[k]}};
    if (cross.units == 0)
      result.reason = "no unit rated by both";
    else if (!(cross.first[k] + cross.second[k] > 0))
      result.reason = "nobody used the category";
    else
      result.value = 2 * cross.cell(k, k) / (cross.first[k] + cross.second[k]);
    results.push_back(result);
  }
  return results;
}

std::vector<Statistic> confusion_matrix(const Table& table) {
  const CrossTable cross = cross_table(table, 0, 1);
  std::vector<Statistic> results;
  for (std::size_t a = 0; a < table.categories.size(); ++a)
    for (std::size_t b = 0; b < table.categories.size(); ++b) {
      Statistic result;
      result.name = "confusion";
      result.options = {{"first", table.categories[a]}, {"second", table.categories[b]}};
      result.value = cross.units == 0 ? 0 : std::round(cross.cell(a, b) * static_cast<double>(cross.units));
      results.push_back(std::move(result));
    }
  return results;
}

std::vector<Statistic> prevalence_and_bias(const Table& table) {
  if (table.categories.size() != 2) return {};
  const CrossTable cross = cross_table(table, 0, 1);
  std::vector<Statistic> results;
  const auto add = [&](const char* name, StatisticOptions options, double value) {
    Statistic statistic;
    statistic.name = name;
    statistic.options = std::move(options);
    if (cross.units == 0)
      statistic.reason = "no unit rated by both";
    else
      statistic.value = value;
    results.push_back(std::move(statistic));
  };
  const double agreement = cross.cell(0, 0) + cross.cell(1, 1);
  add("pabak", {}, 2 * agreement - 1);
  add("prevalence_index", {{"signed", "abs"}}, std::abs(cross.cell(0, 0) - cross.cell(1, 1)));
  add("bias_index", {{"signed", "abs"}}, std::abs(cross.cell(0, 1) - cross.cell(1, 0)));
  return results;
}

std::vector<Statistic> table_variants(const Table& table, Weights weights, Spacing spacing) {
  const Table used = complete_units(table);
  std::vector<Statistic> results;
  const Crossed data = crossed(used, weights, spacing);
  for (Chance chance : {Chance::gwet, Chance::brennan_prediger}) {
    Statistic result = chance_corrected(used, chance, weights, spacing);
    add_missing(result.options, table, "listwise");
    result.se = result.ci_low = result.ci_high = result.stat = result.p = std::nullopt;
    result.method = result.se_method = result.test_method = "";
    const double n = static_cast<double>(data.cross.units);
    if (!result.value || n < 2) {
      results.push_back(result);
      continue;
    }
    const std::vector<double> shares = shares_of_both(data.cross);
    const double q = static_cast<double>(shares.size());
    const double largest = data.distances.largest();
    const std::vector<double> equal(shares.size(), 1 / q);
    const double mean_weight = 1 - product(equal, mean_distances(data.distances, equal)) / largest;
    const double factor = chance == Chance::gwet && q > 1 ? mean_weight * q / (q - 1) : 0;
    double expected = chance == Chance::gwet ? 0 : mean_weight;
    if (chance == Chance::gwet)
      for (double share : shares) expected += factor * share * (1 - share);
    const double variance = variance_over_units(data.cross, [&](std::size_t a, std::size_t b) {
      const double chance_part = factor * (1 - (shares[a] + shares[b]) / 2);
      return -data.distances(a, b) / largest - 2 * (1 - *result.value) * chance_part;
    });
    const double se = std::sqrt(variance / n) / (1 - expected);
    const IntervalNames names{"gwet_table_n", "gwet_table_n,t(n-1),cap1", "wald_t(n-1)_table"};
    results.push_back(with_t_interval(result, se, data.cross.units, names));
    if (chance == Chance::brennan_prediger) continue;
    Statistic uncapped = results.back();
    uncapped.method = "gwet_table_n,t(n-1)";
    uncapped.ci_high = *uncapped.value + (*uncapped.value - *uncapped.ci_low);
    results.push_back(std::move(uncapped));
  }
  return results;
}

std::vector<Statistic> cohen_variants(const Table& table, Weights weights, Spacing spacing) {
  Statistic kappa = cohen_kappa(table, 0, 1, weights, spacing);
  const CrossTable cross = cross_table(table, 0, 1);
  if (!kappa.value || !kappa.se || cross.units < 2) return {};
  std::vector<Statistic> results;
  Statistic bare;
  bare.name = kappa.name;
  bare.options = kappa.options;
  bare.value = kappa.value;
  results.push_back(with_t_interval(bare, *kappa.se, cross.units, {"ase_fce", "ase_fce,t(n-1),cap1", "wald_t(n-1)"}));
  if (weights != Weights::unweighted) return results;
  double observed = 0;
  double expected = 0;
  for (std::size_t k = 0; k < cross.first.size(); ++k) {
    observed += cross.cell(k, k);
    expected += cross.first[k] * cross.second[k];
  }
  bare.se = std::sqrt(observed * (1 - observed) / static_cast<double>(cross.units)) / (1 - expected);
  bare.se_method = "cohen1960";
  results.push_back(std::move(bare));
  return results;
}

}  // namespace attune
