#include "attune/agreement/rule_statistics.h"

#include "catch.h"

using namespace attune;

namespace {

/// Units as pairs "rules person", 1 for marked.
Table table_of(const std::vector<std::pair<int, int>>& units, std::vector<std::uint32_t> clusters = {}) {
  Table table;
  table.raters = {"book@1.0.0", "R1"};
  table.categories = {"unmarked", "marked"};
  table.units.resize(units.size());
  table.clusters = std::move(clusters);
  for (const auto& [rules, person] : units) {
    table.cells.push_back(rules);
    table.cells.push_back(person);
  }
  return table;
}

const Resampling kResampling{.seed = 1, .resamples = 1000, .what = "transcripts"};

}  // namespace

TEST_CASE("recall, precision and F1 are shares of what the person and the rules marked") {
  const std::vector<Statistic> statistics =
      recall_and_precision(table_of({{1, 1}, {1, 1}, {1, 1}, {1, 0}, {0, 1}, {0, 1}, {0, 0}, {0, 0}}), 0, 1, kResampling);
  REQUIRE(statistics.size() == 3);
  CHECK(statistics[0].name == "recall");
  CHECK(to_string(statistics[0].options) == "rules=book@1.0.0;person=R1");
  CHECK(*statistics[0].value == Approx(3.0 / 5));
  CHECK(*statistics[1].value == Approx(3.0 / 4));
  CHECK(*statistics[2].value == Approx(6.0 / 9));
  CHECK(*statistics[0].ci_low < 0.6);
  CHECK(*statistics[0].ci_high > 0.6);
}

TEST_CASE("whole transcripts are drawn where units lie in them") {
  // Within a transcript all units are alike, so that eight units tell no more than two transcripts do.
  const std::vector<std::pair<int, int>> units = {{1, 1}, {1, 1}, {1, 1}, {1, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}};
  const Statistic clustered = recall_and_precision(table_of(units, {0, 0, 0, 0, 1, 1, 1, 1}), 0, 1, kResampling)[0];
  CHECK(*clustered.value == 0.5);
  CHECK(*clustered.ci_low == 0);
  CHECK(*clustered.ci_high == 1);
  CHECK(clustered.method == "percentile of 1000 resamples of transcripts, seed 1, 0 undefined");
  CHECK(*recall_and_precision(table_of(units), 0, 1, kResampling)[0].ci_low > 0);
}

TEST_CASE("where nobody marked there is no recall, precision or F1, with the reason") {
  const std::vector<Statistic> none = recall_and_precision(table_of({{0, 0}, {0, 0}}), 0, 1, kResampling);
  CHECK(none[0].reason == "the person marked no unit");
  CHECK(none[1].reason == "the rules marked no unit");
  CHECK(none[2].reason == "nobody marked a unit");
  const std::vector<Statistic> one = recall_and_precision(table_of({{1, 1}, {0, 0}}, {0, 0}), 0, 1, kResampling);
  CHECK(*one[0].value == 1);
  CHECK_FALSE(one[0].ci_low);
}
