#include "attune/measures/spread.h"

#include <vector>

#include "catch.h"

using namespace attune;

TEST_CASE("five numbers as R gives them, and nothing of nothing") {
  // R: quantile(c(7, 1, 4, 2))
  CHECK(spread_of({7, 1, 4, 2}) == Spread{4, 1, 1.75, 3, 4.75, 7});
  CHECK(spread_of({3}) == Spread{1, 3, 3, 3, 3, 3});
  CHECK_FALSE(spread_of({}));
}

TEST_CASE("Spearman's rank correlation, with ties, and no value where there is none") {
  // R: cor(c(106,100,86,101,99,103,97,113,112,110), c(7,27,2,50,28,29,20,12,6,17), method = "spearman")
  const std::vector<double> a = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110}, b = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
  CHECK_THAT(rank_correlation(a, b).value(), Catch::Matchers::WithinAbs(-29.0 / 165, 1e-12));
  // R: cor(c(1,2,2,3), c(1,2,3,4), method = "spearman")
  CHECK_THAT(rank_correlation(std::vector<double>{1, 2, 2, 3}, std::vector<double>{1, 2, 3, 4}).value(), Catch::Matchers::WithinAbs(0.9486832980505138, 1e-12));
  CHECK_FALSE(rank_correlation(std::vector<double>{1, 2}, std::vector<double>{1, 2}));
  CHECK_FALSE(rank_correlation(std::vector<double>{1, 1, 1}, std::vector<double>{1, 2, 3}));
}
