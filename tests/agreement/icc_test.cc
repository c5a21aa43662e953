#include "attune/agreement/icc.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "agreement/tables.h"
#include "attune/agreement/alpha.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

namespace {

/// Values by form; a form without one has its reason.
std::map<std::string, std::string> forms_in(const Table& table, IccEstimator estimator) {
  std::map<std::string, std::string> result;
  for (const Statistic& statistic : icc_forms(table, estimator)) {
    CHECK(statistic.value.has_value() == statistic.reason.empty());
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", statistic.value.value_or(0));
    result[statistic.options.front().second] = statistic.value ? text : statistic.reason;
  }
  return result;
}

using Forms = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("ratings by different numbers of raters: the data of Ebel (1951), as irrNA 0.2.3 has them") {
  const Table table = reference_table("ic_ebel1951", {});
  CHECK(forms_in(table, IccEstimator::ebel) == Forms{{"ICC(1)", "0.165"}, {"ICC(k)", "0.502"}});
}

TEST_CASE("in a complete table REML is the analysis of variance, unless a component would be negative") {
  for (const char* name : {"ic_shrout_fleiss1979", "sc_aai_3r_50_bias"}) {
    const Table table = reference_table(name, {});
    CAPTURE(name);
    CHECK(forms_in(table, IccEstimator::reml) == forms_in(table, IccEstimator::anova));
  }
  // Units differ by less than chance: ANOVA's ICC(C,1) is below 0, REML's is 0.
  const Table alike = table_of({"1 3", "3 1", "2 2", "1 3"});
  CHECK(*icc_forms(alike, IccEstimator::anova)[2].value < -0.5);
  CHECK(icc_forms(alike, IccEstimator::reml)[2].value == 0.0);
}

TEST_CASE("REML knows raters from units whichever there are more of") {
  const Table tall = reference_table("sc_aai_4r_120_missing", {});
  Table wide = tall;
  wide.units = {"a", "b", "c"};
  wide.cells.resize(3 * wide.raters.size());
  CHECK(icc_forms(wide, IccEstimator::reml)[1].value.has_value());
  // The same ratings with two empty units more than raters, so that units are eliminated instead.
  Table padded = wide;
  padded.units = {"a", "b", "c", "d", "e"};
  padded.cells.resize(5 * padded.raters.size(), kMissing);
  const double one = *icc_forms(wide, IccEstimator::reml)[1].value;
  CHECK_THAT(*icc_forms(padded, IccEstimator::reml)[1].value, Catch::Matchers::WithinAbs(one, 1e-6));
}

TEST_CASE("an ICC of all ratings that has no value says why") {
  struct Case {
    std::vector<std::string> rows;
    std::string reml, ebel;
  };
  const std::vector<Case> cases = {
      {{"5 6", "- -"}, "fewer than two units", "fewer than two units"},
      {{"5 -", "- 6"}, "no unit has two ratings", "no unit has two ratings"},
      {{"5 5 -", "- 5 5"}, "no variance", "no variance"},
      {{"1 2 - -", "- - 3 5"}, "no rater has two ratings", ""},
      {{"1 2 3", "2 3 4", "4 5 -"}, "no residual variance", ""},
      {{"a b", "b b"}, "categories are not numbers", "categories are not numbers"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    CHECK(icc_forms(table_of(c.rows), IccEstimator::reml)[1].reason == c.reml);
    CHECK(icc_forms(table_of(c.rows), IccEstimator::ebel)[0].reason == c.ebel);
  }
}

TEST_CASE("the mean of k raters has no lower limit where one rater's is at or below -1/(k-1)") {
  struct Case {
    std::vector<std::string> rows;
    bool has_low, has_high;
    std::string method;
  };
  const std::string no_lower = "F,no lower limit: one rater's is at or below -1/(k-1)";
  const std::vector<Case> cases = {
      {{"8 8.5 8", "7 5.5 7"}, false, true, no_lower},               // of one rater from -.57
      {{"2 3", "4 9", "7 8", "8 2", "5 5"}, false, true, no_lower},  // from -1.29
      {{"1 3", "3 1", "2 2.5"}, false, false, "none: one rater's ICC, or both its limits, are at or below -1/(k-1)"},  // it is -2.67
      {{"9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7"}, true, true, "F"},  // Shrout & Fleiss (1979)
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const std::vector<Statistic> forms = icc_forms(table_of(c.rows));
    const Statistic& single = forms[1];
    const Statistic& average = forms[4];
    CHECK(average.ci_low.has_value() == c.has_low);
    CHECK(average.ci_high.has_value() == c.has_high);
    CHECK(average.method == c.method);
    const double k = 1 + static_cast<double>(std::ranges::count(c.rows.front(), ' '));
    CHECK((*single.ci_low > -1 / (k - 1)) == c.has_low);
    if (average.ci_low) CHECK(*average.ci_low <= *average.value);
    if (average.ci_high) CHECK(*average.value <= *average.ci_high);
  }
  // Their table 4: ICC(2,1) .29 from .02 to .76, ICC(2,4) .62 from .07 to .93.
  const std::vector<Statistic> published = icc_forms(table_of(cases[3].rows));
  CHECK_THAT(*published[4].ci_low, Catch::Matchers::WithinAbs(0.07, 5e-3));
  CHECK_THAT(*published[4].ci_high, Catch::Matchers::WithinAbs(0.93, 5e-3));
}

TEST_CASE("large numbers that differ by little have the agreement of their differences") {
  std::vector<std::string> small = {"1 2", "3 3", "5 4", "2 2", "4 5"};
  std::vector<std::string> large;
  for (const std::string& row : small)
    large.push_back("100000000000" + row.substr(0, 1) + " 100000000000" + row.substr(2));
  for (IccEstimator estimator : {IccEstimator::anova, IccEstimator::reml, IccEstimator::ebel})
    CHECK(forms_in(table_of(large), estimator) == forms_in(table_of(small), estimator));
  CHECK(krippendorff_alpha(table_of(large), Metric::interval) == krippendorff_alpha(table_of(small), Metric::interval));
}

TEST_CASE("variants of an ICC that has no value are left out") {
  struct Case {
    std::vector<std::string> rows;
    std::size_t variants;  // of ICC(A,1) and ICC(A,k)
  };
  const std::vector<Case> cases = {
      {{"0 1", "1 0"}, 0},  // MSR is 0, and so is the denominator of ICC(A,1)
      {{"0 1 2", "1 2 0", "2 0 1"}, 1},
      {{"0 1", "1 0", "0 1", "1 0"}, 1},
      {{"5 5", "5 5"}, 0},
      {{"9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7"}, 2},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const std::vector<Statistic> variants = icc_variants(table_of(c.rows));
    CHECK(std::ranges::count(variants, "icc", &Statistic::name) == static_cast<std::ptrdiff_t>(c.variants));
    CHECK(std::ranges::count(variants, "sem", &Statistic::name) == 2);
  }
}
