#include "attune/agreement/patterns.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace attune {
namespace {

RatingCounts counts_of_unit(const Table& table, std::size_t unit) {
  std::vector<std::int32_t> row(table.cells.begin() + static_cast<std::ptrdiff_t>(unit * table.raters.size()),
                                table.cells.begin() + static_cast<std::ptrdiff_t>((unit + 1) * table.raters.size()));
  std::ranges::sort(row);
  RatingCounts counts;
  for (std::int32_t category : row) {
    if (category == kMissing) continue;
    const auto name = static_cast<std::uint32_t>(category);
    if (counts.empty() || counts.back().first != name) counts.push_back({name, 0});
    ++counts.back().second;
  }
  return counts;
}

std::uint32_t number_of_ratings(const RatingCounts& counts) {
  std::uint32_t ratings = 0;
  for (const auto& [category, count] : counts) ratings += count;
  return ratings;
}

}  // namespace

std::vector<Pattern> patterns_of(const Table& table, std::uint32_t least_ratings) {
  std::map<RatingCounts, std::uint32_t> units;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) ++units[counts_of_unit(table, unit)];
  std::vector<Pattern> patterns;
  for (const auto& [counts, number] : units) {
    const std::uint32_t ratings = number_of_ratings(counts);
    if (ratings >= least_ratings) patterns.push_back({counts, ratings, number});
  }
  return patterns;
}

std::vector<RatingCounts> clusters_of(const Table& table, const std::vector<Pattern>& patterns) {
  std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>> clusters;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const RatingCounts counts = counts_of_unit(table, unit);
    const auto pattern = std::ranges::lower_bound(patterns, counts, {}, &Pattern::counts);
    if (pattern == patterns.end() || pattern->counts != counts) continue;
    const std::uint32_t cluster = table.clusters.empty() ? static_cast<std::uint32_t>(unit) : table.clusters[unit];
    ++clusters[cluster][static_cast<std::uint32_t>(pattern - patterns.begin())];
  }
  std::vector<RatingCounts> result;
  for (const auto& [cluster, contents] : clusters) result.emplace_back(contents.begin(), contents.end());
  std::ranges::sort(result);
  return result;
}

double pair_distance(const Pattern& pattern, const Distances& distances) {
  double sum = 0;
  for (std::size_t i = 0; i < pattern.counts.size(); ++i)
    for (std::size_t j = i + 1; j < pattern.counts.size(); ++j)
      sum += 2.0 * pattern.counts[i].second * pattern.counts[j].second *
             distances(pattern.counts[i].first, pattern.counts[j].first);
  return sum;
}

}  // namespace attune
