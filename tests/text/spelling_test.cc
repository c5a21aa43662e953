#include "attune/text/spelling.h"

#include "catch.h"

using namespace attune;

TEST_CASE("the nearest known name within two slips is offered") {
  CHECK(did_you_mean("polarty", {"title", "polarity"}) == "; did you mean \"polarity\"?");
  CHECK(did_you_mean("tilte", {"title", "polarity"}) == "; did you mean \"title\"?");
  CHECK(did_you_mean("weather", {"title", "polarity"}).empty());
  CHECK(did_you_mean("xy", {"ab", "id"}).empty());  // two slips in two letters is no likeness
  CHECK(did_you_mean("", {"a"}).empty());
  CHECK(did_you_mean("a", {}).empty());
}
