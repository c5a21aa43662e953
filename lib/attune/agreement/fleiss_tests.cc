// Over the units rated by all: the test of Fleiss' kappa, the kappa of each category, Light's kappa.
#include <cmath>

#include "attune/agreement/chance_corrected.h"
#include "attune/agreement/inference.h"
#include "attune/agreement/kappa.h"
#include "attune/agreement/patterns.h"
#include "attune/agreement/variant.h"

namespace attune {
namespace {

struct Complete {
  Table table;
  std::vector<Pattern> patterns;
  std::vector<double> shares;
  double units = 0;
  double raters = 0;
  std::string reason;  // why there is nothing to test
};

Complete complete(const Table& table) {
  Complete result;
  if (table.raters.size() < 2) {
    result.reason = "one rater";
    return result;
  }
  result.table = complete_units(table);
  result.patterns = patterns_of(result.table, 2);
  result.shares.assign(result.table.categories.size(), 0.0);
  result.units = static_cast<double>(result.table.units.size());
  result.raters = static_cast<double>(table.raters.size());
  if (result.patterns.empty()) result.reason = "no unit rated by all raters";
  for (const Pattern& pattern : result.patterns)
    for (const auto& [category, count] : pattern.counts)
      result.shares[category] += static_cast<double>(pattern.units) * count / (result.units * result.raters);
  return result;
}

Statistic with_null_test(Statistic statistic, double se, const std::string& se_method, const std::string& test) {
  statistic.se = se;
  statistic.se_method = se_method;
  statistic.stat = *statistic.value / se;
  statistic.p = normal_p(*statistic.stat);
  statistic.test_method = test;
  return statistic;
}

}  // namespace

std::vector<Statistic> listwise_coefficients(const Table& table) {
  const Table used = complete_units(table);
  std::vector<Statistic> results;
  for (Chance chance : {Chance::conger, Chance::gwet, Chance::brennan_prediger}) {
    Statistic result = chance_corrected(used, chance, Weights::unweighted, Spacing::value);
    add_missing(result.options, table, "listwise");
    if (used.units.empty() && table.raters.size() > 1) result.reason = "no unit rated by all raters";
    results.push_back(std::move(result));
  }
  return results;
}

Statistic fleiss_null_test(const Table& table) {
  Statistic result;
  result.name = "fleiss_kappa";
  result.options = weighted_options(table, Weights::unweighted, Spacing::value);
  add_declared(result.options, table);
  add_missing(result.options, table, "listwise");
  const auto none = [&](std::string reason) { return without_value(result.name, result.options, std::move(reason)); };
  const Complete data = complete(table);
  if (!data.reason.empty()) return none(data.reason);
  const Statistic kappa = chance_corrected(data.table, Chance::fleiss, Weights::unweighted, Spacing::value);
  if (!kappa.value) return none(kappa.reason);
  result.value = kappa.value;
  double spread = 0;
  double skewness = 0;
  for (double share : data.shares) {
    spread += share * (1 - share);
    skewness += share * (1 - share) * (1 - 2 * share);
  }
  const double variance =
      2 * (spread * spread - skewness) / (data.units * data.raters * (data.raters - 1) * spread * spread);
  if (!(variance > 0)) return result;
  return with_null_test(result, std::sqrt(variance), "null_fleiss1979", "z_null_fleiss1979");
}

std::vector<Statistic> fleiss_categories(const Table& table) {
  const Complete data = complete(table);
  std::vector<Statistic> results;
  const Table& named = data.table.categories.empty() ? table : data.table;
  for (std::size_t category = 0; category < named.categories.size(); ++category) {
    Statistic result;
    result.name = "fleiss_kappa_category";
    result.options = {{"category", named.categories[category]}};
    add_missing(result.options, table, "listwise");
    const double share = data.reason.empty() ? data.shares[category] : 0;
    std::string reason = data.reason;
    if (reason.empty() && share == 0) reason = "nobody used the category";
    if (reason.empty() && !(1 - share > 1e-12)) reason = "no variation";
    if (!reason.empty()) {
      results.push_back(without_value(result.name, result.options, std::move(reason)));
      continue;
    }
    double apart = 0;
    for (const Pattern& pattern : data.patterns)
      for (const auto& [used, count] : pattern.counts)
        if (used == category) apart += static_cast<double>(pattern.units) * count * (data.raters - count);
    result.value = 1 - apart / (data.units * data.raters * (data.raters - 1) * share * (1 - share));
    const double se = std::sqrt(2 / (data.units * data.raters * (data.raters - 1)));
    results.push_back(with_null_test(result, se, "null_fleiss1979", "z null SE"));
  }
  return results;
}

Statistic light_kappa(const Table& table, PairUnits units) {
  Statistic result;
  result.name = "light_kappa";
  result.options = {{"weights", "unweighted"}};
  add_missing(result.options, table, units == PairUnits::listwise ? "listwise" : "pairwise");
  const auto none = [&](std::string reason) { return without_value(result.name, result.options, std::move(reason)); };
  if (table.raters.size() < 2) return none("one rater");
  const Table used = units == PairUnits::listwise ? complete_units(table) : table;
  if (used.units.empty()) return none("no unit rated by all raters");
  double sum = 0;
  double pairs = 0;
  for (const Statistic& kappa : cohen_kappas(used, Weights::unweighted, Spacing::value)) {
    if (!kappa.value && result.options.back().second == "pairwise") continue;
    if (!kappa.value) return none("a pair of raters has no kappa: " + kappa.reason);
    sum += *kappa.value;
    pairs += 1;
  }
  if (pairs == 0) return none("no pair of raters has a kappa");
  result.value = sum / pairs;
  return result;
}

}  // namespace attune
