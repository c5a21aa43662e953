// Intervals of the agreement on spans, by drawing whole texts.
#pragma once

#include <span>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/continuum.h"
#include "attune/agreement/statistic.h"

namespace attune {

/// `statistics` of the texts laid end to end, with percentile intervals of the bootstrap that draws whole texts for
/// span_precision, span_recall and span_f1. The alphas of unitizing and gamma have none, and `method` says so.
/// REQUIRES: the texts have the same raters and categories.
[[nodiscard]] std::vector<Statistic> with_span_intervals(std::vector<Statistic> statistics,
                                                         std::span<const Continuum> texts, const Resampling& resampling);

}  // namespace attune
