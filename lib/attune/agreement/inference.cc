#include "attune/agreement/inference.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace attune {
namespace {

constexpr double kUpperTail = 0.025;

/// A standard error that is only what rounding leaves of 0.
double cleaned(double se) { return se < 1e-14 ? 0 : se; }

}  // namespace

double normal_quantile() { return boost::math::quantile(boost::math::complement(boost::math::normal(), kUpperTail)); }

double normal_share(double z) { return boost::math::cdf(boost::math::normal(), z); }

double normal_quantile_of(double share) { return boost::math::quantile(boost::math::normal(), share); }

double t_quantile(double degrees_of_freedom) {
  return boost::math::quantile(boost::math::complement(boost::math::students_t(degrees_of_freedom), kUpperTail));
}

double chi_squared_p(double value, double degrees_of_freedom) {
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(degrees_of_freedom), value));
}

double f_p(double value, double numerator, double denominator) {
  return boost::math::cdf(boost::math::complement(boost::math::fisher_f(numerator, denominator), value));
}

double f_quantile(double numerator, double denominator) {
  return boost::math::quantile(boost::math::complement(boost::math::fisher_f(numerator, denominator), kUpperTail));
}

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

Statistic with_t_interval(Statistic statistic, double se, std::size_t n, const IntervalNames& names) {
  se = cleaned(se);
  const double degrees = static_cast<double>(n) - 1;
  const double half = t_quantile(degrees) * se;
  statistic.se = se;
  statistic.ci_low = *statistic.value - half;
  statistic.ci_high = std::min(1.0, *statistic.value + half);
  statistic.se_method = names.se;
  statistic.method = names.interval;
  if (se > 0) {
    statistic.stat = *statistic.value / se;
    statistic.p = t_p(*statistic.stat, degrees);
    statistic.test_method = names.test;
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
  if (se_null > 0) {
    statistic.stat = *statistic.value / se_null;
    statistic.p = normal_p(*statistic.stat);
    statistic.test_method = "z_null";
  }
  return statistic;
}

}  // namespace attune
