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

TEST_CASE("pairs of ratings within a tolerance count unit by unit, with missing cells") {
  // 5, 6 and 8: one pair of three within a point; 4 and 4.5; nothing of the unit with one rating.
  const Table table = table_of({"5 6 8", "4 - 4.5", "3 - -"});
  CHECK(*percent_agreement_pairwise_within(table, 1).value == Approx((1.0 / 3 + 1) / 2));
  CHECK(*percent_agreement_pairwise_within(table, 0.5).value == 0.5);
  CHECK(to_string(percent_agreement_pairwise_within(table, 1).options) == "def=pairwise;tol=1;missing=available");
  CHECK(percent_agreement_pairwise_within(table_of({"0.1 0.2", "0.3 0.4"}), 0.1).value == 1.0);
  // Of two raters without gaps it is the share of units, and of no tolerance the unweighted share of pairs.
  const Table two = reference_table("sc_aai_2r_40", {});
  CHECK_THAT(*percent_agreement_pairwise_within(two, 1).value, Catch::Matchers::WithinAbs(*percent_agreement_all_equal(two, 1).value, 1e-12));
  const Table gaps = reference_table("sc_aai_4r_120_missing", {});
  const Statistic pairs = percent_agreement_pairwise(gaps, Weights::unweighted);
  CHECK_THAT(*percent_agreement_pairwise_within(gaps, 0).value, Catch::Matchers::WithinAbs(*pairs.value, 1e-12));
  CHECK_THAT(*percent_agreement_pairwise_within(gaps, 0).se, Catch::Matchers::WithinAbs(*pairs.se, 1e-12));
  for (const auto& [rows, reason] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"1", "2"}, "one rater"}, {{"1 -", "- 2"}, "no unit has two ratings"}, {{"a b"}, "categories are not numbers"}})
    CHECK(percent_agreement_pairwise_within(table_of(rows), 1).reason == reason);
}

TEST_CASE("one unit has agreement but no standard error") {
  const Statistic statistic = percent_agreement_pairwise(table_of({"a b a"}), Weights::unweighted);
  CHECK(*statistic.value == Approx(1.0 / 3));
  CHECK_FALSE(statistic.se);
  CHECK_FALSE(statistic.ci_low);
  CHECK(statistic.method.empty());
}
