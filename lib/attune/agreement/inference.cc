#include "attune/agreement/inference.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace attune {
namespace {

constexpr double kUpperTail = 0.025;

/// A standard error that is only what rounding leaves of 0.
double cleaned(double se) { return se < 1e-14 ? 0 : se; }

double normal_quantile() { return boost::math::quantile(boost::math::complement(boost::math::normal(), kUpperTail)); }

}  // namespace

Interval wilson_interval(double successes, double n) {
  const double z = normal_quantile();
  const double share = successes / n;
  const double centre = share + z * z / (2 * n);
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  const double divisor = 1 + z * z / n;
  return {successes == 0 ? 0.0 : (centre - half) / divisor, successes == n ? 1.0 : (centre + half) / divisor};
}

double normal_p(double z) { return 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), std::abs(z))); }

double t_p(double t, double degrees_of_freedom) {
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(degrees_of_freedom), std::abs(t)));
}

Statistic with_t_interval(Statistic statistic, double se, std::size_t n) {
  const double degrees = static_cast<double>(n) - 1;
  const double t = boost::math::quantile(boost::math::complement(boost::math::students_t(degrees), kUpperTail));
  statistic.se = se;
  statistic.ci_low = *statistic.value - t * se;
  statistic.ci_high = std::min(1.0, *statistic.value + t * se);
  statistic.se_method = "gwet_linearised_n-1";
  statistic.method = "gwet_linearised_n-1,t(n-1),cap1";
  if (se > 0) {
    statistic.stat = *statistic.value / se;
    statistic.p = t_p(*statistic.stat, degrees);
    statistic.test_method = "wald_t(n-1)";
  }
  return statistic;
}

Statistic with_normal_interval(Statistic statistic, double se, double se_null) {
  se = cleaned(se);
  se_null = cleaned(se_null);
  const double z = normal_quantile();
  statistic.se = se;
  statistic.ci_low = *statistic.value - z * se;
  statistic.ci_high = *statistic.value + z * se;
  statistic.se_method = "ase_fce";
  statistic.method = "ase_fce,normal";
  if (se_null > 0 || *statistic.value == 0) {
    statistic.stat = *statistic.value == 0 ? 0.0 : *statistic.value / se_null;
    statistic.p = normal_p(*statistic.stat);
    statistic.test_method = "z_null";
  }
  return statistic;
}

}  // namespace attune
