#include "attune/report/comparison.h"

#include <algorithm>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/report/statistic_lines.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;

/// The first statistic of this name that has these options.
const Statistic* find(const Comparison& comparison, std::string_view name, const StatisticOptions& options) {
  for (const Statistic& statistic : comparison.statistics)
    if (statistic.name == name && std::ranges::all_of(options, [&](const auto& option) {
          return std::ranges::find(statistic.options, option) != statistic.options.end();
        }))
      return &statistic;
  return nullptr;
}

std::string metric_for(Level level) { return std::string(level_name(level)); }

std::string number(const Statistic* statistic) {
  return statistic && statistic->value ? fmt::format("{:.3f}", *statistic->value) : "-";
}

/// One pair's kappa, or the lowest and highest of several.
std::string kappas(const Comparison& comparison) {
  std::vector<double> values;
  for (const Statistic& statistic : comparison.statistics)
    if (statistic.name == "cohen_kappa" && statistic.value && statistic.options.front().second == "unweighted")
      values.push_back(*statistic.value);
  if (values.empty()) return "-";
  const auto [low, high] = std::ranges::minmax(values);
  return values.size() == 1 ? fmt::format("{:.3f}", low) : fmt::format("{:.2f} to {:.2f}", low, high);
}

/// `text` cut or padded to `columns`, so that what follows stays in its column.
std::string fitted(const std::string& text, std::size_t columns) {
  const std::size_t width = count_code_points(text);
  if (width <= columns) return text + std::string(columns - width, ' ');
  std::size_t end = 0;
  for (std::size_t kept = 0; kept + 1 < columns; ++kept) do
      ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
  return text.substr(0, end) + "~";
}

std::string name_of(const Comparison& comparison) {
  return comparison.target.empty() ? comparison.name : comparison.name + " " + comparison.target;
}

std::string alpha_words(const Comparison& comparison) {
  const std::string metric = metric_for(comparison.level);
  const Statistic* alpha = find(comparison, "krippendorff_alpha", {{"metric", metric}});
  if (alpha == nullptr || !alpha->value) return fmt::format("      -  {}", alpha ? alpha->reason : "");
  const Statistic* bootstrap = find(comparison, "bootstrap", {{"metric", metric}});
  const bool has_interval = bootstrap != nullptr && bootstrap->ci_low;
  return fmt::format("{:>7}  {:>16}", number(alpha),
                     has_interval ? fmt::format("{:.3f} to {:.3f}", *bootstrap->ci_low, *bootstrap->ci_high) : "-");
}

void write_table(std::ostream& out, std::span<const Comparison* const> rows, bool scales) {
  out << fmt::format("  {} {:>6} {:>6} {:>12} {:>7}  {:>16}\n", fitted("", 25), "n", "equal",
                     scales ? "within 1" : "kappa", "alpha", "95 % interval");
  for (const Comparison* row : rows) {
    const std::string second =
        scales ? number(find(*row, "percent_agreement", {{"def", "all_equal"}, {"tol", "1"}})) : kappas(*row);
    out << fmt::format("  {} {:>6} {:>6} {:>12} {}\n", fitted(name_of(*row), 25), row->paired_units,
                       number(find(*row, "percent_agreement", {{"def", "all_equal"}, {"tol", "0"}})), second,
                       alpha_words(*row));
  }
  out << "\n";
}

std::vector<const Comparison*> rows_of(std::span<const Comparison> comparisons, Group group, Compared compared) {
  std::vector<const Comparison*> rows;
  for (const Comparison& comparison : comparisons)
    if (comparison.group == group && comparison.compared == compared) rows.push_back(&comparison);
  return rows;
}

std::string joined(const std::vector<std::string>& names, std::string_view between) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : std::string(between)) + name;
  return text;
}

void write_people(std::ostream& out, std::span<const Comparison> comparisons) {
  const auto scales = rows_of(comparisons, Group::people, Compared::scale);
  if (!scales.empty()) {
    out << "People: ratings on scales, by transcript\n";
    write_table(out, scales, true);
  }
  const auto classes = rows_of(comparisons, Group::people, Compared::derived_class);
  if (!classes.empty()) {
    out << "People: classes derived from class records, by transcript\n";
    write_table(out, classes, false);
  }
  const auto codes = rows_of(comparisons, Group::people, Compared::code);
  if (!codes.empty()) {
    out << fmt::format("People: codes marked, by {}\n", unit_name(codes.front()->unit));
    write_table(out, codes, false);
  }
}

/// Tables of two raters, a heading for each pair.
void write_pairs(std::ostream& out, std::span<const Comparison> comparisons, Group group, std::string_view title) {
  const std::vector<const Comparison*> rows = rows_of(comparisons, group, Compared::code);
  for (auto row = rows.begin(); row != rows.end();) {
    const auto end = std::find_if(row, rows.end(), [&](const Comparison* c) { return c->raters != (*row)->raters; });
    out << fmt::format("{}: codes marked, by {}: {}\n", title, unit_name((*row)->unit),
                       joined((*row)->raters, " and "));
    write_table(out, std::span(row, end), false);
    row = end;
  }
}

void write_disagreements(std::ostream& out, std::span<const Comparison> comparisons, std::size_t most_listed) {
  const std::vector<Disagreement> all = worst_first(comparisons);
  if (all.empty()) return;
  out << fmt::format("Disagreements, worst first ({} of {})\n", std::min(most_listed, all.size()), all.size());
  for (std::size_t i = 0; i < std::min(most_listed, all.size()); ++i) {
    const Disagreement& d = all[i];
    std::string said;
    for (const auto& [rater, value] : d.said)
      said += (said.empty() ? "" : ", ") + rater + " " + (value.empty() ? "nothing" : value);
    const std::string about = d.target.empty() ? d.name : d.name + " " + d.target;
    out << fmt::format("  {} {} {}\n", fitted(d.transcript, 14), fitted(about, 26), said);
  }
  out << "\n";
}

