#include "attune/agreement/gamma_samplers.h"

#include <algorithm>
#include <cmath>

#include "attune/agreement/numbers.h"

namespace attune {
namespace {

double sd_of(const std::vector<double>& values) {
  return std::sqrt(squares_of(values) / static_cast<double>(values.size()));
}

/// Where pivots may still fall.
struct Stretch {
  double begin = 0;
  double end = 0;
};

double pivot_in(const std::vector<Stretch>& stretches, const Stretch& whole, Draws& draws) {
  double length = 0;
  for (const Stretch& stretch : stretches) length += stretch.end - stretch.begin;
  if (!(length > 0)) return whole.begin + draws.uniform() * (whole.end - whole.begin);
  double at = draws.uniform() * length;
  for (const Stretch& stretch : stretches) {
    if (at < stretch.end - stretch.begin) return std::trunc(stretch.begin + at);
    at -= stretch.end - stretch.begin;
  }
  return std::trunc(stretches.back().end);
}

/// As pygamma-agreement does it: a stretch beside the pivot is moved to `distance` from it, so that of several pivots the
/// last counts most.
std::vector<Stretch> without(const std::vector<Stretch>& stretches, double pivot, double distance) {
  std::vector<Stretch> left;
  for (const Stretch& stretch : stretches) {
    const bool before = stretch.begin < pivot - distance;
    const bool after = stretch.end > pivot + distance;
    if (before) left.push_back({stretch.begin, pivot - distance});
    if (after) left.push_back({pivot + distance, stretch.end});
  }
  return left;
}

}  // namespace

Placement placement_of(const Continuum& continuum) {
  Placement placement;
  for (const std::vector<ContinuumUnit>& units : continuum.units) {
    placement.emplace_back();
    for (const ContinuumUnit& unit : units)
      placement.back().push_back({static_cast<double>(unit.begin), static_cast<double>(unit.end), unit.category});
  }
  return placement;
}

UnitStatistics unit_statistics(const Continuum& continuum) {
  UnitStatistics result;
  std::vector<double> numbers;
  std::vector<double> lengths;
  std::vector<double> gaps = {0};
  result.category_shares.assign(continuum.categories.size(), 0.0);
  for (const std::vector<ContinuumUnit>& units : continuum.units) {
    numbers.push_back(static_cast<double>(units.size()));
    for (std::size_t i = 0; i < units.size(); ++i) {
      lengths.push_back(units[i].length());
      result.category_shares[units[i].category] += 1;
      if (i > 0) gaps.push_back(static_cast<double>(units[i].begin - units[i - 1].end));
    }
    if (!units.empty() && units.front().begin > 0) gaps.push_back(static_cast<double>(units.front().begin));
  }
  result.units_mean = mean_of(numbers);
  result.units_sd = sd_of(numbers);
  if (lengths.empty()) return result;
  for (double& share : result.category_shares) share /= static_cast<double>(lengths.size());
  result.gap_mean = mean_of(gaps);
  result.gap_sd = sd_of(gaps);
  result.length_mean = mean_of(lengths);
  result.length_sd = sd_of(lengths);
  return result;
}

Placement draw_statistical(const Continuum& continuum, const UnitStatistics& statistics, Draws& draws) {
  Placement placement(continuum.raters.size());
  bool is_empty = true;
  for (std::vector<PlacedUnit>& units : placement) {
    double at = 0;
    double number = std::abs(std::trunc(draws.normal(statistics.units_mean, statistics.units_sd)));
    if (is_empty) number = std::max(1.0, number);
    is_empty = false;
    for (double i = 0; i < number; i += 1) {
      const double begin = at + draws.normal(statistics.gap_mean, statistics.gap_sd);
      double length = 0;
      while (!(length > 0)) length = std::abs(draws.normal(statistics.length_mean, statistics.length_sd));
      double share = draws.uniform();
      std::uint32_t category = 0;
      while (category + 1 < statistics.category_shares.size() && share >= statistics.category_shares[category])
        share -= statistics.category_shares[category++];
      at = begin + length;
      units.push_back({begin, at, category});
    }
  }
  return placement;
}

Placement draw_shuffled(const Continuum& continuum, const UnitStatistics& statistics, Draws& draws) {
  Stretch whole{0, 0};
  for (const std::vector<ContinuumUnit>& units : continuum.units)
    for (const ContinuumUnit& unit : units) {
      whole.begin = std::min(whole.begin, static_cast<double>(unit.begin));
      whole.end = std::max(whole.end, static_cast<double>(unit.end));
    }
  const Placement original = placement_of(continuum);
  for (;;) {
    Placement placement;
    std::vector<Stretch> stretches = {whole};
    bool has_units = false;
    for (std::size_t rater = 0; rater < original.size(); ++rater) {
      const double pivot = pivot_in(stretches, whole, draws);
      stretches = without(stretches, pivot, statistics.length_mean / 2);
      placement.push_back(original[draws.below(original.size())]);
      for (PlacedUnit& unit : placement.back()) {
        const double shift = unit.begin + pivot > whole.end ? pivot + whole.begin - whole.end : pivot;
        unit.begin += shift;
        unit.end += shift;
        has_units = true;
      }
    }
    if (has_units) return placement;
  }
}

}  // namespace attune
