// Intervals and tests that several statistics share. All intervals are 95 %.
#pragma once

#include <cstddef>
#include <string>

#include "attune/agreement/statistic.h"

namespace attune {

struct Interval {
  double low = 0;
  double high = 0;
};

/// Wilson's (1927) score interval of a share of `successes` in `n`. REQUIRES: n > 0.
[[nodiscard]] Interval wilson_interval(double successes, double n);

/// The standard normal's and t's upper 2.5 % points.
[[nodiscard]] double normal_quantile();
[[nodiscard]] double t_quantile(double degrees_of_freedom);

/// The standard normal's share below `z`, and the point below which `share` of it lies. REQUIRES: 0 < share < 1.
[[nodiscard]] double normal_share(double z);
[[nodiscard]] double normal_quantile_of(double share);

/// Two-sided p of a standard normal and of a t value, from the upper tail, so that small ones keep their digits.
[[nodiscard]] double normal_p(double z);
[[nodiscard]] double t_p(double t, double degrees_of_freedom);

/// Upper tails of chi-squared and F.
[[nodiscard]] double chi_squared_p(double value, double degrees_of_freedom);
[[nodiscard]] double f_p(double value, double numerator, double denominator);

/// The upper 2.5 % point of F.
[[nodiscard]] double f_quantile(double numerator, double denominator);

/// Names of what `with_t_interval` writes.
struct IntervalNames {
  std::string se = "gwet_linearised_n-1";
  std::string interval = "gwet_linearised_n-1,t(n-1),cap1";
  std::string test = "wald_t(n-1)";
};

/// `statistic` with the standard error `se` over `n` units: value +- t(n-1) se, the upper end at most 1, and the Wald
/// test of 0, as irrCAC (Gwet 2014) prints them. A standard error of 0 allows no test. REQUIRES: n > 1.
[[nodiscard]] Statistic with_t_interval(Statistic statistic, double se, std::size_t n, const IntervalNames& names = {});

/// `statistic` with value +- 1.96 se, not clipped, and the test of 0 with `se_null`, the standard error when 0 is
/// true. A `se_null` of 0 allows no test, of a value of 0 neither: 0/0 is no evidence for 0.
[[nodiscard]] Statistic with_normal_interval(Statistic statistic, double se, double se_null);

}  // namespace attune
