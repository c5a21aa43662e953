#include "attune/agreement/drift.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace attune {
namespace {

constexpr std::size_t kFewestPoints = 3;
constexpr std::size_t kRun = 8;
constexpr double kMovingRangeFactor = 2.66;  // 3 / d2 of two points, d2 = 1.128

/// What a rating is of.
using Key = std::tuple<std::string, int, std::string, Target>;

struct Mean {
  double sum = 0;
  std::size_t n = 0;
};

std::map<Key, Mean> references_of(std::span<const Coding> others) {
  std::map<Key, Mean> references;
  for (const Coding& coding : others)
    for (const Rating& rating : coding.ratings) {
      if (!rating.value) continue;
      Mean& mean = references[{coding.transcript, coding.round, rating.scale, rating.target}];
      mean.sum += *rating.value;
      ++mean.n;
    }
  return references;
}

/// The first of `kRun` points in a row on the same side of the centre. A point on it ends a run.
std::optional<std::size_t> run_in(const ControlChart& chart) {
  std::size_t length = 0;
  int side = 0;
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const double from_centre = chart.points[i].value - chart.centre;
    const int now = from_centre > 0 ? 1 : from_centre < 0 ? -1 : 0;
    length = now != 0 && now == side ? length + 1 : (now != 0 ? 1 : 0);
    side = now;
    if (length == kRun) return i + 1 - kRun;
  }
  return std::nullopt;
}

}  // namespace

std::vector<DriftPoint> drift_points(std::span<const TimedCoding> own, std::span<const Coding> others,
                                     const std::string& scale, DriftOf of) {
  const std::map<Key, Mean> references = references_of(others);
  std::vector<DriftPoint> points;
  for (const TimedCoding& timed : own) {
    DriftPoint point{timed.coding.transcript, timed.at, 0, 0};
    for (const Rating& rating : timed.coding.ratings) {
      if (!rating.value || (!scale.empty() && rating.scale != scale)) continue;
      const auto found = references.find({timed.coding.transcript, timed.coding.round, rating.scale, rating.target});
      if (found == references.end()) continue;
      const double difference = *rating.value - found->second.sum / static_cast<double>(found->second.n);
      point.value += of == DriftOf::distance ? std::abs(difference) : difference;
      ++point.ratings;
    }
    if (point.ratings == 0) continue;
    point.value /= static_cast<double>(point.ratings);
    points.push_back(std::move(point));
  }
  std::ranges::stable_sort(points, {}, [](const DriftPoint& p) { return std::tie(p.at, p.transcript); });
  return points;
}

ControlChart control_chart(std::vector<DriftPoint> points, std::size_t baseline, DriftOf of) {
  ControlChart chart;
  chart.points = std::move(points);
  chart.baseline = std::min(baseline, chart.points.size());
  if (chart.baseline < kFewestPoints) {
    chart.reason = fmt::format("{} interviews: a band needs {} or more", chart.points.size(), kFewestPoints);
    return chart;
  }
  double ranges = 0;
  for (std::size_t i = 0; i < chart.baseline; ++i) {
    chart.centre += chart.points[i].value / static_cast<double>(chart.baseline);
    if (i > 0) ranges += std::abs(chart.points[i].value - chart.points[i - 1].value);
  }
  const double half = kMovingRangeFactor * ranges / static_cast<double>(chart.baseline - 1);
  chart.low = chart.centre - half;
  chart.high = chart.centre + half;
  if (of == DriftOf::distance) chart.low = std::max(0.0, chart.low);
  if (!(half > 0)) {
    chart.reason = "no movement in the baseline: no band can be made of it";
    return chart;
  }
  for (std::size_t i = 0; i < chart.points.size() && !chart.left_band; ++i)
    if (chart.points[i].value < chart.low || chart.points[i].value > chart.high) chart.left_band = i;
  chart.run_begins = run_in(chart);
  return chart;
}

}  // namespace attune
