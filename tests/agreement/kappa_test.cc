#include "attune/agreement/kappa.h"

#include "agreement/tables.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

TEST_CASE("kappa without a value says why, and is never a false 1 or 0") {
  struct Case {
    std::vector<std::string> rows;
    std::string unweighted, linear;
  };
  const std::vector<Case> cases = {
      {{"F F", "F F"}, "no variation", "no order"},
      {{"5 5", "5 5"}, "no variation", "no variation"},
      {{"5 -", "- 6"}, "no unit rated by both", "no unit rated by both"},
      {{"F Ds", "F F"}, "", "no order"},
      {{"5 6"}, "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Table table = table_of(c.rows);
    CHECK(cohen_kappa(table, 0, 1, Weights::unweighted, Spacing::value).reason == c.unweighted);
    CHECK(cohen_kappa(table, 0, 1, Weights::linear, Spacing::value).reason == c.linear);
  }
}

TEST_CASE("kappa is tested where it can vary: not of one unit, nor where 0 is the only value that chance allows") {
  struct Case {
    std::vector<std::string> rows;
    bool has_interval, has_test;
  };
  const std::vector<Case> cases = {
      {{"5 6"}, false, false},
      {{"F Ds", "- F"}, false, false},         // one unit rated by both
      {{"a a", "a b", "a a"}, true, false},    // one rater always said the same: 0 over 0
      {{"a a", "b b", "a b"}, true, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Statistic kappa = cohen_kappa(table_of(c.rows), 0, 1, Weights::unweighted, Spacing::value);
    CHECK(kappa.value);
    CHECK(kappa.se.has_value() == c.has_interval);
    CHECK(kappa.ci_low.has_value() == c.has_interval);
    CHECK(kappa.method.empty() != c.has_interval);
    CHECK(kappa.stat.has_value() == c.has_test);
    CHECK(kappa.p.has_value() == c.has_test);
    CHECK(kappa.test_method.empty() != c.has_test);
  }
}

TEST_CASE("under level nominal numbers have no order either") {
  const Table table = table_of({"1 2", "2 2"}, {.level = Level::nominal, .order = {}, .categories = {}, .file = ""});
  CHECK(cohen_kappa(table, 0, 1, Weights::quadratic, Spacing::value).reason == "no order");
  CHECK(cohen_kappa(table, 0, 1, Weights::unweighted, Spacing::value).value == 0.0);
}

TEST_CASE("the order of two raters does not change kappa") {
  const Table table = reference_table("sc_floor_2r_60", {});
  for (Weights weights : {Weights::unweighted, Weights::linear, Weights::quadratic}) {
    const Statistic one = cohen_kappa(table, 0, 1, weights, Spacing::value);
    const Statistic other = cohen_kappa(table, 1, 0, weights, Spacing::value);
    CHECK_THAT(*one.value, Catch::Matchers::WithinAbs(*other.value, 1e-14));
    CHECK_THAT(*one.se, Catch::Matchers::WithinAbs(*other.se, 1e-14));
  }
}

TEST_CASE("every pair of more than two raters is named") {
  const std::vector<Statistic> pairs =
      cohen_kappas(table_of({"a a b", "b b b", "a b -"}), Weights::unweighted, Spacing::value);
  REQUIRE(pairs.size() == 3);
  CHECK(to_string(pairs[0].options) == "weights=unweighted;raters=r1:r2");
  CHECK(to_string(pairs[1].options) == "weights=unweighted;raters=r1:r3");
  CHECK(to_string(pairs[2].options) == "weights=unweighted;raters=r2:r3");
  CHECK(*pairs[0].value == Approx(0.4));
  CHECK(*pairs[1].value == 0.0);
}

TEST_CASE("declared steps count where categories stand at their index") {
  // a and c are two steps apart although nobody used b.
  const TableOptions options{.level = {}, .order = {"a", "b", "c", "d"}, .categories = {}, .file = ""};
  const Table table = table_of({"a a", "a c", "c c", "c d", "d d"}, options);
  CHECK(*cohen_kappa(table, 0, 1, Weights::linear, Spacing::index).value == Approx(1 - 0.6 / 1.32));
}
