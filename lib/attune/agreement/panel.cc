#include "attune/agreement/panel.h"

#include "attune/agreement/coefficient_bootstrap.h"
#include "attune/agreement/kappa.h"
#include "attune/agreement/percent_agreement.h"
#include "attune/agreement/permutation.h"

namespace attune {
namespace {

void append(std::vector<Statistic>& to, std::vector<Statistic> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<Weights> weights_in_use(bool all) {
  std::vector<Weights> weights = {Weights::unweighted, Weights::linear, Weights::quadratic};
  if (all) weights.insert(weights.end(), {Weights::ordinal, Weights::radical, Weights::ratio});
  return weights;
}

std::vector<Metric> metrics_in_use(const Table& table, bool all) {
  std::vector<Metric> metrics = {Metric::nominal, Metric::ordinal, Metric::interval};
  if (all || table.level == Level::ratio) metrics.push_back(Metric::ratio);
  if (all) metrics.insert(metrics.end(), {Metric::gwet_linear, Metric::gwet_radical, Metric::gwet_ordinal});
  return metrics;
}

}  // namespace

std::vector<Statistic> core_panel_of(const Table& table, const PanelOptions& options) {
  std::vector<Statistic> panel = {percent_agreement_all_equal(table, 0)};
  if (!table.numbers.empty() && table.level != Level::nominal)
    for (double tolerance : {0.5, 1.0}) panel.push_back(percent_agreement_all_equal(table, tolerance));
  for (Weights weights : weights_in_use(options.all)) panel.push_back(percent_agreement_pairwise(table, weights));
  if (!table.numbers.empty() && table.level != Level::nominal)
    for (double tolerance : {0.5, 1.0}) panel.push_back(percent_agreement_pairwise_within(table, tolerance));
  for (Weights weights : {Weights::unweighted, Weights::linear, Weights::quadratic}) {
    append(panel, cohen_kappas(table, weights, Spacing::value));
    if (weights != Weights::unweighted && unequally_spaced(table))
      append(panel, cohen_kappas(table, weights, Spacing::index));
  }
  const std::vector<Metric> metrics = metrics_in_use(table, options.all);
  for (Metric metric : metrics) panel.push_back(krippendorff_alpha(table, metric));
  if (!options.resampling) return panel;
  std::vector<Statistic> resampled = bootstrap_alpha(table, metrics, *options.resampling);
  std::erase_if(resampled, [](const Statistic& statistic) { return statistic.method.starts_with("BCa"); });
  append(panel, std::move(resampled));
  return panel;
}

std::vector<Statistic> panel_of(const Table& table, const PanelOptions& options) {
  std::vector<Statistic> panel = category_panel_of(table, options);
  append(panel, scale_panel_of(table, options));
  if (options.all) append(panel, exact_permutations(table));
  if (!options.resampling) return panel;
  if (options.permutations > 0)
    append(panel, random_permutations(table, options.permutations, options.resampling->seed));
  append(panel, bootstrap_alpha(table, metrics_in_use(table, options.all), *options.resampling));
  if (options.all || options.kalpha) {
    std::vector<Metric> metrics = metrics_in_use(table, options.all);
    std::erase_if(metrics, [](Metric metric) { return metric_name(metric).starts_with("gwet"); });
    append(panel, bootstrap_alpha_deviations(table, metrics, *options.resampling));
  }
  append(panel, bootstrap_coefficients(table, *options.resampling));
  append(panel, bootstrap_cohen(table, *options.resampling));
  if (options.icc == IccEstimator::anova && !table.numbers.empty() &&
      (options.all || table.level == Level::interval || table.level == Level::ratio))
    append(panel, bootstrap_icc(table, *options.resampling));
  return panel;
}

}  // namespace attune
