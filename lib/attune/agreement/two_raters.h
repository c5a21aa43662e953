// What is said of two raters beside their kappa: its parts and limits, pi, agreement on each category, and whether
// their margins differ.
#pragma once

#include <cstddef>
#include <vector>

#include "attune/agreement/distance.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// Scott's pi (1955), weighted, over the units both rated: chance agreement of one common distribution. Standard error
/// of Gwet's tables (dividing by n), t interval. No value: as `cohen_kappa`.
/// REQUIRES here and below: the table has two raters.
[[nodiscard]] Statistic scott_pi(const Table& table, Weights weights, Spacing spacing);

/// cohen_po, cohen_pe and cohen_kappa_se0: observed and chance agreement, and the standard error under kappa 0.
[[nodiscard]] std::vector<Statistic> cohen_parts(const Table& table, Weights weights, Spacing spacing);

/// The largest kappa these margins allow (Cohen 1960).
[[nodiscard]] Statistic cohen_kappa_max(const Table& table);

/// Positive and negative agreement, for any number of categories: twice the units both gave a category over all ratings
/// of it (Cicchetti & Feinstein 1990). A declared category nobody used has no value.
[[nodiscard]] std::vector<Statistic> specific_agreement(const Table& table);

/// "confusion" of each two categories: how many units the first rater gave the one and the second the other. Options are
/// named first and second.
[[nodiscard]] std::vector<Statistic> confusion_matrix(const Table& table);

/// PABAK, prevalence index and bias index of two categories (Byrt, Bishop & Carlin 1993). Empty for other tables.
[[nodiscard]] std::vector<Statistic> prevalence_and_bias(const Table& table);

/// Whether two raters use the categories alike: McNemar (1947), with and without correction (two categories), Stuart
/// (1955) and Maxwell (1970), Bhapkar (1966). Categories that both gave to the same units only are left out. Value:
/// chi-squared. No value: nothing differs, or the covariance of the differences is singular.
[[nodiscard]] std::vector<Statistic> marginal_tests(const Table& table);

/// gwet_ac and brennan_prediger with the standard errors for two raters' tables, which divide by n (Gwet 2014).
[[nodiscard]] std::vector<Statistic> table_variants(const Table& table, Weights weights, Spacing spacing);

/// cohen_kappa with irrCAC's interval: the same standard error, t(n-1), upper end at most 1; and with that of Cohen
/// (1960), which Fleiss, Cohen & Everitt replaced.
[[nodiscard]] std::vector<Statistic> cohen_variants(const Table& table, Weights weights, Spacing spacing);

}  // namespace attune
