#include "attune/agreement/gate.h"

#include "catch.h"

using namespace attune;

namespace {

Statistic alpha(std::string metric, double value, double ci_low) {
  Statistic statistic;
  statistic.name = "krippendorff_alpha";
  statistic.options = {{"metric", std::move(metric)}};
  statistic.value = value;
  statistic.ci_low = ci_low;
  return statistic;
}

}  // namespace

TEST_CASE("a gate is read, or refused whole") {
  CHECK(parse_gate("krippendorff_alpha[metric=interval].ci_low=0.6") ==
        Gate{"krippendorff_alpha", {{"metric", "interval"}}, "ci_low", 0.6});
  CHECK(parse_gate("icc[form=ICC(A,1);estimator=anova].value=.5") ==
        Gate{"icc", {{"form", "ICC(A,1)"}, {"estimator", "anova"}}, "value", 0.5});
  CHECK(parse_gate("cohen_kappa.value=-1") == Gate{"cohen_kappa", {}, "value", -1});
  for (const char* text : {"", "cohen_kappa", "cohen_kappa=0.6", "cohen_kappa.kappa=0.6", "cohen_kappa.value=high",
                           "x[y].value=1", "x[=y].value=1", "x[y=z.value=1", ".value=1"})
    CHECK(parse_gate(text) == std::nullopt);
}

TEST_CASE("every statistic a gate is about must pass it") {
  Statistic outside = without_value("icc", {{"form", "ICC(A,k)"}}, "");
  outside.value = 18;
  outside.p = 0.2;
  Statistic below = without_value("cronbach_alpha", {}, "");
  below.value = -2.5;
  const std::vector<Statistic> statistics = {alpha("nominal", 0.4, 0.2), alpha("interval", 0.8, 0.7),
                                             without_value("cohen_kappa", {{"weights", "linear"}}, "no order"), outside, below};
  struct Case {
    std::string gate;
    std::size_t matching;
    std::vector<std::string> failures;
  };
  const std::vector<Case> cases = {
      {"krippendorff_alpha[metric=interval].ci_low=0.7", 1, {}},
      {"krippendorff_alpha.ci_low=0.6", 2, {"krippendorff_alpha[metric=nominal].ci_low is 0.2, below 0.6"}},
      {"cohen_kappa.value=0", 1, {"cohen_kappa[weights=linear].value has no value (no order)"}},
      {"krippendorff_alpha[metric=interval].p=0", 1, {"krippendorff_alpha[metric=interval].p has no value"}},
      {"icc.value=0.6", 1, {"icc[form=ICC(A,k)].value is of a value outside -1 to 1 (18), which is no number to go by"}},
      {"icc.p=0", 1, {"icc[form=ICC(A,k)].p is of a value outside -1 to 1 (18), which is no number to go by"}},
      {"icc.ci_low=0", 1, {"icc[form=ICC(A,k)].ci_low has no value"}},
      {"cronbach_alpha.value=-3", 1, {"cronbach_alpha[].value is of a value outside -1 to 1 (-2.5), which is no number to go by"}},
      {"lin_ccc.value=0", 0, {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.gate);
    const GateResult result = check_gate(parse_gate(c.gate).value(), statistics);
    CHECK(result.matching == c.matching);
    CHECK(result.failures == c.failures);
  }
}
