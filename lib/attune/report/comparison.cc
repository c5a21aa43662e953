#include "attune/report/comparison.h"

#include <algorithm>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/report/comparison_parts.h"
#include "attune/report/escape.h"
#include "attune/report/statistic_lines.h"
#include "attune/report/wrap.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;

std::string number(const Statistic* statistic) {
  return decimals(statistic ? statistic->value : std::nullopt);
}

/// `text` in a column of its own; a longer one on a line of its own, for what it is cut by may tell it from another.
std::string in_column(const std::string& text, std::size_t columns) {
  const std::size_t width = count_code_points(text);
  return width <= columns ? text + std::string(columns - width, ' ') : text + "\n  " + std::string(columns, ' ');
}

bool rests_icc_on_fewer(const Comparison& comparison) { return comparison.icc_units < comparison.paired_units && icc_of(comparison) != nullptr; }

std::string alpha_words(const Comparison& comparison) {
  const Statistic* alpha = alpha_of(comparison);
  if (alpha == nullptr || !alpha->value) return fmt::format("      -  {}", alpha ? alpha->reason : "");
  const Statistic* bootstrap = alpha_interval_of(comparison);
  return fmt::format("{:>7}  {:>16}", number(alpha),
                     bootstrap ? decimals(bootstrap->ci_low) + " to " + decimals(bootstrap->ci_high) : "-");
}

void write_categories(std::ostream& out, std::span<const Comparison* const> rows) {
  out << fmt::format("  {} {:>6} {:>6} {:>12} {:>7}  {:>16}\n", in_column("", 25), "n", "equal", "kappa", "alpha",
                     "95 % interval");
  for (const Comparison* row : rows)
    out << fmt::format("  {} {:>6} {:>6} {:>12} {}\n", in_column(compared_words(*row), 25), row->paired_units,
                       number(equal_of(*row)), kappa_range(*row),
                       alpha_words(*row));
  out << "\n";
}

/// Of an ICC, under its row. Where alpha has no value either, its reason stands in the row.
std::string note_line(const Comparison& comparison) {
  const Statistic* icc = icc_of(comparison);
  const Statistic* alpha = alpha_of(comparison);
  const std::string note = icc_note(comparison);
  const bool is_said = icc != nullptr && !icc->value && alpha != nullptr && !alpha->value;
  return note.empty() || is_said ? "" : wrapped(note, 6);
}

void write_scales(std::ostream& out, std::span<const Comparison* const> rows) {
  out << fmt::format("  {} {:>4} {:>6} {:>8} {:>6} {:>7}  {:>16}\n", in_column("", 24), "n", "equal", "within 1", "ICC",
                     "alpha", "95 % interval");
  for (const Comparison* row : rows)
    out << fmt::format("  {} {:>4} {:>6} {:>8} {:>6} {}\n{}", in_column(compared_words(*row), 24), row->paired_units,
                       number(equal_of(*row)), number(within_one_of(*row)), number(icc_of(*row)), alpha_words(*row),
                       note_line(*row));
  out << "\n";
}

std::string with_interval(const Statistic* statistic) {
  if (statistic == nullptr || !statistic->value) return fmt::format("{:>5}  {:>12}", "-", "-");
  const std::string interval = statistic->ci_low ? decimals(statistic->ci_low, 2) + " to " + decimals(statistic->ci_high, 2) : "-";
  return fmt::format("{:>5}  {:>12}", decimals(statistic->value, 2), interval);
}

void write_recall(std::ostream& out, std::span<const Comparison* const> rows) {
  out << fmt::format("  {} {:>5} {:>6} {:>6} {:>13}  {:>5} {:>13}\n", in_column("", 24), "n", "marked", "recall",
                     "95 %", "prec.", "95 %");
  for (const Comparison* row : rows)
    out << fmt::format("  {} {:>5} {:>6} {} {}\n", in_column(compared_words(*row), 24), row->paired_units,
                       marked_by_person(*row), with_interval(find_of(*row, "recall", {})),
                       with_interval(find_of(*row, "precision", {})));
  out << "\n";
}

std::string joined(const std::vector<std::string>& names, std::string_view between) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : std::string(between)) + name;
  return text;
}

