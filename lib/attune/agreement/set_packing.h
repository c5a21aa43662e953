// Maximum-weight set packing by branch and bound on the linear relaxation. Private to the room: the alignments of gamma
// are such packings, and their relaxations nearly always have whole solutions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace attune {

/// A set of a few things, and what is gained when it is chosen. REQUIRES: gain > 0, things not empty, without repeats.
struct GainfulSet {
  std::vector<std::uint32_t> things;
  double gain = 0;
};

/// Indices of sets that share no thing and gain most together, ascending. Things are numbered from 0 to `things` - 1.
[[nodiscard]] std::vector<std::uint32_t> best_packing(const std::vector<GainfulSet>& sets, std::size_t things);

}  // namespace attune
