#include "attune/report/drift_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/report/escape.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kChartColumns = 38;

bool is_outside(const ControlChart& chart, const DriftPoint& point) {
  return chart.reason.empty() && (point.value < chart.low || point.value > chart.high);
}

/// Where numbers stand on a line of the chart.
struct Axis {
  double from = 0, to = 1;

  [[nodiscard]] std::size_t column(double value) const {
    const double place = (value - from) / (to - from) * static_cast<double>(kChartColumns - 1);
    return static_cast<std::size_t>(std::clamp(std::lround(place), 0L, static_cast<long>(kChartColumns - 1)));
  }
};

Axis axis_of(const ControlChart& chart) {
  Axis axis{chart.low, chart.high};
  for (const DriftPoint& point : chart.points) {
    axis.from = std::min(axis.from, point.value);
    axis.to = std::max(axis.to, point.value);
  }
  if (!(axis.to > axis.from)) axis.to = axis.from + 1;
  return axis;
}

std::string chart_line(const ControlChart& chart, const Axis& axis, const DriftPoint& point) {
  std::string line(kChartColumns, ' ');
  if (chart.reason.empty()) {
    line[axis.column(chart.centre)] = ':';
    line[axis.column(chart.low)] = '|';
    line[axis.column(chart.high)] = '|';
  }
  line[axis.column(point.value)] = is_outside(chart, point) ? 'X' : 'o';
  return line;
}

std::string place_of(const ControlChart& chart, std::size_t point) {
  return fmt::format("{} ({}, the {}. of {})", chart.points[point].transcript, chart.points[point].at.substr(0, 10),
                     point + 1, chart.points.size());
}

std::string verdict(const ControlChart& chart) {
  if (!chart.reason.empty()) return "No band: " + chart.reason + ".";
  std::string text = chart.left_band ? fmt::format("Left the band at {}.", place_of(chart, *chart.left_band))
                                     : std::string("Never left the band.");
  if (chart.run_begins)
    text += fmt::format(" Eight in a row on one side of the centre begin at {}.", place_of(chart, *chart.run_begins));
  return text;
}

void write_text(std::ostream& out, const DriftHeading& heading, const ControlChart& chart) {
  out << wrapped(fmt::format("{} against {}: mean {} in points on {}, interview by interview in order of coding",
                             heading.rater, heading.reference,
                             heading.of == DriftOf::distance ? "distance" : "difference",
                             heading.scale.empty() ? "all scales" : heading.scale),
                 0)
      << "\n";
  if (chart.reason.empty())
    out << fmt::format("  centre {:.2f}, band {:.2f} to {:.2f}, made of the first {} of {} interviews\n", chart.centre,
                       chart.low, chart.high, chart.baseline, chart.points.size());
  if (heading.assisted > 0) out << fmt::format("  left out: {} assisted codings\n", heading.assisted);
  out << "\n";
  const Axis axis = axis_of(chart);
  for (const DriftPoint& point : chart.points)
    out << fmt::format("  {}  {:<14} {:>6.2f}  {}\n", point.at.substr(0, 10), shortened(point.transcript, 14),
                       point.value, chart_line(chart, axis, point));
  out << (chart.points.empty() ? "" : "\n") << wrapped(verdict(chart), 2);
}

Json json_of(const ControlChart& chart, const DriftPoint& point) {
  return {{"transcript", point.transcript},
          {"at", point.at},
          {"n_ratings", point.ratings},
          {"value", point.value},
          {"outside", is_outside(chart, point)}};
}

Json json_of(const DriftHeading& heading, const ControlChart& chart) {
  Json points = Json::array();
  for (const DriftPoint& point : chart.points) points.push_back(json_of(chart, point));
  const bool has_band = chart.reason.empty();
  const auto named = [&](const std::optional<std::size_t>& point) {
    return point ? Json(chart.points[*point].transcript) : Json(nullptr);
  };
  return {{"rater", heading.rater},
          {"reference", heading.reference},
          {"scale", heading.scale.empty() ? Json(nullptr) : Json(heading.scale)},
          {"of", heading.of == DriftOf::distance ? "distance" : "difference"},
          {"n_assisted", heading.assisted},
          {"baseline", chart.baseline},
          {"centre", has_band ? Json(chart.centre) : Json(nullptr)},
          {"low", has_band ? Json(chart.low) : Json(nullptr)},
          {"high", has_band ? Json(chart.high) : Json(nullptr)},
          {"left_band", named(chart.left_band)},
          {"run_begins", named(chart.run_begins)},
          {"reason", has_band ? Json(nullptr) : Json(chart.reason)},
          {"points", points}};
}

}  // namespace

void write_drift(std::ostream& out, const DriftHeading& heading, const ControlChart& chart, ListFormat format) {
  switch (format) {
    case ListFormat::text: write_text(out, heading, chart); break;
    case ListFormat::csv:
      out << "transcript,at,n_ratings,value,outside\n";
      for (const DriftPoint& point : chart.points)
        out << fmt::format("{},{},{},{},{}\n", csv_cell(point.transcript), point.at, point.ratings, point.value,
                           is_outside(chart, point) ? 1 : 0);
      break;
    case ListFormat::json: out << json_of(heading, chart).dump(2) << "\n"; break;
    case ListFormat::jsonl:
      for (const DriftPoint& point : chart.points) out << json_of(chart, point).dump() << "\n";
      break;
  }
}

}  // namespace attune
