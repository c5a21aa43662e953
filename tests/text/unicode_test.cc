#include "attune/text/unicode.h"

#include "catch.h"

using namespace attune;

TEST_CASE("folding makes case and the kind of apostrophe the same") {
  CHECK(folded("Don\u2019t STOP") == "don't stop");
  CHECK(folded("\u00C9t\u00E9") == "\u00E9t\u00E9");
}

TEST_CASE("a text begins small, large or with neither") {
  for (const char* small : {"mum", "\u00E9t\u00E9", "\u0438 \u042F", "\u03C3"}) CHECK(begins_small(small));
  for (const char* other : {"Mum", "\u00C9t\u00E9", "\u042F", "\u05D0\u05DE\u05D0", "\u5988", "1a", " a", ""}) CHECK(!begins_small(other));
}

TEST_CASE("spellings of a name that differ by typing only fold to one") {
  for (const char* spelling : {"R1", "r1", " R 1\t", "R\u00A01", "\uFF32\uFF11", "R\u200B1", "R1\uFEFF"}) CHECK(folded_spelling(spelling) == "r1");
  for (const char* other : {"R2", "R-1", "R11", ""}) CHECK(folded_spelling(other) != "r1");
  CHECK(folded_spelling("\xFF").empty());
}

TEST_CASE("the first byte that is not UTF-8 is found") {
  CHECK(find_invalid_utf8("caf\xC3\xA9") == std::nullopt);
  CHECK(find_invalid_utf8("caf\xE9!") == 3);
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);  // a surrogate is not a character
}

TEST_CASE("UTF-16 and Windows-1252 are decoded, and a lone surrogate refused") {
  CHECK(utf8_from_utf16(std::string_view("h\0i\0", 4), false) == "hi");
  CHECK(utf8_from_utf16(std::string_view("\xD8\x3D\xDE\x00", 4), true) == "\U0001F600");
  CHECK(utf8_from_utf16(std::string_view("\xD8\x3D", 2), true) == std::nullopt);
  CHECK(utf8_from_windows_1252("\x93ok\x94 \x85") == "\u201Cok\u201D \u2026");
}
