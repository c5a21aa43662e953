#include "attune/sampling/draws.h"

#include <cmath>
#include <numeric>

#include "catch.h"

using namespace attune;

TEST_CASE("a seed gives the same draws every time and everywhere") {
  Draws draws(1);
  std::vector<std::uint64_t> drawn;
  for (int i = 0; i < 12; ++i) drawn.push_back(draws.below(6));
  CHECK(drawn == std::vector<std::uint64_t>{0, 0, 2, 0, 2, 5, 2, 0, 3, 3, 0, 3});
}

TEST_CASE("another seed gives other draws") {
  Draws one(1);
  Draws two(2);
  CHECK(one.below(1'000'000'000) != two.below(1'000'000'000));
}

TEST_CASE("a resample has as many draws as there are things") {
  const std::vector<std::vector<std::uint32_t>> cases = {
      {}, {0}, {1}, {3, 0, 4}, {1, 1, 1, 1, 1}, {50'000, 1, 30'000}, {0, 1000, 0}};
  Draws draws(7);
  for (const std::vector<std::uint32_t>& sizes : cases) {
    const std::vector<std::uint32_t> counts = draws.resample(sizes);
    REQUIRE(counts.size() == sizes.size());
    CHECK(std::accumulate(counts.begin(), counts.end(), 0U) == std::accumulate(sizes.begin(), sizes.end(), 0U));
    for (std::size_t kind = 0; kind < sizes.size(); ++kind)
      if (sizes[kind] == 0) CHECK(counts[kind] == 0);
  }
}

TEST_CASE("both ways of resampling draw each kind as often as it deserves") {
  // The first is drawn thing by thing, the second kind by kind. 4000 resamples: the mean count lies within four
  // standard errors of the size.
  const std::vector<std::vector<std::uint32_t>> cases = {{6, 3, 1}, {600, 300, 100}};
  Draws draws(11);
  for (const std::vector<std::uint32_t>& sizes : cases) {
    constexpr int kResamples = 4000;
    std::vector<double> sums(sizes.size(), 0.0);
    for (int i = 0; i < kResamples; ++i) {
      const std::vector<std::uint32_t> counts = draws.resample(sizes);
      for (std::size_t kind = 0; kind < sizes.size(); ++kind) sums[kind] += counts[kind];
    }
    for (std::size_t kind = 0; kind < sizes.size(); ++kind) {
      const double standard_error = std::sqrt(sizes[kind] / static_cast<double>(kResamples));
      CHECK_THAT(sums[kind] / kResamples, Catch::Matchers::WithinAbs(sizes[kind], 4 * standard_error));
    }
  }
}
