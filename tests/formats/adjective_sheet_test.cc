#include "attune/formats/adjective_sheet.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace attune;

namespace {

const std::string kHeader = "transcript,figure,place,word,offered,support,lines\n";

std::vector<std::string> problems_in(const std::string& rows) {
  std::vector<std::string> told;
  for (const Problem& problem : parse_adjective_sheet(kHeader + rows, "w.csv", {"s01", "s02"}).problems) told.push_back(to_string(problem));
  return told;
}

}  // namespace

TEST_CASE("a sheet of words comes back as it was written") {
  const std::vector<AdjectiveSheetRow> rows = {
      {"s01", {"mother", "loving", 1, true, Support::specific, "12, 14"}, "9"},
      {"s01", {"mother", "good, mostly", 2, false, std::nullopt, ""}, "9"},
      {"s02", {"father", "strict", 1, true, std::nullopt, ""}, "30"},
  };
  CHECK(adjective_sheet_csv(rows, ',') == kHeader + "s01,mother,1,loving,9,specific,\"12, 14\"\ns01,mother,2,\"good, mostly\",9,not_probed,\ns02,father,1,strict,30,,\n");
  for (const char separator : {',', ';', '\t'}) {
    const ParsedAdjectives parsed = parse_adjective_sheet(adjective_sheet_csv(rows, separator), "w.csv", {"s01", "s02"});
    CHECK(parsed.problems.empty());
    CHECK(parsed.blank_rows == 1);
    REQUIRE(parsed.rows.size() == 2);
    CHECK(parsed.rows[0].judged == rows[0].judged);
    CHECK(parsed.rows[1].judged == rows[1].judged);
  }
}

TEST_CASE("words are folded, and a reading may be taken back") {
  const ParsedAdjectives parsed = parse_adjective_sheet(kHeader + "s01,Mother,1,Loving,,withdrawn,\n", "w.csv", {"s01"});
  REQUIRE(parsed.rows.size() == 1);
  CHECK(parsed.rows[0].judged == JudgedAdjective{"mother", "loving", 1, true, std::nullopt, ""});
}

TEST_CASE("every mistake in a sheet of words is told with its place") {
  using Told = std::vector<std::string>;
  CHECK(problems_in("s01,mother,1,loving,,general,\n") == Told{});
  CHECK(problems_in("s03,mother,1,loving,,general,\n") == Told{"w.csv:2:1: expected the id of a transcript in the study, found \"s03\""});
  CHECK(problems_in("s01,,0,,,great,\n").size() == 4);
  CHECK(problems_in("s01,mother,1,loving,,great,\n") ==
        Told{"w.csv:2:22: expected none, restated, general, specific, contradicted, not_probed or withdrawn, found \"great\""});
  CHECK(problems_in("s01,mother,1,loving,,none,\ns01,mother,2,Loving,,none,\n") == Told{"w.csv:3:14: expected one row a word, found \"Loving\""});
  CHECK_THROWS_WITH(parse_adjective_sheet("transcript,figure,word,support\n", "w.csv", {}), "w.csv:1: expected a column \"place\", found none");
}
