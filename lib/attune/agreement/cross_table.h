// Two raters' ratings crossed: what kappa, pi and the tests of their margins are computed from. Private to the room.
#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "attune/agreement/distance.h"
#include "attune/agreement/table.h"

namespace attune {

/// The units both raters rated, in shares. Only cells that occur are kept: half-step scales leave most empty.
struct CrossTable {
  std::map<std::pair<std::size_t, std::size_t>, double> cells;
  std::vector<double> first;  // margins, by category
  std::vector<double> second;
  std::size_t units = 0;

  [[nodiscard]] double cell(std::size_t a, std::size_t b) const;
};

[[nodiscard]] CrossTable cross_table(const Table& table, std::size_t first, std::size_t second);

/// The mean distance of the two ratings of a unit.
[[nodiscard]] double observed_distance(const CrossTable& cross, const Distances& distances);

/// The variance over units of `term(a, b)` of their two ratings, dividing by their number; in two passes.
template <typename Term>
[[nodiscard]] double variance_over_units(const CrossTable& cross, const Term& term) {
  double mean = 0;
  for (const auto& [cell, share] : cross.cells) mean += share * term(cell.first, cell.second);
  double sum = 0;
  for (const auto& [cell, share] : cross.cells) {
    const double apart = term(cell.first, cell.second) - mean;
    sum += share * apart * apart;
  }
  return sum;
}

}  // namespace attune
