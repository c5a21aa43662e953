#include "attune/report/agreement_words.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace attune {
namespace {

std::string weights_words(const Statistic& statistic) {
  const std::string weights = option_of(statistic, "weights");
  if (weights.empty() || weights == "unweighted") return "";
  return fmt::format(", {}{}", weights, option_of(statistic, "spacing") == "index" ? " by steps" : "");
}

std::string metric_words(const std::string& metric) {
  if (metric == "gwet_linear") return "linear weights";
  if (metric == "gwet_radical") return "radical weights";
  if (metric == "gwet_ordinal") return "ordinal weights";
  return metric;
}

/// Names that need no more than their options behind them.
const std::map<std::string, std::string, std::less<>>& simple_names() {
  static const std::map<std::string, std::string, std::less<>> names = {
      {"scott_pi", "Scott's pi"},
      {"fleiss_kappa", "Fleiss' kappa"},
      {"conger_kappa", "Conger's kappa"},
      {"light_kappa", "Light's kappa"},
      {"gwet_ac", "Gwet's AC"},
      {"brennan_prediger", "Brennan & Prediger"},
      {"cohen_kappa_max", "Largest kappa these margins allow"},
      {"cohen_po", "Observed agreement of kappa"},
      {"cohen_pe", "Chance agreement of kappa"},
      {"cohen_kappa_se0", "Standard error if kappa were 0"},
      {"pabak", "PABAK"},
      {"prevalence_index", "Prevalence index"},
      {"bias_index", "Bias index"},
      {"lin_ccc", "Lin's concordance"},
      {"pearson", "Pearson's r"},
      {"spearman", "Spearman's rho"},
      {"spearman_exact_p", "Spearman's rho, exact test"},
      {"kendall_tau_b", "Kendall's tau-b"},
      {"kendall_w", "Kendall's W"},
      {"friedman", "Friedman's chi-squared"},
      {"cronbach_alpha", "Cronbach's alpha"},
      {"mcnemar", "McNemar's chi-squared"},
      {"stuart_maxwell", "Stuart & Maxwell's chi-squared"},
      {"bhapkar", "Bhapkar's chi-squared"},
      {"u_alpha", "Unitizing alpha"},
      {"u_alpha_binary", "Unitizing alpha, marked or not"},
      {"cu_alpha", "Coding alpha where spans meet"},
      {"cu_coverage", "Share of text where spans meet"},
      {"ku_alpha", "Coding alpha"},
      {"alpha_u_1995", "Unitizing alpha of 1995"},
      {"gamma", "Gamma"},
      {"gamma_cat", "Gamma for categories"},
      {"gamma_observed_disorder", "Disorder of the best alignment"},
      {"gamma_expected_disorder", "Disorder by chance"},
      {"boundary_similarity", "Boundary similarity B"},
      {"segmentation_similarity", "Segmentation similarity S"},
      {"boundary_f1", "F1 of boundaries"},
      {"pk", "Pk (errors)"},
      {"window_diff", "WindowDiff (errors)"},
      {"seg_actual_agreement", "Similarity over all pairs"},
      {"seg_fleiss_kappa", "Similarity, corrected, own margins"},
      {"seg_fleiss_pi", "Similarity, corrected, one margin"}};
  return names;
}

std::string match_words(const std::string& match) {
  static const std::map<std::string, std::string, std::less<>> words = {
      {"exact_typed", "same span and code"},        {"exact_untyped", "same span"},
      {"overlap1to1_typed", "overlap, same code"},  {"overlap1to1_untyped", "overlap"},
      {"iou50_1to1_typed", "half shared, same code"}, {"overlap_any_typed", "any overlap, same code"},
      {"token_typed", "positions"}};
  const auto found = words.find(match);
  return found == words.end() ? match : found->second;
}

/// What is left of the options: what tells one statistic of a name from another.
std::string rest_of(const Statistic& statistic) {
  static const std::vector<std::string> said = {"weights", "spacing", "missing", "categories", "alpha", "beta",
                                                "delta_empty", "self_pairing", "estimator", "n_t", "tolerance",
                                                "signed", "fisher", "definition", "test"};
  std::string rest;
  for (const auto& [key, value] : statistic.options) {
    if (std::ranges::find(said, key) != said.end()) continue;
    if (key == "hyp") continue;
    if (key == "ref") {
      rest += fmt::format(", {} by {}", option_of(statistic, "hyp"), value);
    } else if (key == "similarity") {
      rest += ", " + value;
    } else if (key == "k" || key == "n") {
      rest += fmt::format(", {} {}", key, value);
    } else {
      rest += ", " + value;
    }
  }
  const std::string missing = option_of(statistic, "missing");
  return rest + (missing == "listwise" ? ", complete" : "");
}

std::string bland_altman_name(const Statistic& statistic) {
  static const std::map<std::string, std::string, std::less<>> parts = {
      {"bias", "Mean difference"},
      {"sd", "SD of differences"},
      {"loa_lower", "95 % of differences above"},
      {"loa_upper", "95 % of differences below"}};
  const auto part = parts.find(option_of(statistic, "part"));
  return part == parts.end() ? "Difference" : part->second;
}

const std::vector<std::pair<std::string, std::string>>& meanings() {
  static const std::vector<std::pair<std::string, std::string>> sentences = {
      {"percent_agreement", "Shares of equal ratings take nothing off for chance: raters who always say the commonest "
                            "category agree often."},
      {"cohen_kappa", "Cohen's kappa: of the agreement that two raters with these margins would not reach by chance, "
                      "the share they reached. 1 is full agreement, 0 chance. Linear and quadratic count near misses "
                      "as part agreement."},
      {"scott_pi", "Scott's pi and Fleiss' kappa: the same, with one margin for all raters."},
      {"conger_kappa", "Conger's and Light's kappa: Cohen's for more than two raters."},
      {"gwet_ac", "Gwet's AC1 (unweighted) and AC2: chance is small where one category is common, so they stay high "
                  "where kappa falls."},
      {"brennan_prediger", "Brennan & Prediger: chance is one in the number of categories (PABAK for two)."},
      {"krippendorff_alpha", "Krippendorff's alpha: for any number of raters and with missing ratings; 1 is full "
                             "agreement, 0 chance."},
      {"specific_agreement", "Agreement on a category: when one rater gives it, how often the other does."},
      {"icc", "ICC: the share of variance that is of the units. (1) raters differ from unit to unit, (A) absolute "
              "values, (C) order and spacing only; 1 for one rater, k for the mean of all."},
      {"lin_ccc", "Lin's concordance falls where one rater is always higher; Pearson's and Spearman's correlations do "
                  "not see that."},
      {"bland_altman", "Differences are first minus second rater, in points of the scale."},
      {"kendall_w", "Kendall's W: how alike the raters rank the units, from 0 to 1."},
      {"span_precision", "Precision, recall and F1 of one rater's spans by another's, for each way to match."},
      {"alpha_u_1995", "Unitizing alphas compare where spans are and what they are called, gaps included."},
      {"gamma", "Gamma aligns all raters' spans at once; 1 is full agreement, 0 chance, below 0 worse."},
      {"boundary_similarity", "B counts boundaries in the same place, near misses by half; S divides by all places."},
      {"pk", "Pk and WindowDiff are shares of errors: lower is better."}};
  return sentences;
}

}  // namespace

