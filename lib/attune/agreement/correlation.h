// Correlations of two raters. Neither Pearson's nor Spearman's nor Kendall's sees that one rater is always higher; Lin's
// concordance does.
#pragma once

#include <cstddef>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// pearson (Fisher's z interval, t(n-2) test), spearman (Pearson's of midranks; p over all orders up to nine units without equal
/// values, else t(n-2)), kendall_tau_b (z, corrected for ties) and lin_ccc (Lin 1989, 2000; interval by z transformation) of two raters, over the units
/// both rated. A rho of 1 or -1 has no interval, and no p but the exact one. No value: fewer than two units; no variance in one
/// of the raters (for lin_ccc in both).
[[nodiscard]] std::vector<Statistic> correlations(const Table& table, std::size_t first, std::size_t second);

/// What is seldom printed: spearman_exact_p by its own name, and where `correlations` has it, spearman with `test=t(n-2)` instead.
[[nodiscard]] std::vector<Statistic> spearman_variants(const Table& table, std::size_t first, std::size_t second);

/// The mean of Pearson's and Spearman's correlations of all pairs of raters, plain and by Fisher's z, over the units
/// rated by all. No mean by z where one is 1 or -1 and another is not.
[[nodiscard]] std::vector<Statistic> mean_correlations(const Table& table);

/// Kendall's W (Kendall & Babington Smith 1939) over the units rated by all, with and without the correction for ties;
/// chi-squared test on n-1 degrees of freedom, which is Friedman's (`friedman`). No value: fewer than two units; every
/// rater gave one value.
[[nodiscard]] std::vector<Statistic> concordance_of_ranks(const Table& table);

}  // namespace attune
