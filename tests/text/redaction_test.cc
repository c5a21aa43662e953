#include "attune/text/redaction.h"

#include <string>
#include <vector>

#include "attune/text/unicode.h"
#include "catch.h"

using namespace attune;

namespace {

const std::string kText = "Zo\u00EB met Anna in Leeds.";
const std::vector<Replacement> kReplacements = {{{0, 4}, "{{Person 1}}"}, {{9, 13}, "A"}, {{17, 22}, "{{City 1}}"}};

}  // namespace

TEST_CASE("replaced passages and the map that leads there and back") {
  CHECK(replaced(kText, kReplacements) == "{{Person 1}} met A in {{City 1}}.");
  CHECK(replaced(kText, {}) == kText);
  const OffsetMap map = offset_map(kText, kReplacements);
  CHECK(map == OffsetMap{{{0, 3}, {0, 12}}, {{8, 12}, {17, 18}}, {{16, 21}, {22, 32}}});
  CHECK(offset_map_csv(map) == "start,end,new_start,new_end\n0,3,0,12\n8,12,17,18\n16,21,22,32\n");
}

TEST_CASE("places move with the text, and back to where they were unless a replacement cut them") {
  const OffsetMap map = offset_map(kText, kReplacements);
  struct Row {
    Span before, after, back;
  };
  const Row rows[] = {
      {{4, 7}, {13, 16}, {4, 7}},      // "met"
      {{0, 3}, {0, 12}, {0, 3}},       // "Zoë"
      {{4, 12}, {13, 18}, {4, 12}},    // "met Anna"
      {{1, 2}, {0, 12}, {0, 3}},       // within a name: all of it
      {{10, 18}, {17, 32}, {8, 21}},   // "na in Le"
      {{21, 22}, {32, 33}, {21, 22}},  // "."
      {{0, 22}, {0, 33}, {0, 22}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before.begin, row.before.end);
    CHECK(moved(row.before, map) == row.after);
    CHECK(moved(row.after, reversed(map)) == row.back);
  }
  CHECK(moved({3, 5}, {}) == Span{3, 5});
}