void write_heading(std::ostream& out, const ComparisonHeading& heading) {
  const LeftOut& left = heading.left_out;
  out << fmt::format("Agreement of the raters in {}\n\n", heading.study);
  out << fmt::format("  codings     {} by people compared: locked, unassisted, round {}\n", heading.compared,
                     heading.round);
  out << fmt::format("  left out    {} draft, {} submitted, {} assisted, {} of other rounds\n", left.drafts,
                     left.submitted, left.assisted, left.other_rounds);
  if (left.other_versions + left.without_text > 0)
    out << fmt::format("              marks of {} on another version, of {} without text\n", left.other_versions,
                       left.without_text);
  out << fmt::format("  intervals   percentiles of {} resamples of {}, seed {}\n\n",
                     heading.options.resampling.resamples, heading.options.resampling.what,
                     heading.options.resampling.seed);
}

Json json_of(const Disagreement& disagreement) {
  Json said = Json::array();
  for (const auto& [rater, value] : disagreement.said) said.push_back({{"rater", rater}, {"said", value}});
  return {{"compared", compared_name(disagreement.compared)},
          {"name", disagreement.name},
          {"target", disagreement.target},
          {"transcript", disagreement.transcript},
          {"distance", disagreement.distance ? Json(*disagreement.distance) : Json(nullptr)},
          {"ratings", said}};
}

Json json_of(const Comparison& comparison) {
  Json statistics = Json::array();
  for (const Statistic& statistic : comparison.statistics) statistics.push_back(json_of(statistic));
  return {{"group", group_name(comparison.group)},
          {"compared", compared_name(comparison.compared)},
          {"name", comparison.name},
          {"target", comparison.target},
          {"unit", unit_name(comparison.unit)},
          {"level", level_name(comparison.level)},
          {"raters", comparison.raters},
          {"n_units", comparison.units},
          {"n_paired", comparison.paired_units},
          {"n_raters", comparison.raters.size()},
          {"n_missing", comparison.missing},
          {"marked", comparison.compared == Compared::code ? Json(comparison.marked) : Json(nullptr)},
          {"statistics", statistics}};
}

std::string cell(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; }

}  // namespace

void write_comparison_text(std::ostream& out, const ComparisonHeading& heading, std::span<const Comparison> comparisons,
                           std::size_t most_listed) {
  write_heading(out, heading);
  if (comparisons.empty()) out << "No transcript has locked codings by two raters, so there is nothing to compare.\n";
  write_people(out, comparisons);
  write_pairs(out, comparisons, Group::rules_and_people, "Rules against people");
  write_pairs(out, comparisons, Group::codebooks, "Codebooks");
  write_disagreements(out, comparisons, most_listed);
  if (comparisons.empty()) return;
  out << "n: units with two ratings or more. equal: share where all raters agree. kappa:\n"
         "Cohen's, lowest and highest pair. alpha: Krippendorff's, at the level of the\n"
         "scale (classes and codes: nominal). docs/agreement.md says how to read them.\n";
  const auto is_small = [](const Comparison& c) { return c.paired_units < 30; };
  if (std::ranges::any_of(comparisons, is_small))
    out << "Caution: with fewer than 30 double-coded units, read the intervals, not the\nvalues.\n";
}

void write_comparison_json(std::ostream& out, const ComparisonHeading& heading,
                           std::span<const Comparison> comparisons) {
  Json tables = Json::array();
  for (const Comparison& comparison : comparisons) tables.push_back(json_of(comparison));
  Json disagreements = Json::array();
  for (const Disagreement& disagreement : worst_first(comparisons)) disagreements.push_back(json_of(disagreement));
  const LeftOut& left = heading.left_out;
  const Json result = {{"study", heading.study},
                       {"round", heading.round},
                       {"per", unit_name(heading.options.per)},
                       {"resampled", heading.options.resampling.what},
                       {"resamples", heading.options.resampling.resamples},
                       {"seed", heading.options.resampling.seed},
                       {"n_codings", heading.compared},
                       {"left_out",
                        {{"draft", left.drafts},
                         {"submitted", left.submitted},
                         {"assisted", left.assisted},
                         {"other_round", left.other_rounds},
                         {"other_version", left.other_versions},
                         {"without_text", left.without_text}}},
                       {"tables", tables},
                       {"disagreements", disagreements}};
  out << result.dump(2) << "\n";
}

void write_comparison_csv(std::ostream& out, std::span<const Comparison> comparisons) {
  out << "group,compared,about,target,unit,level,raters,n_units,n_paired,n_missing,name,options,value,ci_low,ci_high,"
         "se,stat,p,method,se_method,test_method,reason\n";
  for (const Comparison& c : comparisons)
    for (const Statistic& s : c.statistics)
      out << fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", group_name(c.group),
                         compared_name(c.compared), csv_cell(c.name), csv_cell(c.target), unit_name(c.unit),
                         level_name(c.level), csv_cell(joined(c.raters, ";")), c.units, c.paired_units, c.missing,
                         s.name, csv_cell(to_string(s.options)), cell(s.value), cell(s.ci_low), cell(s.ci_high),
                         cell(s.se), cell(s.stat), cell(s.p), csv_cell(s.method), csv_cell(s.se_method),
                         csv_cell(s.test_method), csv_cell(s.reason));
}

}  // namespace attune
