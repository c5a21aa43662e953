#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "agreement/tables.h"
#include "attune/agreement/alpha.h"
#include "attune/agreement/coefficient_bootstrap.h"
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

TEST_CASE("which category was met first does not decide what is drawn") {
  const std::vector<std::string> rows = {"Ds U F", "U Ds U", "U U U", "F F -", "E E F", "Ds Ds Ds", "F F F", "E U E"};
  const Table table = table_of(rows);
  for (bool clustered : {false, true}) {
    // Units and raters the other way round from the beginning, so that categories are met in another order.
    std::vector<std::string> others;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
      std::vector<std::string> cells;
      std::istringstream words(*row);
      for (std::string word; words >> word;) cells.push_back(word);
      others.push_back(cells[2] + " " + cells[1] + " " + cells[0]);
    }
    Table one = table, other = table_of(others);
    REQUIRE(one.categories != other.categories);
    for (std::uint32_t unit = 0; clustered && unit < 8; ++unit) {
      one.clusters.push_back(unit / 2);
      other.clusters.push_back(3 - unit / 2);
    }
    const Resampling resampling{.seed = 1, .resamples = 500, .what = "items"};
    CHECK(bootstrap_alpha(one, kMetrics, resampling) == bootstrap_alpha(other, kMetrics, resampling));
    const std::vector<Statistic> of_one = bootstrap_coefficients(one, resampling), of_other = bootstrap_coefficients(other, resampling);
    REQUIRE(of_one.size() == of_other.size());
    for (std::size_t i = 0; i < of_one.size(); ++i) {
      CHECK(of_one[i].ci_low == of_other[i].ci_low);
      CHECK(of_one[i].ci_high == of_other[i].ci_high);
    }
  }
}

TEST_CASE("an order that was given is the order of what is drawn") {
  // By name it would be high, low, mid.
  TableOptions options;
  options.order = {"low", "mid", "high"};
  const Table words = table_of({"low low", "mid high", "high high", "low mid", "mid mid", "high mid"}, options);
  const Table numbers = table_of({"1 1", "2 3", "3 3", "1 2", "2 2", "3 2"});
  const Resampling resampling{.seed = 1, .resamples = 500, .what = "items"};
  constexpr Metric kOrdinal[] = {Metric::ordinal};
  CHECK(bootstrap_alpha(words, kOrdinal, resampling) == bootstrap_alpha(numbers, kOrdinal, resampling));
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

TEST_CASE("KALPHA's bootstrap draws deviations, 25 for each cell of the coincidences or half of all") {
  // Units aa aa ab: coincidences aa 4, ab 1, ba 1 of six ratings, (m - 1) n / 2 = 3 draws. Disagreement is drawn with
  // 1/3, expected is 1/3: alphas are 1, 0, -1 and -1 (cut off) with 8/27, 12/27, 6/27 and 1/27. But only one category
  // was ever matched, so that 1 is 0.
  const Table table = table_of({"a a", "a a", "b a"});
  constexpr Metric kNominal[] = {Metric::nominal};
  const Resampling resampling{.seed = 3, .resamples = 10'000, .what = "items"};
  const std::vector<Statistic> results = bootstrap_alpha_deviations(table, kNominal, resampling);
  REQUIRE(results.size() == 7);
  CHECK(results[0].name == "krippendorff_alpha_bootstrap");
  CHECK(to_string(results[0].options) == "metric=nominal;method=krippendorff;B=10000");
  CHECK(results[0].method == "KALPHA, 10000 resamples of deviations, seed 3");
  CHECK(results[0].value == 0.0);
  CHECK(results[0].ci_low == -1.0);
  CHECK(results[0].ci_high == 0.0);
  CHECK_THAT(*results[0].se, Catch::Matchers::WithinAbs(0.438, 0.01));  // of -1 with 7/27, else 0
  CHECK(to_string(results[6].options) == "metric=nominal;least=0.5;method=krippendorff;B=10000");
  CHECK(results[6].value == 1.0);
  CHECK(results == bootstrap_alpha_deviations(reversed(table), kNominal, resampling));
}

TEST_CASE("KALPHA's bootstrap of ratings that all agree has one value; without variation it has none") {
  constexpr Metric kNominal[] = {Metric::nominal};
  const Resampling resampling{.seed = 1, .resamples = 1000, .what = "items"};
  // Six coincidences of two categories: of three draws, (1/3)^3 + (2/3)^3 are expected to be of one only, with alpha 0.
  const std::vector<Statistic> same = bootstrap_alpha_deviations(table_of({"a a", "b b", "b b"}), kNominal, resampling);
  CHECK(same[0].value == 1.0);
  CHECK(same[0].ci_high == 1.0);
  CHECK(same[1].value == 0.333);
  const std::vector<Statistic> none = bootstrap_alpha_deviations(table_of({"a a", "a a"}), kNominal, resampling);
  REQUIRE(none.size() == 1);
  CHECK(none[0].reason == "no variation");
}
