// What is printed under alpha: observed and expected disagreement, and the jackknife.
#pragma once

#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// krippendorff_Do_De with part=Do and part=De: the mean distance of pairs within units, and of all pairs. Without
/// variation both are 0.
[[nodiscard]] std::vector<Statistic> alpha_disagreements(const Table& table, Metric metric);

/// krippendorff_alpha_jackknife: bias-corrected alpha and standard error from leaving out one pairable unit at a time
/// (Quenouille 1956; Tukey 1958). No value: as alpha; fewer than three pairable units; no variation without one of them.
[[nodiscard]] Statistic alpha_jackknife(const Table& table, Metric metric);

}  // namespace attune
