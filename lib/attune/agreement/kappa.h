// Cohen's kappa of two raters, and of every pair of more than two.
#pragma once

#include <cstddef>
#include <vector>

#include "attune/agreement/distance.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// Cohen's kappa (1960) and weighted kappa (1968) of two raters over the units both rated. Standard error and interval:
/// Fleiss, Cohen and Everitt (1969, large sample), normal and not clipped; test: their standard error under kappa 0.
/// No value: no unit rated by both; both gave one and the same category throughout; weights without an order. Given
/// weights need not be the same both ways; their rows are the first rater's categories.
/// `options` name the raters when the table has more than two, and the spacing when the two spacings differ.
[[nodiscard]] Statistic cohen_kappa(const Table& table, std::size_t first, std::size_t second, Weights weights,
                                    Spacing spacing);

/// `cohen_kappa` of every pair of raters. Empty for one rater.
[[nodiscard]] std::vector<Statistic> cohen_kappas(const Table& table, Weights weights, Spacing spacing);

}  // namespace attune
