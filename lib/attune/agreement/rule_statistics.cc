#include "attune/agreement/rule_statistics.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "attune/agreement/bootstrap.h"

namespace attune {
namespace {

/// The kinds of units, as numbers of `Drawable::units`.
enum Kind : std::size_t { both, rules_only, person_only, neither, kinds };

std::optional<double> share(double part, double whole) {
  return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

std::optional<double> recall(std::span<const std::uint32_t> units) {
  return share(units[both], static_cast<double>(units[both]) + units[person_only]);
}

std::optional<double> precision(std::span<const std::uint32_t> units) {
  return share(units[both], static_cast<double>(units[both]) + units[rules_only]);
}

std::optional<double> f1(std::span<const std::uint32_t> units) {
  return share(2.0 * units[both], 2.0 * units[both] + units[rules_only] + units[person_only]);
}

struct Named {
  const char* name;
  std::optional<double> (*value)(std::span<const std::uint32_t> units);
  const char* reason;
};

constexpr std::array<Named, 3> kStatistics = {{{"recall", recall, "the person marked no unit"},
                                               {"precision", precision, "the rules marked no unit"},
                                               {"f1", f1, "nobody marked a unit"}}};

Drawable drawable_of(const Table& table, std::size_t rules, std::size_t person) {
  Drawable drawable;
  drawable.units.assign(kinds, 0);
  std::map<std::uint32_t, std::array<std::uint32_t, kinds>> by_cluster;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::int32_t of_rules = table.cell(unit, rules);
    const std::int32_t of_person = table.cell(unit, person);
    if (of_rules == kMissing || of_person == kMissing) continue;
    const Kind kind = of_rules == 1 ? (of_person == 1 ? both : rules_only) : (of_person == 1 ? person_only : neither);
    ++drawable.units[kind];
    if (!table.clusters.empty()) ++by_cluster[table.clusters[unit]][kind];
  }
  for (const auto& [cluster, counts] : by_cluster) {
    RatingCounts held;
    for (std::uint32_t kind = 0; kind < kinds; ++kind)
      if (counts[kind] > 0) held.emplace_back(kind, counts[kind]);
    drawable.clusters.push_back(std::move(held));
  }
  std::ranges::sort(drawable.clusters);
  return drawable;
}

}  // namespace

std::vector<Statistic> recall_and_precision(const Table& table, std::size_t rules, std::size_t person,
                                            const Resampling& resampling) {
  const Drawable drawable = drawable_of(table, rules, person);
  const StatisticOptions names = {{"rules", table.raters[rules]}, {"person", table.raters[person]}};
  std::vector<Statistic> result;
  for (const Named& named : kStatistics) {
    const std::optional<double> value = named.value(drawable.units);
    if (!value) {
      result.push_back(without_value(named.name, names, named.reason));
      continue;
    }
    Statistic statistic;
    statistic.name = named.name;
    statistic.options = names;
    statistic.value = value;
    const Resampled resampled{{{"of", named.name}}, "", named.value};
    for (const Statistic& drawn : bootstrap(drawable, std::span(&resampled, 1), resampling)) {
      if (!drawn.method.starts_with("percentile")) continue;
      statistic.ci_low = drawn.ci_low;
      statistic.ci_high = drawn.ci_high;
      statistic.se = drawn.se;
      statistic.se_method = drawn.se_method;
      statistic.method = drawn.method;
    }
    result.push_back(std::move(statistic));
  }
  return result;
}

}  // namespace attune
