// From which score on a response is marked. Private to the room.
#pragma once

#include <span>
#include <utility>

namespace attune {

/// Where the score must lie for a mark, and how well marks then fit the labels.
struct Threshold {
  double value = 0;
  double f1 = -1;

  bool operator==(const Threshold&) const = default;
};

/// Of the thresholds just below a labelled score, and above 0, the one with the best F1 (van Rijsbergen 1979); of equally good ones
/// the first in the order of `scored`, which are scores and whether the response has the label. Without one F1 is -1.
[[nodiscard]] Threshold best_threshold(std::span<const std::pair<double, bool>> scored);

}  // namespace attune
