#include "attune/report/comparison_methods.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string_view>

#include <fmt/format.h>

#include "attune/report/agreement_words.h"
#include "attune/report/comparison_parts.h"
#include "attune/report/grras.h"
#include "attune/report/methods_words.h"
#include "attune/report/wrap.h"
#include "attune/text/unicode.h"
#include "attune/version.h"

namespace attune {
namespace {

/// The classes that a paper reports, in their order.
constexpr std::array<std::string_view, 5> kClasses = {"class4", "class3_forced", "autonomous_forced", "autonomous_nonU",
                                                      "U_primary"};

std::string name_of(const Comparison& comparison) {
  return comparison.target.empty() ? comparison.name : comparison.name + " " + comparison.target;
}

/// People's classes in the order of papers, then their scales.
std::vector<const Comparison*> reported(std::span<const Comparison> comparisons) {
  std::vector<const Comparison*> result;
  for (std::string_view name : kClasses)
    for (const Comparison& comparison : comparisons)
      if (comparison.group == Group::people && comparison.compared == Compared::derived_class && comparison.name == name)
        result.push_back(&comparison);
  for (const Comparison& comparison : comparisons)
    if (comparison.group == Group::people && comparison.compared == Compared::scale) result.push_back(&comparison);
  return result;
}

std::string percentages(const Comparison& comparison) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < comparison.base_rates.size(); ++i) {
    std::size_t all = 0;
    for (const auto& [category, count] : comparison.base_rates) all += count;
    const auto& [category, count] = comparison.base_rates[i];
    parts.push_back(fmt::format("{} {:.0f} %", category, 100.0 * static_cast<double>(count) / static_cast<double>(all)));
  }
  return in_a_row(parts);
}

/// " (no unit has two ratings)"
std::string why_nothing(const Comparison& comparison) {
  const Statistic* equal = equal_of(comparison);
  return equal == nullptr || equal->reason.empty() ? "" : " (" + equal->reason + ")";
}

/// "class4 (n = 30): 83 % equal, Cohen's kappa = .75, 95 % CI [.55, .94]; base rates F 50 %, ...". What was used for
/// intervals is added to `used`.
std::string sentence(const Comparison& comparison, std::vector<const Statistic*>& used) {
  const std::vector<Statistic>& statistics = comparison.statistics;
  std::vector<std::string> parts;
  const char* of = comparison.raters.size() > 2 ? "of pairs of ratings " : "";
  const auto share = [&](const Statistic* equal, const char* words) {
    if (equal != nullptr && equal->value) parts.push_back(fmt::format("{:.0f} % {}{}", 100 * *equal->value, of, words));
  };
  const auto add = [&](std::string_view name, const StatisticOptions& options, const std::string& called) {
    const Statistic* point = find_statistic(statistics, name, options);
    if (point == nullptr) return;
    used.push_back(&interval_of(statistics, *point));
    parts.push_back(clause(statistics, *point, called));
  };
  if (comparison.compared == Compared::scale) {
    share(within_one_of(comparison), "within one point");
    for (const char* form : {"ICC(1)", "ICC(A,1)", "ICC(C,1)"}) add("icc", {{"form", form}}, form);
    const Statistic* icc = icc_of(comparison);
    if (const std::string lacking = lacking_icc(comparison); !lacking.empty()) parts.push_back(lacking + " (" + icc->reason + ")");
    if (const std::string note = icc_units_note(comparison); icc != nullptr && icc->value && !note.empty()) parts.back() += " (" + note + ")";
    add("krippendorff_alpha", {{"metric", std::string(level_name(comparison.level))}}, "Krippendorff's alpha");
  } else {
    share(equal_of(comparison), "equal");
    if (comparison.raters.size() == 2) add("cohen_kappa", {{"weights", "unweighted"}}, "Cohen's kappa");
    add("krippendorff_alpha", {{"metric", "nominal"}}, "Krippendorff's alpha");
    add("gwet_ac", {{"weights", "unweighted"}}, "AC1");
  }
  std::string text = fmt::format("{} (n = {}): {}", name_of(comparison), comparison.paired_units,
                                 parts.empty() ? "nothing to compute" + why_nothing(comparison) : in_a_row(parts));
  if (!comparison.base_rates.empty()) text += "; base rates " + percentages(comparison);
  return text;
}

std::string share_double(const ComparisonHeading& heading, const StudyDesign& design) {
  if (design.coded == 0) return "";
  return fmt::format(" ({:.0f} % of {})",
                     100.0 * static_cast<double>(heading.double_coded) / static_cast<double>(design.coded), design.coded);
}

std::string left_out_words(const LeftOut& left) {
  const std::string training = left.training == 0 ? "" : fmt::format(", {} training cases", left.training);
  return fmt::format("{} codings made after exposure to marks or others' values{} and {} that were not locked are left out",
                     left.assisted, training, left.drafts + left.submitted);
}

std::string drawn_words(const StudyDesign& design, std::size_t codings) {
  if (design.drawn_by.empty()) return "";
  const std::string draws = in_a_row(design.drawn_by);
  std::string text = design.assigned == codings
                         ? fmt::format("who coded which interview, and which were coded twice, was drawn before coding ({})", draws)
                         : fmt::format("of {} of {} codings it was drawn before coding who makes them, and which interviews are coded twice ({}); the others were begun before a draw or "
                                       "without one",
                                       design.assigned, codings, draws);
  if (!design.replacements.empty()) text += fmt::format("; raters who left were replaced for what they had not begun: {}", in_a_row(design.replacements));
  return text;
}

