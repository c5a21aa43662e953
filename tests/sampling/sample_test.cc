#include "attune/sampling/sample.h"

#include <algorithm>
#include <vector>

#include "attune/sampling/draws.h"
#include "catch.h"

using namespace attune;

TEST_CASE("equal values share the mean of their ranks") {
  CHECK(midranks({}).empty());
  CHECK(midranks({3, 1, 3, 2, 3}) == std::vector<double>{4, 1, 4, 2, 4});
}

TEST_CASE("a percentile is a value of the sample, and never beyond its ends") {
  const std::vector<double> sorted = {1, 2, 3, 4};
  CHECK(percentile(sorted, 0) == 1);
  CHECK(percentile(sorted, 0.25) == 1);
  CHECK(percentile(sorted, 0.26) == 2);
  CHECK(percentile(sorted, 1) == 4);
}

TEST_CASE("what does not vary has no correlation") {
  CHECK(correlation({1, 2, 3}, {2, 4, 6}) == 1);
  CHECK(correlation({1, 2, 3}, {3, 2, 1}) == -1);
  CHECK_FALSE(correlation({1, 1, 1}, {1, 2, 3}));
  // Thirty thirds add up to less than ten: rounding is no variance.
  CHECK(squares_of(std::vector<double>(30, 1.0 / 3)) == 0);
}

TEST_CASE("a shuffled list has the same things, in an order that is the seed's") {
  std::vector<int> things = {1, 2, 3, 4, 5, 6, 7, 8};
  std::vector<int> again = things;
  const std::vector<int> before = things;
  Draws draws(7);
  Draws same(7);
  shuffle(things, draws);
  shuffle(again, same);
  CHECK(things == again);
  CHECK(things != before);
  std::ranges::sort(things);
  CHECK(things == before);
}
