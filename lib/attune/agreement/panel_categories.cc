// What is printed of categories, one line a statistic.
#include <iterator>

#include "attune/agreement/alpha_parts.h"
#include "attune/agreement/chance_corrected.h"
#include "attune/agreement/kappa.h"
#include "attune/agreement/panel.h"
#include "attune/agreement/percent_agreement.h"
#include "attune/agreement/two_raters.h"

namespace attune {
namespace {

struct Variant {
  Weights weights;
  Spacing spacing;
};

void append(std::vector<Statistic>& to, std::vector<Statistic> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Weights in the order they are printed. Weights by steps come only where they make a difference.
std::vector<Variant> variants_of(const Table& table, std::vector<Weights> weights) {
  std::vector<Variant> variants;
  if (!table.given_distances.empty()) weights.push_back(Weights::given);
  for (Weights each : weights) {
    variants.push_back({each, Spacing::value});
    const bool spaced = each == Weights::linear || each == Weights::quadratic;
    if (spaced && unequally_spaced(table)) variants.push_back({each, Spacing::index});
  }
  return variants;
}

/// What does not fit the level is listed too, with its reason.
std::vector<Weights> weights_in_use(bool all) {
  if (!all) return {Weights::unweighted, Weights::linear, Weights::quadratic};
  return {Weights::unweighted, Weights::linear, Weights::quadratic, Weights::ordinal, Weights::radical, Weights::ratio};
}

std::vector<Metric> metrics_in_use(const Table& table, bool all) {
  if (all)
    return {Metric::nominal,     Metric::ordinal,      Metric::interval,    Metric::ratio,
            Metric::gwet_linear, Metric::gwet_radical, Metric::gwet_ordinal};
  if (table.level == Level::ratio) return {Metric::nominal, Metric::ordinal, Metric::interval, Metric::ratio};
  return {Metric::nominal, Metric::ordinal, Metric::interval};
}

std::vector<Statistic> of_percent(const Table& table, bool all) {
  std::vector<Statistic> panel = {percent_agreement_all_equal(table, 0)};
  if (all || (!table.numbers.empty() && table.level != Level::nominal))
    for (double tolerance : {0.5, 1.0}) panel.push_back(percent_agreement_all_equal(table, tolerance));
  for (Weights weights : weights_in_use(all)) panel.push_back(percent_agreement_pairwise(table, weights));
  if (!table.given_distances.empty()) panel.push_back(percent_agreement_pairwise(table, Weights::given));
  return panel;
}

std::vector<Statistic> of_two_raters(const Table& table, bool all) {
  std::vector<Statistic> panel;
  const std::vector<Variant> variants = variants_of(table, weights_in_use(false));
  panel.push_back(cohen_kappa_max(table));
  for (const Variant& variant : variants)
    panel.push_back(scott_pi(table, variant.weights, variant.spacing));
  append(panel, prevalence_and_bias(table));
  constexpr std::size_t kMostCrossed = 20;
  constexpr std::size_t kFewCategories = 8;
  if (all || table.categories.size() <= kFewCategories) append(panel, specific_agreement(table));
  if (table.categories.size() <= kMostCrossed) append(panel, confusion_matrix(table));
  if (!all) return panel;
  append(panel, marginal_tests(table));
  for (const Variant& variant : variants) {
    append(panel, cohen_parts(table, variant.weights, variant.spacing));
    append(panel, cohen_variants(table, variant.weights, variant.spacing));
    append(panel, table_variants(table, variant.weights, variant.spacing));
  }
  return panel;
}

}  // namespace

std::vector<Statistic> category_panel_of(const Table& table, const PanelOptions& options) {
  const bool all = options.all;
  const bool two = table.raters.size() == 2;
  std::vector<Statistic> panel = of_percent(table, all);
  for (const Variant& variant : variants_of(table, weights_in_use(false)))
    append(panel, cohen_kappas(table, variant.weights, variant.spacing));
  if (two) append(panel, of_two_raters(table, all));
  if (!two || all) {
    panel.push_back(light_kappa(table, PairUnits::pairwise));
    if (has_missing_cells(table)) panel.push_back(light_kappa(table, PairUnits::listwise));
  }
  for (Chance chance : {Chance::fleiss, Chance::conger, Chance::gwet, Chance::brennan_prediger})
    for (const Variant& variant : variants_of(table, weights_in_use(all)))
      if (variant.spacing == Spacing::value || (all && (chance == Chance::gwet || chance == Chance::brennan_prediger)))
        panel.push_back(chance_corrected(table, chance, variant.weights, variant.spacing));
  if (all) {
    panel.push_back(fleiss_null_test(table));
    if (has_missing_cells(table)) append(panel, listwise_coefficients(table));
  }
  if (all || (!two && table.categories.size() <= 8)) append(panel, fleiss_categories(table));
  for (Metric metric : metrics_in_use(table, all)) panel.push_back(krippendorff_alpha(table, metric));
  if (all)
    for (Metric metric : {Metric::nominal, Metric::ordinal, Metric::interval, Metric::ratio}) {
      append(panel, alpha_disagreements(table, metric));
      panel.push_back(alpha_jackknife(table, metric));
    }
  return panel;
}

}  // namespace attune
