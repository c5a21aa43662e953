// Weighted markers: many weak cues, added up over a scope.
#pragma once

#include <cstdint>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/coding.h"

namespace attune {

/// A match of a weighted marker.
struct WeightedHit {
  const Marker* marker = nullptr;
  std::uint32_t codebook = 0;
  std::uint32_t entry = 0;   // which of the marker's `any`
  std::uint64_t scope = 0;   // hits of one scope share it
  Mark mark;
  bool stands = true;        // the words around it do not speak against it (word_weights.h)
};

struct WeighedMark {
  std::uint32_t codebook = 0;
  Mark mark;
};

/// A mark for each scope in which the weights of a marker's hits add up to its threshold or more, from the first to the last
/// hit of the turn that has the largest sum, if a hit there stands; its pattern is "weights". An entry counts once in a scope, unless the marker counts each hit.
[[nodiscard]] std::vector<WeighedMark> weigh(const std::vector<WeightedHit>& hits);

}  // namespace attune
