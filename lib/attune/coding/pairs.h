// Pairs: what is said of somebody in one place, and what is said of the same person in another.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/coding.h"

namespace attune {

/// A match of one half of a marker that looks for pairs.
struct HalfPair {
  const Marker* marker = nullptr;
  std::uint32_t codebook = 0;
  bool is_first = true;                 // of `any`; else of `pair`
  Mark mark;
  std::uint32_t response = 0;
  std::optional<std::uint32_t> figure;  // who it is about: a number of Transcript::figures
};

/// A mark of a pair, with its `group` set.
struct PairedMark {
  std::uint32_t codebook = 0;
  Mark mark;
};

/// Each first half with the first second half, in the order of the text, that fits where the marker looks for it and is
/// about the same figure (unless the marker does not ask for one). A half is part of one pair only. Groups are named
/// "MARKER:1", "MARKER:2" ... in the order of the text.
[[nodiscard]] std::vector<PairedMark> pair_up(const std::vector<HalfPair>& halves);

}  // namespace attune
