// Intervals of the agreement on spans, by drawing whole texts.
#pragma once

#include <span>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/continuum.h"
#include "attune/agreement/span_panel.h"
#include "attune/agreement/statistic.h"

namespace attune {

/// `statistics`, which are `span_panel_of` the texts laid end to end, with percentile intervals of the bootstrap that draws
/// whole texts: for span_precision, span_recall and span_f1, for the alphas of unitizing, and, with a seed in `options`,
/// for gamma and gamma_cat, of which each resample is aligned anew and has a chance of its own; they are resampled 300 times at most.
/// REQUIRES: the texts have the same raters and categories.
[[nodiscard]] std::vector<Statistic> with_span_intervals(std::vector<Statistic> statistics,
                                                         std::span<const Continuum> texts,
                                                         const SpanPanelOptions& options, const Resampling& resampling);

}  // namespace attune
