#include "attune/text/code_points.h"

#include <string>

#include "attune/text/unicode.h"
#include "catch.h"

using namespace attune;

TEST_CASE("positions go from bytes to code points and back") {
  std::string text;
  for (int i = 0; i < 400; ++i) text += i % 7 == 0 ? "\U0001F600" : i % 3 == 0 ? "\u00E9" : "x";
  const CodePointMap map(text);
  std::uint32_t expected = 0;
  for (std::uint32_t byte = 0; byte <= text.size(); ++byte) {
    if (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80) continue;
    if (map.code_point(byte) != expected || map.byte(expected) != byte) FAIL("byte " << byte);
    ++expected;
  }
  CHECK(expected == count_code_points(text) + 1);
  CHECK(map.byte(10'000) == text.size());
}

TEST_CASE("an empty text has one position") {
  const CodePointMap map("");
  CHECK(map.code_point(0) == 0);
  CHECK(map.byte(0) == 0);
}
