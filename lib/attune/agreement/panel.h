// The statistics that are printed together for a table, in their order. A statistic added to the room gets its line
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/icc.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

struct PanelOptions {
  bool all = false;                      // every variant, not only those in common use
  std::optional<Resampling> resampling;  // with the bootstrap
  IccEstimator icc = IccEstimator::anova;  // `all` has every one
  bool kalpha = false;                   // also Krippendorff's own bootstrap of alpha; `all` has it too
  std::uint32_t permutations = 0;        // of the permutation test, which takes the seed of `resampling`
};

/// Percent agreement, Cohen's kappa of every pair of raters, Krippendorff's alpha. What the level does not allow is
/// listed with its reason.
[[nodiscard]] std::vector<Statistic> core_panel_of(const Table& table, const PanelOptions& options);

/// Everything that fits the table: the core, what corrects for chance otherwise, two raters' tables, and for numbers
/// the statistics of scales.
[[nodiscard]] std::vector<Statistic> panel_of(const Table& table, const PanelOptions& options);

/// Parts of `panel_of`, without resampling: what compares categories, and what takes ratings as numbers.
[[nodiscard]] std::vector<Statistic> category_panel_of(const Table& table, const PanelOptions& options);
[[nodiscard]] std::vector<Statistic> scale_panel_of(const Table& table, const PanelOptions& options);

}  // namespace attune
