#include "attune/agreement/adjective_table.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catch.h"

using namespace attune;

namespace {

JudgedAdjective judged(const std::string& word, std::optional<Support> support) { return {"mother", word, 1, support.has_value(), support, ""}; }

}  // namespace

TEST_CASE("a word is a unit, a word not probed is a missing cell, and a transcript's words are one cluster") {
  const std::vector<ReadAdjectives> readings = {
      {"s1", "rules", {judged("kind", Support::specific), judged("stern", std::nullopt), judged("kind", Support::none)}},
      {"s2", "rules", {judged("kind", Support::general)}},
      {"s1", "R1", {judged("kind", Support::specific), judged("stern", Support::none), judged("warm", Support::contradicted)}},
      {"s2", "R1", {judged("kind", Support::specific)}},
  };
  const Table table = adjective_table(readings, {});
  CHECK(table.units == std::vector<std::string>{"s1 mother kind", "s1 mother stern", "s2 mother kind", "s1 mother warm"});
  CHECK(table.raters == std::vector<std::string>{"rules", "R1"});
  CHECK(table.categories == std::vector<std::string>{"none", "restated", "general", "specific", "contradicted"});
  CHECK(table.cells == std::vector<std::int32_t>{3, 3, kMissing, 0, 2, 3, kMissing, 4});
  CHECK(table.clusters == std::vector<std::uint32_t>{0, 0, 1, 0});
  CHECK(table.level == Level::nominal);
  CHECK(adjective_table(readings, {{"s1", "family"}, {"s2", "family"}}).clusters == std::vector<std::uint32_t>{0, 0, 0, 0});

  // Of the two words that both judged one is the same.
  const std::vector<Statistic> statistics = adjective_statistics(table, {.seed = 1, .resamples = 100, .what = "transcripts"});
  const auto percent = std::find_if(statistics.begin(), statistics.end(), [](const Statistic& s) { return s.name == "percent_agreement"; });
  REQUIRE(percent != statistics.end());
  CHECK(percent->value == 0.5);
}
