#include "attune/report/comparison_parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace attune {

std::vector<std::string> raters_with_codings(const ComparisonHeading& heading) {
  std::vector<std::string> raters;
  for (const auto& [rater, codings] : heading.codings_by) raters.push_back(fmt::format("{} ({})", rater, codings));
  return raters;
}

const Statistic* find_of(const Comparison& comparison, std::string_view name, const StatisticOptions& options) {
  for (const Statistic& statistic : comparison.statistics)
    if (statistic.name == name && std::ranges::all_of(options, [&](const auto& option) {
          return std::ranges::find(statistic.options, option) != statistic.options.end();
        }))
      return &statistic;
  return nullptr;
}

const Statistic* alpha_of(const Comparison& comparison) {
  return find_of(comparison, "krippendorff_alpha", {{"metric", std::string(level_name(comparison.level))}});
}

const Statistic* alpha_interval_of(const Comparison& comparison) {
  const Statistic* bootstrap = find_of(comparison, "bootstrap", {{"metric", std::string(level_name(comparison.level))}});
  return bootstrap != nullptr && bootstrap->ci_low && bootstrap->ci_high ? bootstrap : nullptr;
}

std::string kappa_range(const Comparison& comparison) {
  std::vector<double> values;
  for (const Statistic& statistic : comparison.statistics)
    if (statistic.name == "cohen_kappa" && statistic.value && statistic.options.front().second == "unweighted")
      values.push_back(*statistic.value);
  if (values.empty()) return "-";
  const auto [low, high] = std::ranges::minmax(values);
  return values.size() == 1 ? fmt::format("{:.3f}", low) : fmt::format("{:.2f} to {:.2f}", low, high);
}

std::string compared_words(const Comparison& comparison) {
  return comparison.target.empty() ? comparison.name : comparison.name + " " + comparison.target;
}

std::string marked_by_person(const Comparison& comparison) {
  const std::size_t person = is_codebook(comparison.raters[0]) ? 1 : 0;
  double units = 0;
  for (const Statistic& statistic : comparison.statistics)
    if (statistic.name == "confusion" && statistic.options.at(person).second == "marked") units += *statistic.value;
  return fmt::format("{:.0f}", units);
}

std::vector<const Comparison*> rows_of(std::span<const Comparison> comparisons, Group group, Compared compared) {
  std::vector<const Comparison*> rows;
  for (const Comparison& comparison : comparisons)
    if (comparison.group == group && comparison.compared == compared) rows.push_back(&comparison);
  return rows;
}

}  // namespace attune
