#include "agreement/tables.h"
#include "attune/agreement/alpha.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr Metric kMetrics[] = {Metric::nominal, Metric::ordinal, Metric::interval};

}  // namespace

TEST_CASE("a bootstrap is named, and its record says seed, number of resamples and how many had no alpha") {
  const Table table = table_of({"a a", "a a", "b a"});
  const std::vector<Statistic> results =
      bootstrap_alpha(table, kMetrics, {.seed = 3, .resamples = 1000, .what = "items"});
  // Without the third unit nothing varies, so there is no acceleration and no BCa interval.
  REQUIRE(results.size() == 3);
  CHECK(results[0].name == "bootstrap");
  CHECK(to_string(results[0].options) ==
        "of=krippendorff_alpha;metric=nominal;resample=items;undefined=dropped;B=1000");
  // Only the third unit varies: (2/3)^3 = .296 of the resamples are without it.
  CHECK(results[0].method == "percentile of 1000 resamples of items, seed 3, 297 undefined");
  CHECK(results[1].reason == "no order");
  CHECK_FALSE(results[1].value);
}

TEST_CASE("a seed decides the bootstrap, and the order of raters and units does not") {
  const Table table = reference_table("sc_aai_4r_120_missing", {});
  const Resampling resampling{.seed = 5, .resamples = 500, .what = "items"};
  const std::vector<Statistic> once = bootstrap_alpha(table, kMetrics, resampling);
  CHECK(once == bootstrap_alpha(table, kMetrics, resampling));
  CHECK(once == bootstrap_alpha(reversed(table), kMetrics, resampling));
  CHECK(once != bootstrap_alpha(table, kMetrics, {.seed = 6, .resamples = 500, .what = "items"}));
}

TEST_CASE("clusters are drawn whole") {
  // Each cluster repeats one unit ten times: the interval must be that of the twelve units, not of 120.
  const Table units = reference_table("nm_gwet_raw4raters", {});
  Table repeated = units;
  for (std::uint32_t unit = 0; unit < units.units.size(); ++unit) {
    repeated.clusters.push_back(unit);
    for (int copy = 1; copy < 10; ++copy) {
      repeated.units.push_back(units.units[unit] + "." + std::to_string(copy));
    }
  }
  for (int copy = 1; copy < 10; ++copy)
    for (std::uint32_t unit = 0; unit < units.units.size(); ++unit) {
      repeated.clusters.push_back(unit);
      for (std::size_t rater = 0; rater < units.raters.size(); ++rater)
        repeated.cells.push_back(units.cell(unit, rater));
    }
  const auto width = [](const Statistic& statistic) { return *statistic.ci_high - *statistic.ci_low; };
  const Resampling by_cluster{.seed = 1, .resamples = 4000, .what = "clusters"};
  const std::vector<Statistic> clustered = bootstrap_alpha(repeated, kMetrics, by_cluster);
  const std::vector<Statistic> plain =
      bootstrap_alpha(units, kMetrics, {.seed = 1, .resamples = 4000, .what = "items"});
  repeated.clusters.clear();
  const std::vector<Statistic> pretended =
      bootstrap_alpha(repeated, kMetrics, {.seed = 1, .resamples = 4000, .what = "items"});
  for (std::size_t i = 0; i < std::size(kMetrics); ++i) {
    CHECK(width(clustered[i]) > 0.8 * width(plain[i]));
    CHECK(width(pretended[i]) < 0.5 * width(plain[i]));
  }
}

TEST_CASE("one cluster cannot be resampled") {
  Table table = table_of({"a a", "a b", "b b"});
  table.clusters = {0, 0, 0};
  CHECK(bootstrap_alpha(table, kMetrics, {.seed = 1, .resamples = 100, .what = "transcripts"})[0].reason ==
        "one of transcripts only");
}