std::string blind_words(const StudyDesign& design, std::size_t codings) {
  if (design.blinded == 0) return "";
  return fmt::format("in {} of {} codings raters worked from files without {}", design.blinded, codings, design.blind_to);
}

/// How intervals were made, once for all.
std::string how_computed(const ComparisonHeading& heading, const std::vector<const Statistic*>& used) {
  const Resampling& resampling = heading.options.resampling;
  const bool has_bootstrap = std::ranges::any_of(
      used, [](const Statistic* statistic) { return statistic->method.starts_with("percentile"); });
  std::vector<const Statistic*> formulas;
  for (const Statistic* statistic : used)
    if (!statistic->method.starts_with("percentile")) formulas.push_back(statistic);
  std::string text = intervals_sentence(formulas);
  if (has_bootstrap)
    text += fmt::format("{}percentiles of {} bootstrap resamples of {} (seed {}). ",
                        text.empty() ? "Intervals: " : "Others: ", resampling.resamples, resampling.what,
                        resampling.seed);
  return text;
}

void write_matrix(std::ostream& out, const Comparison& comparison) {
  if (comparison.raters.size() != 2) return;
  out << fmt::format("  {}: {} down, {} across\n  {:<10}", comparison.name, comparison.raters[0], comparison.raters[1], "");
  for (const auto& [category, count] : comparison.base_rates) out << fmt::format(" {:>7.7}", category);
  out << "\n";
  for (const auto& [first, of_first] : comparison.base_rates) {
    out << fmt::format("  {:<10.10}", first);
    for (const auto& [second, of_second] : comparison.base_rates) {
      const Statistic* cell = find_statistic(comparison.statistics, "confusion", {{"first", first}, {"second", second}});
      out << fmt::format(" {:>7.0f}", cell == nullptr ? 0 : *cell->value);
    }
    out << "\n";
  }
}

}  // namespace

void write_comparison_apa(std::ostream& out, const ComparisonHeading& heading, const StudyDesign& design,
                          std::span<const Comparison> comparisons) {
  std::string text = fmt::format("{} ({}){} coded {} of {} interviews; {}{} were coded "
                                 "by two or more. ",
                                 raters_in_words(design.raters.size()), in_a_row(design.raters),
                                 heading.raters.empty() ? " [who they were, trained how and by whom]" : "", design.coded,
                                 design.interviews, heading.double_coded, share_double(heading, design));
  if (!heading.raters.empty()) text += "Training: " + heading.raters + " [their profession and experience]. ";
  const std::string drawn = capitalised(drawn_words(design, heading.compared));
  text += drawn.empty() ? "[Which were coded twice, drawn how, from which frame.] " : drawn + ". ";
  const std::string blind = capitalised(blind_words(design, heading.compared));
  text += blind.empty() ? "[What raters were blind to.] " : blind + ". ";
  text += fmt::format("Ratings were independent and are those before any consensus (round {}); {}. ", heading.round,
                      left_out_words(heading.left_out));
  std::vector<const Statistic*> used;
  for (const Comparison* comparison : reported(comparisons)) text += sentence(*comparison, used) + ". ";
  if (used.empty()) text += "No coefficient has a value for these ratings. ";
  text += how_computed(heading, used);
  text += design.agreed == 0 ? "Disagreements were resolved by [how]. "
                             : fmt::format("Disagreements were resolved in conference: {} ratings were agreed on [by whom, "
                                           "how]. ",
                                           design.agreed);
  text += fmt::format("Computed with Attune {}.", kVersion);
  out << wrapped(text, 0);
}

void write_comparison_grras(std::ostream& out, const ComparisonHeading& heading, const StudyDesign& design,
                            std::span<const Comparison> comparisons) {
  const std::vector<const Comparison*> shown = reported(comparisons);
  std::vector<const Statistic*> used;
  std::vector<std::string> estimates;
  std::vector<std::string> rates;
  for (const Comparison* comparison : shown) {
    estimates.push_back(sentence(*comparison, used));
    if (!comparison->base_rates.empty()) rates.push_back(comparison->name + " " + percentages(*comparison));
  }
  const auto one_after_another = [](const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ". ") + part;
    return text;
  };
  const std::string computed = how_computed(heading, used);
  GrrasAnswers answers;
  if (!heading.raters.empty()) answers.raters = heading.raters + "; profession and experience are for you to tell";
  answers.sizes = fmt::format("{} raters, {} interviews, {} coded by two or more{}; the reason is for you to tell",
                              design.raters.size(), design.coded, heading.double_coded, share_double(heading, design));
  answers.drawn = drawn_words(design, heading.compared);
  answers.rated = blind_words(design, heading.compared);
  answers.independent =
      fmt::format("each locked before its rater saw marks or others' values; {}", left_out_words(heading.left_out));
  answers.analysis = computed.empty() ? "coefficients below" : "coefficients below; " + computed;
  answers.took_part =
      fmt::format("{} codings of {} interviews by {}", heading.compared, design.coded, in_a_row(design.raters));
  answers.estimates = estimates.empty() ? "no coefficient has a value" : one_after_another(estimates);
  answers.details = one_after_another(rates);
  write_grras_items(out, answers);
  for (const Comparison* comparison : shown)
    if (comparison->compared == Compared::derived_class) {
      out << "\n";
      write_matrix(out, *comparison);
    }
}

}  // namespace attune
