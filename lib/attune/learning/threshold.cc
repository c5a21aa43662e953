#include "attune/learning/threshold.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "attune/learning/learn.h"

namespace attune {
namespace {

std::ptrdiff_t reaching(const std::vector<double>& sorted, double threshold) {
  return sorted.end() - std::ranges::lower_bound(sorted, threshold);
}

}  // namespace

Threshold best_threshold(std::span<const std::pair<double, bool>> scored) {
  std::vector<double> all, labelled;
  for (const auto& [value, label] : scored) {
    all.push_back(value);
    if (label) labelled.push_back(value);
  }
  std::ranges::sort(all);
  std::ranges::sort(labelled);
  Threshold best;
  for (const auto& [value, label] : scored) {
    const double threshold = threshold_below(value);
    if (!label || threshold <= 0) continue;
    const std::ptrdiff_t marks_and_labels = reaching(all, threshold) + std::ssize(labelled);
    const double f1 = 2.0 * static_cast<double>(reaching(labelled, threshold)) / static_cast<double>(marks_and_labels);
    if (f1 > best.f1) best = {threshold, f1};
  }
  return best;
}

}  // namespace attune
