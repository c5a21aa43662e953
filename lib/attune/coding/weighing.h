// Weighted markers: many weak cues, added up over a scope.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/span.h"

namespace attune {

/// A match of a weighted marker.
struct WeightedHit {
  Span span;
  std::uint32_t turn = 0;
  std::uint32_t entry = 0;   // which of the marker's `any`
  std::uint64_t scope = 0;   // hits of one scope share it
  bool stands = true;        // the words around it do not speak against it (word_marks.h)
};

/// Where the weights of one scope add up.
struct WeighedPassage {
  Span span;
  std::uint32_t turn = 0;
};

/// Whether a sum of weights is a threshold or more, but for rounding.
[[nodiscard]] bool reaches(double sum, double threshold);

/// A passage for each scope in which the weights of a marker's hits add up to its threshold or more, from the first to the last
/// hit of the turn that has the largest sum, if a hit there stands. An entry counts once in a scope, unless the marker counts
/// each hit. REQUIRES: the hits are in the order of the turns, those of one scope in a row.
[[nodiscard]] std::vector<WeighedPassage> weigh(const Marker& marker, std::span<const WeightedHit> hits);

}  // namespace attune