/// What raters of one group are compared on, under headings that begin with `who`.
void write_group(std::ostream& out, std::span<const Comparison> comparisons, Group group, const std::string& who) {
  const auto scales = rows_of(comparisons, group, Compared::scale);
  if (!scales.empty()) {
    out << who << ": ratings on scales, by transcript\n";
    write_scales(out, scales);
  }
  const auto classes = rows_of(comparisons, group, Compared::derived_class);
  if (!classes.empty()) {
    out << who << ": classes derived from class records, by transcript\n";
    write_categories(out, classes);
  }
  for (const auto& codes : by_unit(rows_of(comparisons, group, Compared::code))) {
    out << fmt::format("{}: codes marked, by {}\n", who, unit_name(codes.front()->unit));
    if (group == Group::rules_and_people)
      write_recall(out, codes);
    else
      write_categories(out, codes);
  }
}

/// Tables of two raters, headings for each pair.
void write_pairs(std::ostream& out, std::span<const Comparison> comparisons, Group group, std::string_view title) {
  std::vector<Comparison> rows;
  for (const Comparison& comparison : comparisons)
    if (comparison.group == group) rows.push_back(comparison);
  while (!rows.empty()) {
    const std::vector<std::string> raters = rows.front().raters;
    std::vector<Comparison> others;
    std::vector<Comparison> same;
    for (Comparison& row : rows) (row.raters == raters ? same : others).push_back(std::move(row));
    write_group(out, same, group, fmt::format("{}: {}", title, joined(raters, " and ")));
    rows = std::move(others);
  }
}

void write_passages(std::ostream& out, const Disagreement& disagreement) {
  constexpr std::size_t kMostShown = 4;
  for (std::size_t i = 0; i < std::min(kMostShown, disagreement.passages.size()); ++i) {
    const Passage& passage = disagreement.passages[i];
    std::string line = passage.rater;
    if (!passage.lines.empty()) line += " lines " + passage.lines;
    if (passage.older_version > 0) line += fmt::format(" of version {}", passage.older_version);
    if (!passage.text.empty()) line += ": " + passage.text;
    out << fmt::format("      {}\n", shortened(line, kPageColumns - 6));
  }
  if (disagreement.passages.size() > kMostShown)
    out << fmt::format("      and {} more passages\n", disagreement.passages.size() - kMostShown);
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
    out << fmt::format("  {:<14} {:<26} {}\n", d.transcript, about, said);
    write_passages(out, d);
  }
  out << "\n";
}

constexpr std::size_t kHeadingColumns = 14;

void write_heading(std::ostream& out, const ComparisonHeading& heading) {
  const LeftOut& left = heading.left_out;
  out << fmt::format("Agreement of the raters in {}\n\n", heading.study);
  out << fmt::format("  codings     {} by people compared: locked, unassisted, round {}\n", heading.compared,
                     heading.round);
  if (!heading.codings_by.empty())
    out << "  raters      " << wrapped(fmt::format("{}", fmt::join(raters_with_codings(heading), ", ")), kHeadingColumns).substr(kHeadingColumns);
  out << fmt::format("  left out    {} draft, {} submitted, {} assisted, {} of other rounds\n", left.drafts,
                     left.submitted, left.assisted, left.other_rounds);
  if (left.other_versions + left.without_text > 0)
    out << fmt::format("              marks of {} on another version, of {} without text\n", left.other_versions,
                       left.without_text);
  if (left.without_sections > 0) out << fmt::format("              sections of {} without text, compared whole\n", left.without_sections);
  if (left.training > 0) out << fmt::format("              {} training cases\n", left.training);
  out << fmt::format("  intervals   percentiles of {} resamples of {}, seed {}\n\n",
                     heading.options.resampling.resamples, heading.options.resampling.what,
                     heading.options.resampling.seed);
  if (!heading.raters.empty()) out << wrapped("Raters: " + heading.raters + ".", 2) << "\n";
  for (const Criterion& criterion : heading.criteria)
    out << wrapped(fmt::format("Your own criterion {}: {}.", criterion.text, criterion.is_met ? "met" : "not met"), 2);
  if (!heading.criteria.empty()) out << "\n";
}

