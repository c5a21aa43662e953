// Segmentations through a sliding window.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "attune/agreement/segmentation.h"

namespace attune {
namespace {

/// How many boundaries lie before each slot.
std::vector<std::uint32_t> boundaries_before(const Segmentation& segmentation) {
  std::vector<std::uint32_t> before = {0};
  for (bool boundary : segmentation.boundaries) before.push_back(before.back() + (boundary ? 1 : 0));
  return before;
}

/// Errors of Pk and of WindowDiff in the windows that begin in [first, end); a window holds `k` slots, those outside
/// the line hold nothing.
struct WindowErrors {
  double pk = 0;
  double window_diff = 0;
};

WindowErrors errors_in(const Segmentation& reference, const Segmentation& other, std::int64_t first, std::int64_t end,
                  std::int64_t k) {
  const std::vector<std::uint32_t> r = boundaries_before(reference);
  const std::vector<std::uint32_t> h = boundaries_before(other);
  const auto slots = static_cast<std::int64_t>(reference.boundaries.size());
  const auto inside = [&](std::int64_t at) { return static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, slots)); };
  WindowErrors errors;
  for (std::int64_t at = first; at < end; ++at) {
    const std::uint32_t in_r = r[inside(at + k)] - r[inside(at)];
    const std::uint32_t in_h = h[inside(at + k)] - h[inside(at)];
    errors.pk += (in_r > 0) != (in_h > 0) ? 1 : 0;
    errors.window_diff += in_r != in_h ? 1 : 0;
  }
  return errors;
}

}  // namespace

std::size_t window_size(const Segmentation& reference, Rounding rounding) {
  const double half =
      static_cast<double>(reference.units()) / static_cast<double>(reference.masses.size()) / 2;
  double rounded = std::floor(half + 0.5);
  if (rounding == Rounding::half_even && half - std::floor(half) == 0.5 && std::fmod(rounded, 2) == 1) rounded -= 1;
  return static_cast<std::size_t>(std::max(2.0, rounded));
}

std::vector<Statistic> window_statistics(const Segmentation& reference, const Segmentation& other, bool all) {
  std::vector<Statistic> panel;
  const StatisticOptions options = {{"item", reference.item}, {"hyp", other.rater}, {"ref", reference.rater}};
  const std::size_t k = window_size(reference, Rounding::half_even);
  const auto n = static_cast<std::int64_t>(reference.units());
  const auto width = static_cast<std::int64_t>(k);
  const auto add = [&](const char* name, StatisticOptions more, double value, double windows) {
    StatisticOptions full = options;
    full.insert(full.end(), more.begin(), more.end());
    if (!(windows > 0)) {
      panel.push_back(without_value(name, full, "the window is longer than the item"));
      return;
    }
    Statistic result;
    result.name = name;
    result.options = std::move(full);
    result.value = value / windows;
    panel.push_back(std::move(result));
  };
  const std::string size = fmt::format("{}", k);
  const double windows = static_cast<double>(n - width);
  const WindowErrors errors = errors_in(reference, other, 0, n - width, width);
  add("pk", {{"k", size}}, errors.pk, windows);
  add("window_diff", {{"k", size}}, errors.window_diff, windows);
  if (!all) return panel;
  add("window_size", {{"rounding", "half_even"}}, static_cast<double>(k), 1);
  add("window_size", {{"rounding", "half_up"}}, static_cast<double>(window_size(reference, Rounding::half_up)), 1);
  // nltk slides over strings as long as the line; Lamprier et al. (2007) let the window enter and leave the line.
  const WindowErrors strings = errors_in(reference, other, 0, n - width + 1, width);
  add("pk_nltk", {{"k", size}, {"strings", "n_units"}}, strings.pk, windows + 1);
  add("windowdiff_nltk", {{"k", size}, {"strings", "n_units"}}, strings.window_diff, windows + 1);
  const WindowErrors entering = errors_in(reference, other, -width, n, width);
  add("window_diff_lamprier", {{"k", size}}, entering.window_diff, static_cast<double>(n + width + 1));
  return panel;
}

}  // namespace attune
