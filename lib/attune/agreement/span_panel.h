// The statistics of spans that are printed together, in their order.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attune/agreement/continuum.h"
#include "attune/agreement/gamma.h"
#include "attune/agreement/statistic.h"

namespace attune {

struct SpanPanelOptions {
  bool all = false;                   // every variant
  GammaWeights weights;               // of gamma
  std::optional<std::uint64_t> seed;  // with gamma, which draws random continua
  std::optional<std::uint32_t> samples;  // how many; else as many as reference software takes
};

/// Matches, decomposition, the alphas of unitizing, and gamma.
[[nodiscard]] std::vector<Statistic> span_panel_of(const Continuum& continuum, const SpanPanelOptions& options);

}  // namespace attune
