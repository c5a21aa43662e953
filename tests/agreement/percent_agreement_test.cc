#include "attune/agreement/percent_agreement.h"

#include "agreement/tables.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

TEST_CASE("all-equal agreement has Wilson's interval") {
  // Wilson (1927) as in Agresti & Coull (1998): 8 of 10 gives .490 to .943.
  const Table table = table_of({"a a", "a a", "a a", "a a", "b b", "b b", "b b", "b b", "a b", "b a"});
  const Statistic statistic = percent_agreement_all_equal(table, 0);
  CHECK(statistic.value == 0.8);
  CHECK_THAT(*statistic.ci_low, Catch::Matchers::WithinAbs(0.4902, 5e-5));
  CHECK_THAT(*statistic.ci_high, Catch::Matchers::WithinAbs(0.9433, 5e-5));
  CHECK(statistic.method == "wilson");
}

TEST_CASE("percent agreement without a value says why") {
  struct Case {
    std::vector<std::string> rows;
    std::string all_equal, pairwise, linear;
  };
  const std::vector<Case> cases = {
      {{}, "one rater", "one rater", "one rater"},
      {{"1", "2"}, "one rater", "one rater", "one rater"},
      {{"- -"}, "no unit rated by all raters", "no unit has two ratings", "no order"},
      {{"1 -", "- 2"}, "no unit rated by all raters", "no unit has two ratings", "no unit has two ratings"},
      {{"1 1 -", "- 2 2"}, "no unit rated by all raters", "", ""},
      {{"5 5", "5 5"}, "", "", "no variation"},
      {{"a b"}, "", "", "no order"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Table table = table_of(c.rows);
    CHECK(percent_agreement_all_equal(table, 0).reason == c.all_equal);
    CHECK(percent_agreement_pairwise(table, Weights::unweighted).reason == c.pairwise);
    CHECK(percent_agreement_pairwise(table, Weights::linear).reason == c.linear);
  }
}

TEST_CASE("a tolerance of one step takes in differences of one step") {
  const Table table = table_of({"0.1 0.2", "0.3 0.4", "0.7 0.9"});
  CHECK(*percent_agreement_all_equal(table, 0.1).value == Approx(2.0 / 3));
}

TEST_CASE("one unit has agreement but no standard error") {
  const Statistic statistic = percent_agreement_pairwise(table_of({"a b a"}), Weights::unweighted);
  CHECK(*statistic.value == Approx(1.0 / 3));
  CHECK_FALSE(statistic.se);
  CHECK_FALSE(statistic.ci_low);
  CHECK(statistic.method.empty());
}
