// Random continua for the chance part of gamma. Private to the room.
#pragma once

#include <vector>

#include "attune/agreement/continuum.h"
#include "attune/agreement/gamma.h"
#include "attune/agreement/statistic.h"
#include "attune/sampling/draws.h"

namespace attune {

/// Units of a continuum as real numbers.
[[nodiscard]] Placement placement_of(const Continuum& continuum);

/// What the statistical sampler draws from: means and population standard deviations. Gaps are from the end of a unit to
/// the start of the next, negative where they overlap; from 0 to the first unit; and one of 0.
struct UnitStatistics {
  double units_mean = 0, units_sd = 0;
  double gap_mean = 0, gap_sd = 0;
  double length_mean = 0, length_sd = 0;
  std::vector<double> category_shares;
};

[[nodiscard]] UnitStatistics unit_statistics(const Continuum& continuum);

/// As many raters as `continuum` has, each with a normal number of units (the first at least one) with normal gaps and lengths and
/// a category by its share: pygamma-agreement's default.
[[nodiscard]] Placement draw_statistical(const Continuum& continuum, const UnitStatistics& statistics, Draws& draws);

/// For each rater the units of a rater drawn at random, turned around a random whole point; the points are at least half
/// a mean length apart where there is room (Mathet et al. 2015, sec. 5.2). Drawn again when nobody has a unit.
[[nodiscard]] Placement draw_shuffled(const Continuum& continuum, const UnitStatistics& statistics, Draws& draws);

}  // namespace attune
