// Permutation tests: how often two raters would agree as well if one of them had rated blindly.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// permutation_exact of unweighted percent agreement, Cohen's kappa, Scott's pi, AC1 and nominal alpha: the share of all
/// orders of the second rater's ratings whose value is at least (tail=greater) or at least as far from 0
/// (two_sided_abs) as that observed. Over the units both rated; margins stay, so only agreement varies. Empty unless
/// there are two raters and at most nine such units.
[[nodiscard]] std::vector<Statistic> exact_permutations(const Table& table);

/// The same as "permutation" over `permutations` random orders, (b + 1)/(B + 1) (Phipson & Smyth 2010), for any number
/// of units. Empty unless there are two raters.
[[nodiscard]] std::vector<Statistic> random_permutations(const Table& table, std::uint32_t permutations,
                                                         std::uint64_t seed);

}  // namespace attune
