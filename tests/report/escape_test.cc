#include "attune/report/escape.h"

#include "catch.h"

using namespace attune;

TEST_CASE("what stands on a line of a terminal cannot command it, hide in it or leave it") {
  CHECK(terminal_safe("mum\n\tand\r\ndad") == "mum  and  dad");
  CHECK(terminal_safe("\x1B]0;title\x07 \x1B[2J") == "\\x1b]0;title\\x07 \\x1b[2J");
  CHECK(terminal_safe("\u009B2J \u0085") == "\\x9b2J \\x85");
  CHECK(terminal_safe("\u202Egnp.exe\u202C \u2066x\u2069 \u200Bz\uFEFF") == "\\u202egnp.exe\\u202c \\u2066x\\u2069 \\u200bz\\ufeff");
  CHECK(terminal_safe("\u00E9 \u6BCD \U0001F62D \u05D0") == "\u00E9 \u6BCD \U0001F62D \u05D0");
  CHECK(terminal_safe("caf\xE9.txt \x9B\x31m \xE6\xAF") == "caf\\xe9.txt \\x9b1m \\xe6\\xaf");
}

TEST_CASE("what is too long is cut between characters") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "ab~");
  CHECK(shortened("\u00E9\u00E9\u00E9\u00E9", 3) == "\u00E9\u00E9~");
  CHECK(shortened("\U0001F62D\U0001F62D", 1) == "~");
  CHECK(shortened("a\x1B", 3) == "a\\~");
}
