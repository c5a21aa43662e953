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

TEST_CASE("a map written as a table is read again, and nothing else is") {
  const OffsetMap map = offset_map(kText, kReplacements);
  CHECK(parse_offset_map(offset_map_csv(map)) == map);
  CHECK(parse_offset_map(offset_map_csv({})) == OffsetMap{});
  for (const char* wrong : {"", "start,end\n", "start,end,new_start,new_end\n1,2,3\n", "start,end,new_start,new_end\n0,3,0,12", "start,end,new_start,new_end\n5,8,5,9\n0,3,0,12\n",
                            "start,end,new_start,new_end\n3,1,0,12\n", "start,end,new_start,new_end\n-3,1,0,12\n"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_offset_map(wrong).has_value());
  }
}

TEST_CASE("a passage moves with its turn where what stands between turns is written otherwise") {
  const std::string before = "@Begin\n*S01:\tI met Zo\u00EB.\n%com:\tZo\u00EB waves\n*INV:\tOh.\n", after = "I met {{Person 1}}.\nOh.\n";
  const auto at = [](const std::string& text, const std::string& words) { return Span{static_cast<std::uint32_t>(text.find(words)), static_cast<std::uint32_t>(text.find(words) + words.size())}; };
  const std::vector<Replacement> replacements = {{at(before, "Zo\u00EB"), "{{Person 1}}"}};
  const OffsetMap map = offset_map({before, after, {at(before, "I met Zo\u00EB."), at(before, "Oh.")}, {at(after, "I met {{Person 1}}."), at(after, "Oh.")}, replacements});
  const auto points = [](const std::string& text, Span span) {
    return Span{static_cast<std::uint32_t>(count_code_points(text.substr(0, span.begin))), static_cast<std::uint32_t>(count_code_points(text.substr(0, span.end)))};
  };
  for (const auto& [old_words, new_words] : std::vector<std::pair<std::string, std::string>>{{"met", "met"}, {"Zo\u00EB", "{{Person 1}}"}, {"I met Zo\u00EB.", "I met {{Person 1}}."}, {"Oh.", "Oh."}}) {
    CAPTURE(old_words);
    const Span moved_to = moved(points(before, at(before, old_words)), map);
    CHECK(moved_to == points(after, at(after, new_words)));
    CHECK(moved(moved_to, reversed(map)) == points(before, at(before, old_words)));
  }
}

TEST_CASE("two steps are one map: where neither cut a passage it ends where both lead it, else all that was replaced") {
  struct Row {
    OffsetMap first, second, both;
  };
  const Row rows[] = {
      {{}, {}, {}},
      {{{{2, 4}, {2, 9}}}, {}, {{{2, 4}, {2, 9}}}},
      {{{{2, 4}, {2, 9}}}, {{{12, 14}, {12, 13}}}, {{{2, 4}, {2, 9}}, {{7, 9}, {12, 13}}}},
      {{{{8, 9}, {8, 8}}}, {{{2, 4}, {2, 9}}}, {{{2, 4}, {2, 9}}, {{8, 9}, {13, 13}}}},
      {{{{2, 4}, {2, 9}}}, {{{5, 12}, {5, 6}}}, {{{2, 7}, {2, 6}}}},                       // they overlap
      {{{{5, 8}, {5, 6}}}, {{{3, 9}, {3, 20}}}, {{{3, 11}, {3, 20}}}},                     // a break within a name
      {{{{5, 8}, {5, 5}}}, {{{5, 7}, {5, 20}}}, {{{5, 8}, {5, 5}}, {{8, 10}, {5, 20}}}},   // left out right before one
      {{{{1, 2}, {1, 4}}, {{6, 7}, {8, 8}}}, {{{2, 3}, {2, 5}}, {{7, 9}, {9, 9}}}, {{{1, 2}, {1, 6}}, {{5, 8}, {9, 9}}}},
  };
  for (const Row& row : rows) {
    const OffsetMap both = composed(row.first, row.second);
    CHECK(both == row.both);
    for (std::uint32_t begin = 0; begin < 12; ++begin)
      for (std::uint32_t end = begin + 1; end < 13; ++end) {
        const Span steps = moved(moved({begin, end}, row.first), row.second), at_once = moved({begin, end}, both);
        CHECK((at_once.begin <= steps.begin && steps.end <= at_once.end));
      }
  }
}
