#include "attune/text/numbered_lines.h"

#include <utility>

#include "catch.h"

using namespace attune;

TEST_CASE("lines are numbered as a printed copy numbers them") {
  CHECK(numbered_lines("a\nbc\r\n\nd") == std::vector<Span>{{0, 1}, {2, 4}, {6, 6}, {7, 8}});
  CHECK(numbered_lines("a\n") == std::vector<Span>{{0, 1}});
  CHECK(numbered_lines("").empty());
  const auto lines = numbered_lines("a\nbc\n\nd");
  CHECK(line_number(lines, 0) == 1);
  CHECK(line_number(lines, 3) == 2);
  CHECK(line_number(lines, 5) == 3);
  CHECK(line_number(lines, 6) == 4);
}

TEST_CASE("evidence lines are read as people write them") {
  const std::pair<const char*, const char*> rows[] = {
      {"12-20, 31", "12-20, 31"}, {"12 - 20 ;31", "12-20, 31"}, {"12\u201320 31", "12-20, 31"}, {" 7 ", "7"}, {"7-7", "7"}, {"3,", "3"},
      {"", "none"}, {",", "none"}, {"20-12", "none"}, {"0", "none"}, {"12-", "none"}, {"-3", "none"}, {"p. 4", "none"}, {"12a", "none"},
      {"99999999999999999999", "10000000"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    const auto ranges = parse_line_ranges(text);
    CHECK((ranges ? to_string(*ranges) : "none") == expected);
  }
}
