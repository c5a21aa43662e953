#include "attune/agreement/coefficient_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "attune/agreement/bootstrap.h"
#include "attune/agreement/chance_corrected.h"
#include "attune/agreement/icc.h"
#include "attune/agreement/kappa.h"
#include "attune/agreement/numbers.h"
#include "attune/agreement/weighted_rows.h"

namespace attune {
namespace {

using Units = std::span<const std::uint32_t>;

/// Agreement and shares of categories, from how often each pattern was drawn.
struct Sums {
  double agreement = 0;
  std::vector<double> shares;
};

std::optional<Sums> sums_of(const std::vector<Pattern>& patterns, const std::vector<double>& agreements,
                            std::size_t categories, Units units) {
  Sums sums;
  sums.shares.assign(categories, 0.0);
  double paired = 0;
  double all = 0;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (units[i] == 0) continue;
    all += units[i];
    if (patterns[i].ratings > 1) {
      paired += units[i];
      sums.agreement += units[i] * agreements[i];
    }
    for (const auto& [category, count] : patterns[i].counts)
      sums.shares[category] += static_cast<double>(units[i]) * count / patterns[i].ratings;
  }
  if (paired == 0) return std::nullopt;
  sums.agreement /= paired;
  for (double& share : sums.shares) share /= all;
  return sums;
}

std::optional<double> corrected(double agreement, double chance) {
  if (!(1 - chance > 1e-12)) return std::nullopt;
  return (agreement - chance) / (1 - chance);
}

double sum_of_squares(const std::vector<double>& values) {
  double sum = 0;
  for (double value : values) sum += value * value;
  return sum;
}

std::vector<Row> complete_rows(const Table& table) {
  std::vector<Row> rows = rows_of(table);
  std::erase_if(rows, [](const Row& row) { return std::ranges::find(row.ratings, kMissing) != row.ratings.end(); });
  return rows;
}

}  // namespace

std::vector<Statistic> bootstrap_coefficients(const Table& given, const Resampling& resampling) {
  const Table table = with_categories_by_name(given);
  const std::vector<Pattern> patterns = patterns_of(table, 1);
  Drawable drawable;
  std::vector<double> agreements;
  const Distances distances = distances_of(table, Weights::unweighted, Spacing::value);
  for (const Pattern& pattern : patterns) {
    drawable.units.push_back(pattern.units);
    const double pairs = static_cast<double>(pattern.ratings) * (pattern.ratings - 1.0);
    agreements.push_back(pairs > 0 ? 1 - pair_distance(pattern, distances) / pairs : 0);
  }
  if (!table.clusters.empty()) drawable.clusters = clusters_of(table, patterns);
  const std::size_t q = table.categories.size();
  std::vector<Resampled> statistics(2);
  statistics[0].options = {{"of", "fleiss_kappa"}, {"weights", "unweighted"}};
  statistics[0].reason = chance_corrected(table, Chance::fleiss, Weights::unweighted, Spacing::value).reason;
  statistics[0].value = [&](Units units) -> std::optional<double> {
    const std::optional<Sums> sums = sums_of(patterns, agreements, q, units);
    return sums ? corrected(sums->agreement, sum_of_squares(sums->shares)) : std::nullopt;
  };
  statistics[1].options = {{"of", "gwet_ac"}, {"weights", "unweighted"}, {"q", "full-sample categories"}};
  statistics[1].reason = chance_corrected(table, Chance::gwet, Weights::unweighted, Spacing::value).reason;
  statistics[1].value = [&](Units units) -> std::optional<double> {
    const std::optional<Sums> sums = sums_of(patterns, agreements, q, units);
    const double others = static_cast<double>(q) - 1;
    return sums ? corrected(sums->agreement, q > 1 ? (1 - sum_of_squares(sums->shares)) / others : 0) : std::nullopt;
  };
  return bootstrap(drawable, statistics, resampling);
}

std::vector<Statistic> bootstrap_cohen(const Table& given, const Resampling& resampling) {
  const Table table = with_raters_by_name(with_categories_by_name(given));
  if (table.raters.size() != 2) return {};
  const std::vector<Row> rows = complete_rows(table);
  std::vector<Resampled> statistics;
  std::vector<Distances> distances;
  for (Weights weights : {Weights::unweighted, Weights::quadratic})
    distances.push_back(distances_of(table, weights, Spacing::value));
  for (const Distances& each : distances) {
    Resampled& statistic = statistics.emplace_back();
    statistic.options = {{"of", "cohen_kappa"}, {"weights", std::string(weights_name(each.weights))}};
    if (each.weights == Weights::quadratic) statistic.options.emplace_back("spacing", "value");
    statistic.reason = cohen_kappa(table, 0, 1, each.weights, Spacing::value).reason;
    statistic.value = [&](Units units) { return kappa_of_rows(rows, {0, 1}, each, table.categories.size(), units); };
  }
  return bootstrap(drawable_of(table, rows), statistics, resampling);
}

std::vector<Statistic> bootstrap_icc(const Table& given, const Resampling& resampling) {
  const Table table = with_raters_by_name(given);
  const std::string objection = objection_to_numbers(table);
  const std::vector<Row> rows = complete_rows(table);
  const std::vector<std::vector<double>> numbers =
      objection.empty() ? numbers_of(table, rows) : std::vector<std::vector<double>>{};
  std::vector<Resampled> statistics;
  for (bool absolute : {true, false}) {
    Resampled& statistic = statistics.emplace_back();
    statistic.options = {{"of", "icc"}, {"form", absolute ? "ICC(A,1)" : "ICC(C,1)"}};
    statistic.reason = objection.empty() ? icc_forms(table)[absolute ? 1 : 2].reason : objection;
    statistic.value = [&numbers, form = std::string(absolute ? "ICC(A,1)" : "ICC(C,1)")](Units units) {
      return icc_value(anova_of_rows(numbers, units), form);
    };
  }
  return bootstrap(drawable_of(table, rows), statistics, resampling);
}

}  // namespace attune
