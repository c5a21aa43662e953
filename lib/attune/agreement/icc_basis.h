// What intraclass correlations are computed from, whichever way missing cells are dealt with. Private to the room.
#pragma once

#include <string>

#include "attune/agreement/icc.h"
#include "attune/agreement/table.h"

namespace attune {

/// Why an analysis of variance gives no ICC, or empty.
[[nodiscard]] std::string objection_to(const Anova& anova);

/// Mean squares of a table, or why there are none that an ICC can be computed from.
struct IccBasis {
  Anova anova;
  std::string reason;
};

[[nodiscard]] IccBasis icc_basis(const Table& table, IccEstimator estimator);

}  // namespace attune