Json json_of(const Disagreement& disagreement) {
  Json said = Json::array();
  for (const auto& [rater, value] : disagreement.said) said.push_back({{"rater", rater}, {"said", value}});
  Json passages = Json::array();
  for (const Passage& passage : disagreement.passages)
    passages.push_back({{"rater", passage.rater},
                        {"lines", passage.lines.empty() ? Json(nullptr) : Json(passage.lines)},
                        {"older_version", passage.older_version == 0 ? Json(nullptr) : Json(passage.older_version)},
                        {"start", passage.span ? Json(passage.span->begin) : Json(nullptr)},
                        {"end", passage.span ? Json(passage.span->end) : Json(nullptr)},
                        {"text", passage.text.empty() ? Json(nullptr) : Json(passage.text)}});
  return {{"compared", compared_name(disagreement.compared)},
          {"name", disagreement.name},
          {"target", disagreement.target},
          {"transcript", disagreement.transcript},
          {"distance", disagreement.distance ? Json(*disagreement.distance) : Json(nullptr)},
          {"ratings", said},
          {"passages", passages}};
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
          {"n_icc", icc_of(comparison) == nullptr ? Json(nullptr) : Json(comparison.icc_units)},
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
  if (const std::string lacking = lacking_words(heading, !comparisons.empty(), "transcript"); !lacking.empty())
    out << wrapped(lacking, 0) << (comparisons.empty() ? "" : "\n");
  write_group(out, comparisons, Group::people, "People");
  write_pairs(out, comparisons, Group::pairs, "Pair");
  write_pairs(out, comparisons, Group::over_rounds, "Over rounds");
  write_pairs(out, comparisons, Group::rules_and_people, "Rules against people");
  write_pairs(out, comparisons, Group::codebooks, "Codebooks");
  write_disagreements(out, comparisons, most_listed);
  if (comparisons.empty()) return;
  out << "n: units with two ratings or more. equal, within 1: share of their pairs of\n"
         "ratings that are equal, or at most a point apart. ICC: ICC(A,1) (--icc ebel:\n"
         "ICC(1)). kappa: Cohen's, lowest and highest pair. alpha: Krippendorff's, at\n"
         "the level of the scale (classes and codes: nominal). marked: by the person;\n"
         "recall: share of these that the rules marked; prec.: share of the rules'\n"
         "units that the person marked. docs/agreement.md says how to read them.\n";
  if (std::ranges::any_of(comparisons, rests_icc_on_fewer))
    out << "ICC of complete interviews: of those that every rater rated. --icc reml takes\nall ratings.\n";
  const auto is_small = [](const Comparison& c) { return fewest_units(c) < 30; };
  if (std::ranges::any_of(comparisons, is_small))
    out << "Caution: where a number rests on fewer than 30 units, read the interval, not the\nvalue.\n";
}

void write_comparison_json(std::ostream& out, const ComparisonHeading& heading,
                           std::span<const Comparison> comparisons) {
  Json tables = Json::array();
  for (const Comparison& comparison : comparisons) tables.push_back(json_of(comparison));
  Json disagreements = Json::array();
  for (const Disagreement& disagreement : disagreements_of(comparisons)) disagreements.push_back(json_of(disagreement));
  const LeftOut& left = heading.left_out;
  Json criteria = Json::array();
  for (const Criterion& criterion : heading.criteria)
    criteria.push_back({{"criterion", criterion.text}, {"met", criterion.is_met}});
  Json codings_by = Json::object();
  for (const auto& [rater, codings] : heading.codings_by) codings_by[rater] = codings;
  const Json result = {{"study", heading.study},
                       {"round", heading.round},
                       {"per", unit_name(heading.options.per)},
                       {"resampled", heading.options.resampling.what},
                       {"resamples", heading.options.resampling.resamples},
                       {"seed", heading.options.resampling.seed},
                       {"n_codings", heading.compared},
                       {"n_codings_by", codings_by},
                       {"raters", heading.raters},
                       {"left_out",
                        {{"draft", left.drafts},
                         {"submitted", left.submitted},
                         {"assisted", left.assisted},
                         {"training", left.training},
                         {"other_round", left.other_rounds},
                         {"other_version", left.other_versions},
                         {"without_text", left.without_text},
                         {"without_sections", left.without_sections}}},
                       {"criteria", criteria},
                       {"tables", tables},
                       {"disagreements", disagreements}};
  out << result.dump(2) << "\n";
}

void write_comparison_csv(std::ostream& out, std::span<const Comparison> comparisons) {
  out << "group,compared,about,target,unit,level,raters,n_units,n_paired,n_missing,name,options,value,ci_low,ci_high,"
         "se,stat,p,method,se_method,test_method,reason,n_icc\n";
  for (const Comparison& c : comparisons)
    for (const Statistic& s : c.statistics)
      out << fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", group_name(c.group),
                         compared_name(c.compared), csv_cell(c.name), csv_cell(c.target), unit_name(c.unit),
                         level_name(c.level), csv_cell(joined(c.raters, ";")), c.units, c.paired_units, c.missing,
                         s.name, csv_cell(to_string(s.options)), cell(s.value), cell(s.ci_low), cell(s.ci_high),
                         cell(s.se), cell(s.stat), cell(s.p), csv_cell(s.method), csv_cell(s.se_method),
                         csv_cell(s.test_method), csv_cell(s.reason), icc_of(c) == nullptr ? "" : fmt::format("{}", c.icc_units));
}

}  // namespace attune
