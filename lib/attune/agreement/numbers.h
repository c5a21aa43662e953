// Ratings as numbers: what the statistics of scales start from. Private to the room.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "attune/agreement/table.h"
#include "attune/sampling/sample.h"

namespace attune {

/// No rating or weight is farther from 0: fourth powers of it, summed over any table, are still numbers.
inline constexpr double kLargestValue = 1e50;
[[nodiscard]] inline bool is_within_reach(double value) { return value >= -kLargestValue && value <= kLargestValue; }

/// Why the ratings of `table` cannot be calculated with ("one rater", "categories are not numbers", "no order"), or
/// empty.
[[nodiscard]] std::string objection_to_numbers(const Table& table);

/// The ratings of two raters on the units both rated, from the least of the table on, so that large numbers that differ
/// by little keep their digits.
struct Pairs {
  std::vector<double> first;
  std::vector<double> second;
};

[[nodiscard]] Pairs pairs_of(const Table& table, std::size_t first, std::size_t second);

}  // namespace attune
