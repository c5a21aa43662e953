// Percent agreement: how often raters say the same, without any correction for chance.
#pragma once

#include "attune/agreement/distance.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// The share of units, among those rated by every rater, whose ratings differ by at most `tolerance` (a tolerance
/// above 0 needs numbers). Interval: Wilson (1927). No value: one rater; no unit rated by all.
[[nodiscard]] Statistic percent_agreement_all_equal(const Table& table, double tolerance);

/// The mean over units with two or more ratings of the weighted share of agreeing pairs of ratings (Gwet 2014, ch. 2
/// to 5), with missing cells. Standard error linearised over all rated units (Gwet 2008), t interval; none for one
/// unit. No value: one rater; no unit with two ratings; weights without an order, or without variation.
[[nodiscard]] Statistic percent_agreement_pairwise(const Table& table, Weights weights);

}  // namespace attune
