// Intervals where units lie in clusters: turns of one interview, interviews of one family.
#pragma once

#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// `statistics` of a table with clusters. Formulas for independent units say too much about units of clusters, so their
/// standard errors, intervals and tests give way: percent agreement, Cohen's kappa, Fleiss' kappa and AC1 (unweighted), ICC
/// and Cronbach's alpha get percentiles of the bootstrap that draws whole clusters; Krippendorff's alpha those of the "bootstrap"
/// among `statistics`. Where there is no interval `method` says why: "none: units lie in clusters", "none: one of families
/// only". REQUIRES: the table has clusters; `statistics` are of this table.
[[nodiscard]] std::vector<Statistic> with_cluster_intervals(const Table& table, std::vector<Statistic> statistics,
                                                            const Resampling& resampling);

}  // namespace attune
