// Rating patterns: how often each set of ratings was given to a unit, whoever gave them. Most tables have few, so
// statistics that treat raters alike are computed, and resampled, pattern by pattern.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "attune/agreement/distance.h"
#include "attune/agreement/table.h"

namespace attune {

/// The ratings of a unit as pairs of category and count, by category.
using RatingCounts = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

struct Pattern {
  RatingCounts counts;
  std::uint32_t ratings = 0;  // sum of the counts
  std::uint32_t units = 0;    // how many units have this pattern

  bool operator==(const Pattern&) const = default;
};

/// The ratings of a unit by rater, and how many units have them.
struct Row {
  std::vector<std::int32_t> ratings;
  std::uint32_t units = 0;
};

/// The distinct rows of a table, sorted.
[[nodiscard]] std::vector<Row> rows_of(const Table& table);

/// Patterns of the units with at least `least_ratings` ratings, sorted, so that neither the order of raters nor that of
/// units can be told from them.
[[nodiscard]] std::vector<Pattern> patterns_of(const Table& table, std::uint32_t least_ratings);

/// For each cluster (each unit, when the table has none) the patterns of its units as (index into `patterns`, number
/// of units). Clusters without one are left out; the rest are sorted by what they hold.
[[nodiscard]] std::vector<RatingCounts> clusters_of(const Table& table, const std::vector<Pattern>& patterns);

/// The sum of the distances over all ordered pairs of ratings of a pattern.
[[nodiscard]] double pair_distance(const Pattern& pattern, const Distances& distances);

}  // namespace attune
