// Dissimilarities of two units, for gamma. Private to the room.
#pragma once

#include <cmath>

#include "attune/agreement/gamma.h"

namespace attune {

/// Mathet et al. (2015), positional sporadic dissimilarity, in multiples of delta_empty.
[[nodiscard]] inline double positional(const PlacedUnit& a, const PlacedUnit& b) {
  const double apart = std::abs(a.begin - b.begin) + std::abs(a.end - b.end);
  const double relative = apart / (a.length() + b.length());
  return relative * relative;
}

[[nodiscard]] inline double dissimilarity(const PlacedUnit& a, const PlacedUnit& b, const GammaWeights& weights) {
  return weights.delta_empty *
         (weights.alpha * positional(a, b) + (a.category == b.category ? 0 : weights.beta));
}

}  // namespace attune
