// The mixed model of ratings with missing cells: how much of their variance is of units, of raters, and neither.
// Private to the room.
#pragma once

#include <optional>

#include "attune/agreement/table.h"

namespace attune {

struct VarianceComponents {
  double units = 0;
  double raters = 0;
  double residual = 0;
};

/// The estimates of restricted maximum likelihood (Patterson & Thompson 1971) for a rating = mean + unit + rater + rest,
/// units and raters crossed and random, every rating used; what lme4 computes of `value ~ 1 + (1 | unit) + (1 | rater)`.
/// No component is negative. Empty where nothing is left over that could be the rest: its likelihood has no maximum.
/// REQUIRES: `table` has numbers that differ, a unit with two ratings and a rater with two.
[[nodiscard]] std::optional<VarianceComponents> reml_components(const Table& table);

}  // namespace attune
