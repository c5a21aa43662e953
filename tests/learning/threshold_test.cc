#include "attune/learning/threshold.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "attune/learning/learn.h"
#include "catch.h"

using namespace attune;

namespace {

using Scored = std::vector<std::pair<double, bool>>;

double f1_at(const Scored& scored, double threshold) {
  int hits = 0, marks = 0, labelled = 0;
  for (const auto& [value, label] : scored) {
    marks += value >= threshold;
    hits += value >= threshold && label;
    labelled += label;
  }
  return 2.0 * hits / (marks + labelled);
}

/// Every threshold tried on every score.
Threshold tried(const Scored& scored) {
  Threshold best;
  for (const auto& [value, label] : scored) {
    const double threshold = threshold_below(value);
    if (!label || threshold <= 0) continue;
    if (const double f1 = f1_at(scored, threshold); f1 > best.f1) best = {threshold, f1};
  }
  return best;
}

}  // namespace

TEST_CASE("the best threshold is the one that trying each would find, the first of equal ones") {
  const std::vector<Scored> cases = {
      {},
      {{1, false}, {2, false}},
      {{0, true}, {-1, true}},  // none above 0
      {{1, true}, {2, false}, {3, true}},
      {{3, true}, {2, false}, {2, false}, {1, true}},  // .667 and .667
      {{1, true}, {2, false}, {2, false}, {3, true}},
      {{0.1 + 0.7, true}, {0.8, false}, {0.8, true}},  // one sum, but for rounding
  };
  for (const Scored& scored : cases) CHECK(best_threshold(scored) == tried(scored));
  std::uint32_t state = 3;
  const auto next = [&](std::uint32_t below) { return ((state = state * 1664525 + 1013904223) >> 8) % below; };
  for (int round = 0; round < 200; ++round) {
    Scored scored;
    for (std::uint32_t i = next(40) + 1; i > 0; --i) scored.emplace_back((static_cast<int>(next(30)) - 5) / 10.0, next(3) == 0);
    CAPTURE(round);
    CHECK(best_threshold(scored) == tried(scored));
  }
}

TEST_CASE("of hundreds of thousands of scores the threshold is found without trying each on each") {
  Scored scored;
  for (int i = 0; i < 400'000; ++i) scored.emplace_back(i / 1000.0, i >= 200'000);
  CHECK(best_threshold(scored) == Threshold{threshold_below(200.0), 1.0});
}
