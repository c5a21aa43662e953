#include "attune/report/agreement_methods.h"

#include <algorithm>
#include <ostream>
#include <string>

#include <fmt/format.h>

#include "attune/report/agreement_words.h"
#include "attune/report/grras.h"
#include "attune/report/methods_words.h"
#include "attune/report/wrap.h"
#include "attune/version.h"

namespace attune {
namespace {

/// The coefficients that fit the level, each as a clause.
std::vector<std::string> clauses(const Table& table, std::span<const Statistic> statistics,
                                 std::vector<const Statistic*>& used) {
  std::vector<std::string> result;
  const auto add = [&](std::string_view name, const StatisticOptions& options, const std::string& called) {
    const Statistic* point = find_statistic(statistics, name, options);
    if (point == nullptr) return;
    used.push_back(&interval_of(statistics, *point));
    result.push_back(clause(statistics, *point, called));
  };
  const bool two = table.raters.size() == 2;
  if (table.level == Level::interval || table.level == Level::ratio) {
    for (const char* form : {"ICC(1)", "ICC(A,1)", "ICC(C,1)"}) add("icc", {{"form", form}}, form);
    add("krippendorff_alpha", {{"metric", "interval"}}, "Krippendorff's alpha (interval)");
    return result;
  }
  if (table.level == Level::ordinal || table.ordered) {
    if (two) add("cohen_kappa", {{"weights", "quadratic"}}, "Cohen's kappa (quadratic weights)");
    add("krippendorff_alpha", {{"metric", "ordinal"}}, "Krippendorff's alpha (ordinal)");
    return result;
  }
  if (two) add("cohen_kappa", {{"weights", "unweighted"}}, "Cohen's kappa");
  if (!two) add("fleiss_kappa", {{"weights", "unweighted"}}, "Fleiss' kappa");
  add("krippendorff_alpha", {{"metric", "nominal"}}, "Krippendorff's alpha (nominal)");
  add("gwet_ac", {{"weights", "unweighted"}}, "Gwet's AC1");
  return result;
}

std::string percent_sentence(const Table& table, std::span<const Statistic> statistics) {
  if (!table.numbers.empty() && table.level != Level::nominal)
    if (const Statistic* within = find_statistic(statistics, "percent_agreement", {{"def", "all_equal"}, {"tol", "1"}}))
      return fmt::format("All raters were within one point on {:.0f} % of the units{}. ", 100 * *within->value,
                         has_missing_cells(table) ? " that all of them rated" : "");
  const StatisticOptions pairs = {{"def", "pairwise"}, {"weights", "unweighted"}};
  const Statistic* share = find_statistic(statistics, "percent_agreement", pairs);
  return share == nullptr ? "" : fmt::format("{:.0f} % of pairs of ratings agreed. ", 100 * *share->value);
}

std::size_t double_rated(const Table& table) {
  std::size_t units = 0;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    std::size_t ratings = 0;
    for (std::size_t rater = 0; rater < table.raters.size(); ++rater) ratings += table.cell(unit, rater) != kMissing;
    units += ratings > 1 ? 1 : 0;
  }
  return units;
}

std::string base_rates(const Table& table) {
  constexpr std::size_t kMost = 8;
  if (table.categories.size() > kMost) return "";
  const double all = static_cast<double>(table.cells.size() - count_missing_cells(table));
  std::vector<std::string> shares;
  for (std::size_t category = 0; category < table.categories.size(); ++category) {
    const auto count = std::ranges::count(table.cells, static_cast<std::int32_t>(category));
    shares.push_back(fmt::format("{} {:.0f} %", table.categories[category], 100 * static_cast<double>(count) / all));
  }
  return in_a_row(shares);
}

}  // namespace

void write_apa(std::ostream& out, const Table& table, std::span<const Statistic> statistics) {
  std::vector<const Statistic*> used;
  const std::vector<std::string> coefficients = clauses(table, statistics, used);
  const std::size_t raters = table.raters.size();
  std::string text = fmt::format("{} [who they were, trained how, blind to what] independently rated {} units, "
                                 "of which {} were rated by two or more",
                                 raters_in_words(raters), table.units.size(), double_rated(table));
  const std::size_t missing = count_missing_cells(table);
  text += missing == 0 ? ". " : fmt::format("; {} of {} ratings were missing. ", missing, table.cells.size());
  text += "[Which units, drawn how and from how many; whether these are the ratings before any consensus.] ";
  text += percent_sentence(table, statistics);
  text += coefficients.empty() ? "No coefficient has a value for these ratings. " : in_a_row(coefficients) + ". ";
  text += intervals_sentence(used);
  const std::string rates = base_rates(table);
  if (table.level == Level::nominal && !rates.empty()) text += "Base rates over all ratings: " + rates + ". ";
  text += "Disagreements were resolved by [how]. Computed with Attune " + std::string(kVersion) + ".";
  out << wrapped(text, 0);
}

void write_grras(std::ostream& out, const Table& table, std::span<const Statistic> statistics) {
  std::vector<const Statistic*> used;
  const std::vector<std::string> coefficients = clauses(table, statistics, used);
  const std::string intervals = intervals_sentence(used);
  const std::string rates = base_rates(table);
  GrrasAnswers answers;
  answers.sizes = fmt::format("{} raters, {} units, {} rated by two or more; the reason is for you to tell",
                              table.raters.size(), table.units.size(), double_rated(table));
  answers.analysis = intervals.empty() ? "coefficients below" : "coefficients below; " + intervals;
  answers.took_part =
      fmt::format("{} of {} ratings are there", table.cells.size() - count_missing_cells(table), table.cells.size());
  answers.estimates = coefficients.empty() ? "no coefficient has a value"
                                           : percent_sentence(table, statistics) + in_a_row(coefficients);
  answers.details = rates.empty() ? "see --all" : rates;
  write_grras_items(out, answers);
}

}  // namespace attune
