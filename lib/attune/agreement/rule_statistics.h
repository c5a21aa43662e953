// How well rules find what a person marked: recall and precision, with intervals by transcript.
#pragma once

#include <cstddef>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// recall (of the units the person marked, the share the rules marked too), precision (of the units the rules marked,
/// the share the person marked too) and f1, their harmonic mean, over the units both coded; van Rijsbergen (1979, ch.
/// 7). Interval: percentiles of the bootstrap of clusters, or of units where there are none; `method` says how many
/// resamples had no value. No value: the person (recall) or the rules (precision) marked no unit.
/// REQUIRES: the categories are "unmarked" and "marked".
[[nodiscard]] std::vector<Statistic> recall_and_precision(const Table& table, std::size_t rules, std::size_t person,
                                                          const Resampling& resampling);

}  // namespace attune
