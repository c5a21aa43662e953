#include "attune/agreement/distance.h"

#include <vector>

#include "agreement/tables.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

TEST_CASE("mean distances are those of all pairs of categories, however they are summed up") {
  const Table table = table_of({"1 2", "2.5 4", "7 7", "0.5 9", "4 1"});
  const std::vector<double> shares = {0.3, 0, 0.15, 0.05, 0.25, 0.2, 0.05};
  REQUIRE(table.categories.size() == shares.size());
  for (Weights weights : {Weights::unweighted, Weights::linear, Weights::quadratic, Weights::ordinal, Weights::radical, Weights::ratio})
    for (Spacing spacing : {Spacing::value, Spacing::index}) {
      const Distances distances = distances_of(table, weights, spacing);
      const std::vector<double> means = mean_distances(distances, shares);
      for (std::size_t k = 0; k < shares.size(); ++k) {
        double expected = 0;
        for (std::size_t l = 0; l < shares.size(); ++l) expected += shares[l] * distances(k, l);
        CAPTURE(weights_name(weights), spacing_name(spacing), k);
        CHECK_THAT(means[k], Catch::Matchers::WithinAbs(expected, 1e-12));
      }
    }
}

TEST_CASE("of hundreds of thousands of categories linear and ordinal means are sums along them") {
  constexpr std::size_t kCategories = 300'000;  // pair by pair 90 thousand million distances
  std::vector<double> positions, shares(kCategories, 0.0);
  for (std::size_t k = 0; k < kCategories; ++k) positions.push_back(static_cast<double>(k));
  shares.front() = shares.back() = 0.5;
  const double far = kCategories - 1;
  CHECK_THAT(mean_distances({Weights::linear, positions, {}}, shares)[1000], Catch::Matchers::WithinRel(far / 2, 1e-12));
  CHECK_THAT(mean_distances({Weights::ordinal, positions, {}}, shares).front(), Catch::Matchers::WithinRel(far * (far + 1) / 4, 1e-12));
}
