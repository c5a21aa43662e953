#include "attune/report/wrap.h"

#include <string>

#include "catch.h"

using namespace attune;

TEST_CASE("text is wrapped between words at eighty columns") {
  const std::string forty(40, 'x');
  CHECK(wrapped("", 2) == "");
  CHECK(wrapped("a b\nc", 2) == "  a b c\n");
  CHECK(wrapped("a\n\nb", 0) == "a\n\nb\n");
  CHECK(wrapped(forty + " " + std::string(39, 'y') + " z", 0) == forty + " " + std::string(39, 'y') + "\nz\n");
  CHECK(wrapped(forty + " " + forty, 1) == " " + forty + "\n " + forty + "\n");
  CHECK(wrapped(std::string(100, 'x') + " y", 1) == " " + std::string(100, 'x') + "\n y\n");
  std::string accents;  // columns are characters, not bytes
  for (int i = 0; i < 78; ++i) accents += "\u00E9";
  CHECK(wrapped(accents + " y", 0) == accents + " y\n");
}
