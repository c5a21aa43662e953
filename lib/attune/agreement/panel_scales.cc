// What is printed of scales, one line a statistic.
#include <iterator>

#include "attune/agreement/bland_altman.h"
#include "attune/agreement/correlation.h"
#include "attune/agreement/icc.h"
#include "attune/agreement/panel.h"

namespace attune {
namespace {

void append(std::vector<Statistic>& to, std::vector<Statistic> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<Statistic> scale_panel_of(const Table& table, const PanelOptions& options) {
  const bool calculable = table.level == Level::interval || table.level == Level::ratio;
  if (table.level == Level::nominal && !options.all) return {};
  std::vector<Statistic> panel;
  if (options.all) {
    for (IccEstimator each : {IccEstimator::anova, IccEstimator::reml, IccEstimator::ebel})
      append(panel, icc_forms(table, each));
  } else if (calculable) {
    append(panel, icc_forms(table, options.icc));
  }
  if (options.all || (calculable && options.icc == IccEstimator::anova)) panel.push_back(cronbach_alpha(table));
  if (options.all) append(panel, icc_variants(table));
  for (std::size_t first = 0; first < table.raters.size(); ++first)
    for (std::size_t second = first + 1; second < table.raters.size(); ++second) {
      for (Statistic& statistic : correlations(table, first, second)) {
        const bool of_ranks = statistic.name == "spearman" || statistic.name == "kendall_tau_b";
        if (options.all || calculable || of_ranks) panel.push_back(std::move(statistic));
      }
      if (options.all) append(panel, spearman_variants(table, first, second));
      if (options.all || (calculable && table.raters.size() == 2)) append(panel, bland_altman(table, first, second));
      if (options.all) append(panel, bland_altman_delta(table, first, second));
    }
  if (options.all) append(panel, mean_correlations(table));
  if (options.all || table.raters.size() > 2) append(panel, concordance_of_ranks(table));
  return panel;
}

}  // namespace attune
