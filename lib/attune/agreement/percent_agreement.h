// Percent agreement: how often raters say the same, without any correction for chance.
#pragma once

#include <cstddef>

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

/// The same with pairs that differ by at most `tolerance` for agreeing ones. No value also: what is no number or has no order.
[[nodiscard]] Statistic percent_agreement_pairwise_within(const Table& table, double tolerance);

/// Whether two categories are at most `tolerance` apart. Steps such as 0.1 are not exact in binary: a difference of one step does
/// not exceed a tolerance of one step. REQUIRES: `table` has numbers.
[[nodiscard]] bool is_within(const Table& table, std::size_t a, std::size_t b, double tolerance);

}  // namespace attune
