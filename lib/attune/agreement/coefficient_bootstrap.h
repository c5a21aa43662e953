// The bootstrap of what else is resampled in common use.
#pragma once

#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// "bootstrap" of fleiss_kappa and gwet_ac (unweighted, over the rated units; AC keeps the categories of the whole
/// sample), as `bootstrap_alpha` does it.
[[nodiscard]] std::vector<Statistic> bootstrap_coefficients(const Table& table, const Resampling& resampling);

/// "bootstrap" of two raters' cohen_kappa, unweighted and quadratic, over the units both rated. Empty for other tables.
[[nodiscard]] std::vector<Statistic> bootstrap_cohen(const Table& table, const Resampling& resampling);

/// "bootstrap" of icc, forms ICC(A,1) and ICC(C,1), over the units rated by all.
[[nodiscard]] std::vector<Statistic> bootstrap_icc(const Table& table, const Resampling& resampling);

}  // namespace attune
