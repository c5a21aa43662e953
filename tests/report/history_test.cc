#include "attune/report/history.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace attune;

namespace {

std::string told(const std::string& action, const std::string& object, const std::string& payload = "{}") {
  return in_plain_words({7, "2026-03-01T09:30:00.000Z", "R1", action, object, "", payload});
}

}  // namespace

TEST_CASE("the log tells in plain words what was done") {
  const std::vector<std::vector<std::string>> rows = {
      {"study made", "", "{}", "made the study"},
      {"brought up to date", "study version 3 to 4", "{}", "brought the file up to date: study version 3 to 4"},
      {"codebooks added", "unresolved@1.0.0", "{}", "added codebooks: unresolved@1.0.0"},
      // How many marks the rules left is not told.
      {"coded", "s01", R"({"records":{"transcript":{"first":1,"last":1},"mark":{"first":1,"last":57}}})", "added s01"},
      {"coded", "s01", R"({"records":{"mark":{"first":58,"last":60}}})", "coded s01"},
      {"ratings", "R1 round 2", R"({"records":{"rating":{"first":4,"last":6,"sha256":"x"}}})", "entered 3 ratings by R1 in round 2"},
      {"ratings", "R1 round 2", "", "entered ratings by R1 in round 2"},
      {"rating taken back", "R1 round 1 s01", "{}", "took back a rating by R1 of s01 in round 1"},
      {"note to a scale", "R1 round 1 s 01", "{}", "wrote a note by R1 on s 01 in round 1"},
      {"marks", "R1 round 1 s01", R"({"records":{"mark":{"first":1,"last":1},"mark_withdrawn":{"first":1,"last":2}}})",
       "marked 1 passage by R1 in s01, round 1; 2 withdrawn"},
      {"marks", "", "{}", "marks: a transcript that is erased"},
      {"proposal", "R1 round 2 s01", "{}", "answered a rule's mark for R1 in round 2, s01"},
      {"submitted", "R1 round 1", R"({"records":{"coding_state":{"first":1,"last":2}}})", "submitted 2 codings of R1 in round 1"},
      {"locked", "R1 round 1", R"({"records":{"coding_state":{"first":1,"last":1}}})", "locked 1 coding of R1 in round 1"},
      {"shown", "R1: report", R"({"records":{"exposure":{"first":1,"last":8}}})", "showed report of 8 interviews to R1"},
      {"assigned", "11 codings", R"({"records":{"assignment":{"first":1,"last":11}}})", "assigned 11 codings"},
      {"consensus", "2 ratings", R"({"records":{"consensus":{"first":1,"last":2}}})", "recorded 2 ratings agreed on"},
      {"something new", "of a later version", R"(["?"])", "something new: of a later version"},
  };
  for (const auto& row : rows) {
    CAPTURE(row[0]);
    CHECK(told(row[0], row[1], row[2]) == row[3]);
  }
}

TEST_CASE("an entry is one line of a page, whatever is in it") {
  CHECK(history_line({7, "2026-03-01T09:30:12.345Z", "R1", "locked", "R1 round 1", "", ""}) ==
        "    7  2026-03-01 09:30  R1: locked codings of R1 in round 1");
  CHECK(history_line({7, "2026-03-01T09:30:12.345Z", "R1", "coded", "\x1b[2J" + std::string(100, 'a'), "", ""}).size() == 80);
  CHECK(history_line({7, "?", "R1", "x", "", "", ""}) == "    7  ?  R1: x");
}
