#include "attune/agreement/drift.h"

#include <fmt/format.h>

#include "catch.h"

using namespace attune;

namespace {

Coding rated(const std::string& transcript, const std::string& rater, double value) {
  Rating rating;
  rating.scale = "coh_mind";
  rating.value = value;
  return {transcript, rater, 1, {}, {rating}};
}

std::vector<DriftPoint> points(const std::vector<double>& values) {
  std::vector<DriftPoint> result;
  for (std::size_t i = 0; i < values.size(); ++i)
    result.push_back({fmt::format("s{}", i), fmt::format("2026-01-{:02}", i + 1), 1, values[i]});
  return result;
}

}  // namespace

TEST_CASE("a point is the mean difference from the mean of the others, in order of time") {
  const std::vector<TimedCoding> own = {{rated("s2", "A", 5), "2026-01-02"}, {rated("s1", "A", 7), "2026-01-01"},
                                        {rated("s3", "A", 7), "2026-01-03"}};
  const std::vector<Coding> others = {rated("s1", "B", 6), rated("s1", "C", 7), rated("s2", "B", 6)};
  CHECK(drift_points(own, others, "", DriftOf::difference) ==
        std::vector<DriftPoint>{{"s1", "2026-01-01", 1, 0.5}, {"s2", "2026-01-02", 1, -1}});
  CHECK(drift_points(own, others, "coh_mind", DriftOf::distance)[1].value == 1);
  CHECK(drift_points(own, others, "loving", DriftOf::distance).empty());
}

// Wheeler & Chambers (1992), ch. 3: limits are the mean -+ 2.66 mean moving ranges. By hand: mean 0.5, ranges 1, 1, 1.
TEST_CASE("the band is made of the baseline, and the point that leaves it is named") {
  const ControlChart chart = control_chart(points({0, 1, 0, 1, 3.2, 0, -2.2}), 4, DriftOf::difference);
  CHECK(chart.centre == Approx(0.5));
  CHECK(chart.low == Approx(0.5 - 2.66));
  CHECK(chart.high == Approx(0.5 + 2.66));
  CHECK(chart.left_band == 4);
  CHECK_FALSE(chart.run_begins);
  CHECK(control_chart(points({0, 1, 0, 1}), 4, DriftOf::distance).low == 0);
  CHECK_FALSE(control_chart(points({0, 1, 0, 1}), 4, DriftOf::distance).left_band);
}

TEST_CASE("eight on one side of the centre are a drift inside the band") {
  const std::vector<double> values = {0, 1, 0, 1, 0, 0.6, 0.7, 0.6, 0.6, 0.7, 0.6, 0.8, 0.6};
  const ControlChart chart = control_chart(points(values), 4, DriftOf::difference);
  CHECK_FALSE(chart.left_band);
  CHECK(chart.run_begins == 5);
}

TEST_CASE("too few interviews or no movement give no band, with the reason") {
  CHECK(control_chart(points({1, 2}), 10, DriftOf::distance).reason == "2 interviews: a band needs 3 or more");
  const ControlChart still = control_chart(points({1, 1, 1, 5}), 3, DriftOf::distance);
  CHECK(still.reason == "no movement in the baseline: no band can be made of it");
  CHECK_FALSE(still.left_band);
}
