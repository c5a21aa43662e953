#include "attune/agreement/bland_altman.h"

#include <optional>
#include <string>
#include <vector>

#include "agreement/tables.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

TEST_CASE("a slope of differences on means is tested where differences vary about it, by more than rounding") {
  struct Case {
    std::vector<std::string> rows;
    std::optional<double> slope;
    bool has_test;
  };
  const std::vector<Case> cases = {
      {{"1 1.1", "2 2.2", "3 3.3", "4 4.4", "5 5.5"}, -0.1 / 1.05, false},   // exactly proportional
      {{"0.1 0.2", "0.4 0.5", "0.7 0.8", "1.1 1.2"}, 0.0, false},            // the same difference throughout
      {{"0.1 0.3", "0.2 0.2", "0.3 0.1"}, {}, false},                        // the same mean throughout
      {{"100000.1 100000.2", "100000.4 100000.5", "100000.7 100000.8"}, 0.0, false},
      {{"0 0.1", "100000.1 100000.2", "100000.4 100000.5"}, 0.0, false},     // rounding is that of the largest
      {{"1 2", "2 3", "3 5"}, -8.0 / 19, true},  // means 1.5 2.5 4, differences -1 -1 -2: least squares by hand
      {{"1000000000001 1000000000002", "1000000000002 1000000000003", "1000000000003 1000000000005"}, -8.0 / 19, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Statistic slope = bland_altman(table_of(c.rows), 0, 1).back();
    REQUIRE(slope.name == "bland_altman_proportional_bias");
    CHECK(slope.value.has_value() == c.slope.has_value());
    CHECK(slope.reason == (c.slope ? "" : "no variance"));
    if (c.slope && slope.value) CHECK_THAT(*slope.value, Catch::Matchers::WithinAbs(*c.slope, 1e-9));
    if (c.slope == 0.0) CHECK(slope.value == 0.0);  // and no rest of rounding
    CHECK(slope.p.has_value() == c.has_test);
    CHECK(slope.stat.has_value() == c.has_test);
  }
}
