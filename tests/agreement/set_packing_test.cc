#include "attune/agreement/set_packing.h"

#include <algorithm>
#include <random>

#include "catch.h"

using namespace attune;

namespace {

double gain_of(const std::vector<GainfulSet>& sets, const std::vector<std::uint32_t>& chosen) {
  double gain = 0;
  for (std::uint32_t s : chosen) gain += sets[s].gain;
  return gain;
}

bool is_packing(const std::vector<GainfulSet>& sets, const std::vector<std::uint32_t>& chosen) {
  std::vector<std::uint32_t> things;
  for (std::uint32_t s : chosen) things.insert(things.end(), sets[s].things.begin(), sets[s].things.end());
  std::ranges::sort(things);
  return std::ranges::adjacent_find(things) == things.end();
}

/// The best gain, by trying every choice of sets.
double best_by_trying(const std::vector<GainfulSet>& sets) {
  double best = 0;
  for (std::uint32_t choice = 0; choice < (1U << sets.size()); ++choice) {
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t s = 0; s < sets.size(); ++s)
      if ((choice >> s) & 1U) chosen.push_back(s);
    if (is_packing(sets, chosen)) best = std::max(best, gain_of(sets, chosen));
  }
  return best;
}

}  // namespace

TEST_CASE("the best packing is as good as the best of all choices") {
  std::mt19937 bits(11);
  for (int round = 0; round < 300; ++round) {
    std::vector<GainfulSet> sets;
    const std::size_t things = 4 + bits() % 6;
    for (std::size_t s = 0; s < 12; ++s) {
      GainfulSet set;
      for (std::uint32_t thing = 0; thing < things; ++thing)
        if (bits() % 3 == 0 && set.things.size() < 4) set.things.push_back(thing);
      if (set.things.empty()) set.things.push_back(static_cast<std::uint32_t>(bits() % things));
      set.gain = 0.1 * static_cast<double>(1 + bits() % 40);
      sets.push_back(std::move(set));
    }
    CAPTURE(round);
    const std::vector<std::uint32_t> chosen = best_packing(sets, things);
    CHECK(is_packing(sets, chosen));
    CHECK_THAT(gain_of(sets, chosen), Catch::Matchers::WithinAbs(best_by_trying(sets), 1e-9));
  }
}

TEST_CASE("three sets that meet in pairs have a fractional relaxation, and one is chosen") {
  const std::vector<GainfulSet> sets = {{{0, 1}, 1.0}, {{1, 2}, 1.0}, {{0, 2}, 1.1}};
  CHECK(best_packing(sets, 3) == std::vector<std::uint32_t>{2});
  CHECK(best_packing({}, 0).empty());
}
