// Whether a rater drifts: her distance from a gold rater or from the others, interview after interview, as a control
// chart.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attune/text/coding.h"

namespace attune {

/// A coding and when it was begun (UTC, ISO 8601), which is its place in time.
struct TimedCoding {
  Coding coding;
  std::string at;
};

/// `difference` is the mean of rating minus reference, so it tells which way; `distance` the mean without its sign.
enum class DriftOf : unsigned char { difference, distance };

/// One interview: the mean over its ratings that have a reference, in points of the scales.
struct DriftPoint {
  std::string transcript;
  std::string at;
  std::size_t ratings = 0;
  double value = 0;

  bool operator==(const DriftPoint&) const = default;
};

/// The rater's codings against those of `others` of the same transcripts and rounds, in order of time. The reference of
/// a rating is the mean of the others' values on its scale and target. `scale` empty: all scales with numbers. Ratings
/// without a number, or without a reference, are passed over; an interview without any is left out.
/// REQUIRES: independent codings only, never a consensus.
[[nodiscard]] std::vector<DriftPoint> drift_points(std::span<const TimedCoding> own, std::span<const Coding> others,
                                                   const std::string& scale, DriftOf of);

/// An individuals chart (Shewhart 1931; limits by the mean moving range, Wheeler & Chambers 1992, ch. 3): centre and
/// band come from the first `baseline` points, centre +- 2.66 mean moving ranges, for a distance not below 0.
struct ControlChart {
  std::vector<DriftPoint> points;
  std::size_t baseline = 0;               // points the band was made of
  double centre = 0, low = 0, high = 0;
  std::optional<std::size_t> left_band;   // the first point outside
  std::optional<std::size_t> run_begins;  // the first of eight points on one side of the centre (Western Electric 1956)
  std::string reason;                     // why there is no band, or empty
};

/// No band: fewer than three points, or a baseline without any movement.
[[nodiscard]] ControlChart control_chart(std::vector<DriftPoint> points, std::size_t baseline, DriftOf of);

}  // namespace attune
