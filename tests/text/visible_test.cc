#include "attune/text/visible.h"

#include "catch.h"

using namespace attune;

TEST_CASE("what could command a terminal is written out, all else stays") {
  CHECK(visible("a\tb\nc") == "a\tb\nc");
  CHECK(visible("\x1B[2J\x07\r\x7F") == "\\x1b[2J\\x07\\x0d\\x7f");
  CHECK(visible("\u009B31m \u202Eabc \u200Bx \uFEFF \u2066") == "\\x9b31m \\u202eabc \\u200bx \\ufeff \\u2066");
  CHECK(visible("caf\u00E9 \u2019 \U0001F600") == "caf\u00E9 \u2019 \U0001F600");
}
