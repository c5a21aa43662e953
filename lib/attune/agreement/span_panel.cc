#include "attune/agreement/span_panel.h"

#include <iterator>

#include "attune/agreement/span_match.h"
#include "attune/agreement/unitizing.h"

namespace attune {
namespace {

void append(std::vector<Statistic>& to, std::vector<Statistic> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<Statistic> span_panel_of(const Continuum& continuum, const SpanPanelOptions& options) {
  std::vector<Statistic> panel;
  for (std::size_t reference = 0; reference < continuum.raters.size(); ++reference)
    for (std::size_t other = reference + 1; other < continuum.raters.size(); ++other) {
      for (Statistic& statistic : span_matches(continuum, reference, other)) {
        const std::string& match = statistic.options.front().second;
        const bool usual = match == "exact_typed" || match == "iou50_1to1_typed" || match == "overlap1to1_typed" ||
                           match == "token_typed";
        if (options.all || usual) panel.push_back(std::move(statistic));
      }
      append(panel, span_decomposition(continuum, reference, other));
      append(panel, span_decomposition(continuum, other, reference));
    }
  for (Statistic& statistic : alpha_u_1995(continuum))
    if (options.all || statistic.name == "alpha_u_1995") panel.push_back(std::move(statistic));
  append(panel, u_alphas(continuum, options.all));
  append(panel, gamma_panel(continuum, {options.all, options.weights, options.seed, options.samples}));
  return panel;
}

}  // namespace attune
