#include "attune/agreement/alpha.h"

#include "agreement/tables.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr Metric kMetrics[] = {Metric::nominal,     Metric::ordinal,      Metric::interval,    Metric::ratio,
                               Metric::gwet_linear, Metric::gwet_radical, Metric::gwet_ordinal};

}  // namespace

TEST_CASE("alpha without a value says why, and is never a false 1 or 0") {
  struct Case {
    std::vector<std::string> rows;
    std::string nominal, ordinal, ratio;
  };
  const std::vector<Case> cases = {
      {{}, "one rater", "one rater", "one rater"},
      {{"1", "2"}, "one rater", "one rater", "one rater"},
      {{"1 -", "- 2"}, "no unit has two ratings", "no unit has two ratings", "no unit has two ratings"},
      {{"F F", "F F"}, "no variation", "no order", "no order"},
      {{"5 5", "5 5", "3 -"}, "no variation", "no variation", "no variation"},
      {{"-1 2", "2 2"}, "", "", "negative values"},
      {{"1 2"}, "", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Table table = table_of(c.rows);
    CHECK(krippendorff_alpha(table, Metric::nominal).reason == c.nominal);
    CHECK(krippendorff_alpha(table, Metric::ordinal).reason == c.ordinal);
    CHECK(krippendorff_alpha(table, Metric::ratio).reason == c.ratio);
  }
}

TEST_CASE("ordered text has an ordinal alpha, but no distances to subtract") {
  const TableOptions options{.level = {}, .order = {"low", "mid", "high"}, .categories = {}, .file = ""};
  const Table table = table_of({"low low", "mid high", "high high"}, options);
  CHECK(krippendorff_alpha(table, Metric::ordinal).value);
  CHECK(krippendorff_alpha(table, Metric::interval).reason == "categories are not numbers");
  CHECK(krippendorff_alpha(table, Metric::gwet_linear).value);
}

TEST_CASE("one unit has an alpha but no standard error") {
  const Statistic statistic = krippendorff_alpha(table_of({"F Ds F"}), Metric::nominal);
  CHECK(*statistic.value == Approx(0).margin(1e-15));
  CHECK_FALSE(statistic.se);
  CHECK_FALSE(statistic.ci_high);
}

TEST_CASE("the order of raters and of units does not change a bit of alpha") {
  for (const std::string dataset : {"nm_hayes_krippendorff2007", "sc_aai_4r_120_missing", "rt_pauses_3r_30"}) {
    const Table table = reference_table(dataset, {});
    for (Metric metric : kMetrics) {
      CAPTURE(dataset, metric_name(metric));
      CHECK(krippendorff_alpha(table, metric) == krippendorff_alpha(reversed(table), metric));
    }
  }
}

TEST_CASE("alpha at interval level does not depend on unit or origin of the scale") {
  const Table table = reference_table("sc_aai_3r_60", {});
  Table moved = table;
  for (double& number : moved.numbers) number = 1e6 + 10 * number;
  CHECK_THAT(*krippendorff_alpha(moved, Metric::interval).value,
             Catch::Matchers::WithinAbs(*krippendorff_alpha(table, Metric::interval).value, 1e-12));
}

TEST_CASE("only the order of values matters to ordinal alpha") {
  const Table table = reference_table("nm_hayes_krippendorff2007", {});
  Table stretched = table;
  for (double& number : stretched.numbers) number = number * number * number;
  CHECK(krippendorff_alpha(stretched, Metric::ordinal) == krippendorff_alpha(table, Metric::ordinal));
}