std::string plain_name(const Statistic& statistic) {
  const std::string& name = statistic.name;
  if (name == "percent_agreement" && option_of(statistic, "def") == "all_equal") {
    const std::string tolerance = option_of(statistic, "tol");
    return tolerance == "0" ? "All raters equal" : fmt::format("All raters within {}", tolerance);
  }
  if (name == "percent_agreement" && !option_of(statistic, "tol").empty())
    return "Pairs of ratings within " + option_of(statistic, "tol");
  if (name == "percent_agreement") return "Pairs of ratings that agree" + weights_words(statistic);
  if (name == "cohen_kappa") {
    const std::string raters = option_of(statistic, "raters");
    return "Cohen's kappa" + weights_words(statistic) + (raters.empty() ? "" : ", " + raters);
  }
  if (name == "krippendorff_alpha") return "Krippendorff's alpha, " + metric_words(option_of(statistic, "metric"));
  if (name == "bootstrap") {
    const std::string of = option_of(statistic, "of");
    const std::string kind = statistic.method.starts_with("BCa") ? "  BCa bootstrap of " : "  bootstrap of ";
    if (of == "krippendorff_alpha") return kind + "alpha, " + metric_words(option_of(statistic, "metric"));
    if (of == "icc") return kind + option_of(statistic, "form");
    if (of == "gwet_ac") return kind + "AC1";
    return kind + (of == "cohen_kappa" ? "Cohen's kappa" : "Fleiss' kappa") + weights_words(statistic);
  }
  if (name == "krippendorff_alpha_bootstrap")
    return "  KALPHA's bootstrap of alpha, " + metric_words(option_of(statistic, "metric"));
  if (name == "krippendorff_alpha_below")
    return fmt::format("  share below {}, {}", option_of(statistic, "least"), metric_words(option_of(statistic, "metric")));
  if (name == "icc") {
    const std::string estimator = option_of(statistic, "estimator");
    const bool has_all = option_of(statistic, "missing").empty();
    return option_of(statistic, "form") +
           (estimator == "reml" ? ", REML" : estimator == "ebel" ? ", Ebel" : has_all ? "" : ", complete");
  }
  if (name == "specific_agreement") return "Agreement on \"" + option_of(statistic, "category") + "\"";
  if (name == "fleiss_kappa_category") return "Fleiss' kappa of \"" + option_of(statistic, "category") + "\"";
  if (name == "bland_altman") return bland_altman_name(statistic);
  if (name == "spearman" && !option_of(statistic, "test").empty()) return "Spearman's rho, t approximation" + rest_of(statistic);
  if (name == "bland_altman_proportional_bias") return "Slope of differences on means";
  if (name.starts_with("span_") && name != "span_decomposition") {
    const std::string what = name == "span_f1" ? "F1" : name == "span_recall" ? "Recall" : "Precision";
    return fmt::format("{}, {}, {} by {}", what, match_words(option_of(statistic, "match")),
                       option_of(statistic, "hyp"), option_of(statistic, "ref"));
  }
  if (name == "gwet_ac") return (option_of(statistic, "weights") == "unweighted" ? "Gwet's AC1" : "Gwet's AC2") +
                                weights_words(statistic) + rest_of(statistic);
  const auto found = simple_names().find(name);
  return (found == simple_names().end() ? name : found->second) + weights_words(statistic) + rest_of(statistic);
}

