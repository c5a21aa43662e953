#include "attune/report/comparison_parts.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/report/agreement_words.h"
#include "attune/report/statistic_lines.h"

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

const Statistic* equal_of(const Comparison& comparison) {
  return find_of(comparison, "percent_agreement", {{"def", "pairwise"}, {"weights", "unweighted"}});
}

const Statistic* within_one_of(const Comparison& comparison) {
  return find_of(comparison, "percent_agreement", {{"def", "pairwise"}, {"tol", "1"}});
}

const Statistic* icc_of(const Comparison& comparison) {
  const Statistic* absolute = find_of(comparison, "icc", {{"form", "ICC(A,1)"}});
  return absolute != nullptr ? absolute : find_of(comparison, "icc", {{"form", "ICC(1)"}});
}

std::string icc_units_note(const Comparison& comparison) {
  return comparison.icc_units < comparison.paired_units ? fmt::format("ICC of {} complete interviews", comparison.icc_units) : "";
}

std::string lacking_icc(const Comparison& comparison) {
  const Statistic* icc = icc_of(comparison);
  const bool is_one = std::max(comparison.paired_units, comparison.icc_units) < 2;
  return icc == nullptr || icc->value || is_one ? "" : "no " + option_of(*icc, "form");
}

std::string icc_note(const Comparison& comparison) {
  const Statistic* icc = icc_of(comparison);
  if (const std::string lacking = lacking_icc(comparison); !lacking.empty()) return lacking + ": " + icc->reason;
  if (icc == nullptr || !icc->value) return "";
  std::string note = icc_units_note(comparison);
  if (is_outside(*icc)) note += fmt::format("{}{} {}", note.empty() ? "" : ", ", option_of(*icc, "form"), kOutside);
  return note;
}

std::size_t fewest_units(const Comparison& comparison) {
  const Statistic* icc = icc_of(comparison);
  const bool has_icc = icc != nullptr && icc->value;
  return has_icc ? std::min(comparison.paired_units, comparison.icc_units) : comparison.paired_units;
}

std::string kappa_range(const Comparison& comparison) {
  std::vector<double> values;
  for (const Statistic& statistic : comparison.statistics)
    if (statistic.name == "cohen_kappa" && statistic.value && statistic.options.front().second == "unweighted")
      values.push_back(*statistic.value);
  if (values.empty()) return "-";
  const auto [low, high] = std::ranges::minmax(values);
  return values.size() == 1 ? decimals(low) : decimals(low, 2) + " to " + decimals(high, 2);
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

std::string lacking_words(const ComparisonHeading& heading, bool has_any, std::string_view transcript) {
  const std::string sections = heading.lacks_sections ? "No section was recognised in these texts, so no code is compared by section." : "";
  if (has_any) return sections;
  if (heading.double_coded > 0) return sections.empty() ? "The raters of one text have no rating or mark in common to compare." : sections;
  return fmt::format("No {} has locked codings by two raters, so there is nothing to compare.{}{}", transcript, sections.empty() ? "" : " ", sections);
}

std::vector<const Comparison*> rows_of(std::span<const Comparison> comparisons, Group group, Compared compared) {
  std::vector<const Comparison*> rows;
  for (const Comparison& comparison : comparisons)
    if (comparison.group == group && comparison.compared == compared) rows.push_back(&comparison);
  return rows;
}

std::vector<std::vector<const Comparison*>> by_unit(const std::vector<const Comparison*>& rows) {
  std::vector<std::vector<const Comparison*>> result;
  for (const Comparison* row : rows) {
    const auto known = std::ranges::find_if(result, [&](const auto& same) { return same.front()->unit == row->unit; });
    if (known == result.end()) result.push_back({row});
    else known->push_back(row);
  }
  return result;
}

}  // namespace attune
