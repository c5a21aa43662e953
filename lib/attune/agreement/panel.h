// The statistics that are printed together for a table, in their order. A statistic added to the room gets its line
// here.
#pragma once

#include <optional>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

struct PanelOptions {
  bool all = false;                      // every weight and metric, not only those in common use
  std::optional<Resampling> resampling;  // with the bootstrap of alpha
};

/// Percent agreement, Cohen's kappa of every pair of raters, Krippendorff's alpha. What the level does not allow is
/// listed with its reason.
[[nodiscard]] std::vector<Statistic> panel_of(const Table& table, const PanelOptions& options);

}  // namespace attune