std::string method_words(const std::string& method) {
  static const std::map<std::string, std::string, std::less<>> words = {
      {"wilson", "Wilson's score interval (1927)"},
      {"ase_fce,normal", "Fleiss, Cohen & Everitt (1969), normal, not clipped"},
      {"ase_fce,t(n-1),cap1", "Fleiss, Cohen & Everitt (1969), t, at most 1"},
      {"fce_table_n,t(n-1),cap1", "Gwet's standard error for tables (2014), t, at most 1"},
      {"gwet_table_n,t(n-1),cap1", "Gwet's standard error for tables (2014), t, at most 1"},
      {"gwet_table_n,t(n-1)", "Gwet's standard error for tables (2014), t"},
      {"gwet_linearised_n-1,t(n-1),cap1", "Gwet's linearised standard error (2014), t, at most 1"},
      {"F", "F (McGraw & Wong 1996)"},
      {"F,no lower limit: one rater's is at or below -1/(k-1)", "F; no lower limit, for one rater's is -1/(k-1) or less"},
      {"Fisher z, 1/sqrt(n-3)", "Fisher's z"},
      {"Fisher z transform (Lin)", "Lin's z (1989)"},
      {"t(n-1)", "t"},
      {"t(n-1), se=sqrt(3/n) s", "Bland & Altman (1986), t"}};
  const auto found = words.find(method);
  return found == words.end() ? method : found->second;
}

std::vector<std::string> meanings_of(std::span<const Statistic> statistics) {
  std::vector<std::string> result;
  for (const auto& meaning : meanings()) {
    const bool present = std::ranges::any_of(statistics, [&](const Statistic& statistic) {
      return statistic.name == meaning.first && statistic.value;
    });
    if (present) result.push_back(meaning.second);
  }
  return result;
}

std::string what_to_report(const Table& table) {
  if (table.raters.size() < 2) return "Nothing: agreement needs a second rater.";
  const bool numbers = table.level == Level::interval || table.level == Level::ratio;
  if (numbers)
    return "Report ICC(A,1) with its interval if the values themselves matter and every unit was rated by the same "
           "raters, ICC(1) if not; ICC(k) forms only where the mean of the raters is what is used. Beside it the mean "
           "difference, the SD of differences and the share within one point. With missing ratings report interval "
           "alpha, or ICCs of all ratings (--icc reml).";
  if (table.level == Level::ordinal)
    return "Report ordinal alpha (bootstrap interval) or a weighted kappa, and say which weights; the share of equal "
           "ratings beside it.";
  return table.raters.size() == 2 && !has_missing_cells(table)
             ? "Report Cohen's kappa or nominal alpha with its interval, the share of equal ratings, and agreement on "
               "each category; AC1 too where one category is much commoner than the others."
             : "Report nominal alpha with its interval and the share of pairs that agree; AC1 too where one category "
               "is much commoner than the others.";
}

const Statistic* find_statistic(std::span<const Statistic> statistics, std::string_view name,
                                const StatisticOptions& options) {
  for (const Statistic& statistic : statistics) {
    if (statistic.name != name || !statistic.value) continue;
    const bool fits = std::ranges::all_of(options, [&](const auto& option) {
      return std::ranges::find(statistic.options, option) != statistic.options.end();
    });
    if (fits) return &statistic;
  }
  return nullptr;
}

}  // namespace attune
