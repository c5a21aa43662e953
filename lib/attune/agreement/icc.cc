#include "attune/agreement/icc.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "attune/agreement/icc_basis.h"
#include "attune/agreement/inference.h"
#include "attune/agreement/numbers.h"
#include "attune/agreement/variant.h"

namespace attune {
namespace {

/// An estimate whose denominator is nothing but rounding is undefined.
std::optional<double> quotient(double numerator, double denominator, double scale) {
  if (!(std::abs(denominator) > 1e-12 * scale)) return std::nullopt;
  return numerator / denominator;
}

struct Form {
  std::string name;
  std::optional<double> value;
  std::optional<Interval> interval;
  std::optional<double> f;
  double df1 = 0;
  double df2 = 0;
  bool perfect = false;  // F is infinite
};

/// The reliability of the mean of `raters` from that of one. It falls without end as that of one comes down to
/// -1/(raters - 1), below which the formula would start again above 1: there is no such limit.
double spearman_brown(double single, double raters) {
  if (!std::isfinite(single)) return single;
  const double divisor = 1 + (raters - 1) * single;
  return divisor > 1e-12 ? raters * single / divisor : -std::numeric_limits<double>::infinity();
}

/// Limits of the mean of `raters` from those of one, whose ICC is `value`. Past the pole the mean's value is on another branch than
/// its limits, which then say nothing of it.
Interval spearman_brown(const Interval& single, double value, double raters) {
  const double high = std::isfinite(spearman_brown(value, raters)) ? single.high : -std::numeric_limits<double>::infinity();
  return {spearman_brown(single.low, raters), spearman_brown(high, raters)};
}

/// Puts down the limits that there are.
void add_limits(Statistic& statistic, const Interval& interval, std::string method) {
  if (std::isnan(interval.low) || std::isnan(interval.high)) return;
  if (std::isfinite(interval.low)) statistic.ci_low = interval.low;
  if (std::isfinite(interval.high)) statistic.ci_high = interval.high;
  if (!statistic.ci_high) method = "none: one rater's ICC, or both its limits, are at or below -1/(k-1)";
  else if (!statistic.ci_low) method += ",no lower limit: one rater's is at or below -1/(k-1)";
  statistic.method = std::move(method);
}

/// Satterthwaite's degrees of freedom for the limits of ICC(A,1) (McGraw & Wong 1996, table 7).
double satterthwaite(const Anova& a, double rho) {
  const double weight_c = a.raters * rho / (a.units * (1 - rho));
  const double weight_e = 1 + a.raters * rho * (a.units - 1) / (a.units * (1 - rho));
  const double sum = weight_c * a.between_raters + weight_e * a.residual;
  return sum * sum /
         (std::pow(weight_c * a.between_raters, 2) / (a.raters - 1) +
          std::pow(weight_e * a.residual, 2) / ((a.units - 1) * (a.raters - 1)));
}

/// Limits of ICC(A,1) with `v` degrees of freedom.
std::optional<Interval> limits_a1(const Anova& a, double v) {
  if (!std::isfinite(v) || !(v > 0)) return std::nullopt;
  const double n = a.units;
  const double k = a.raters;
  const double low_f = f_quantile(n - 1, v);
  const double high_f = f_quantile(v, n - 1);
  const double spread = k * a.between_raters + (k * n - k - n) * a.residual;
  return Interval{n * (a.between_units - low_f * a.residual) / (low_f * spread + n * a.between_units),
                  n * (high_f * a.between_units - a.residual) / (spread + n * high_f * a.between_units)};
}

/// Limits of a form that is a function of one F.
Interval limits(const Form& form, double k, bool average) {
  const double low = *form.f / f_quantile(form.df1, form.df2);
  const double high = *form.f * f_quantile(form.df2, form.df1);
  if (average) return {1 - 1 / low, 1 - 1 / high};
  return {(low - 1) / (low + k - 1), (high - 1) / (high + k - 1)};
}

/// The forms without their limits.
std::array<Form, 6> bare_forms_of(const Anova& a) {
  const double n = a.units;
  const double k = a.raters;
  const double scale = a.between_units + a.within_units + a.residual;
  const std::optional<double> one_way = quotient(a.between_units, a.within_units, scale);
  const std::optional<double> two_way = quotient(a.between_units, a.residual, scale);
  const double df_one = a.within_degrees;
  const double df_two = (n - 1) * (k - 1);
  const double extra = (a.between_raters - a.residual) / n;
  return {
      Form{"ICC(1)",
           quotient(a.between_units - a.within_units, a.between_units + (k - 1) * a.within_units, scale), {}, one_way,
           n - 1, df_one, false},
      Form{"ICC(A,1)",
           quotient(a.between_units - a.residual, a.between_units + (k - 1) * a.residual + k * extra, scale), {},
           two_way, n - 1, df_two, false},
      Form{"ICC(C,1)", quotient(a.between_units - a.residual, a.between_units + (k - 1) * a.residual, scale), {},
           two_way, n - 1, df_two, false},
      Form{"ICC(k)", quotient(a.between_units - a.within_units, a.between_units, scale), {}, one_way, n - 1, df_one,
           false},
      Form{"ICC(A,k)", quotient(a.between_units - a.residual, a.between_units + extra, scale), {}, two_way, n - 1,
           df_two, false},
      Form{"ICC(C,k)", quotient(a.between_units - a.residual, a.between_units, scale), {}, two_way, n - 1, df_two,
           false}};
}

std::array<Form, 6> forms_of(const Anova& a) {
  const double k = a.raters;
  std::array<Form, 6> forms = bare_forms_of(a);
  for (Form& form : forms) {
    if (!form.value) continue;
    const bool average = form.name.find('k') != std::string::npos;
    // Without residual F is infinite, and so are its limits.
    form.perfect = !form.f && a.between_units > 0 && *form.value > 0;
    if (form.name[4] != 'A') {
      if (form.f) form.interval = limits(form, k, average);
      if (form.perfect) form.interval = Interval{1, 1};
    } else if (forms[1].value && *forms[1].value != 1) {
      form.interval = limits_a1(a, satterthwaite(a, *forms[1].value));
      if (form.interval && average)
        form.interval = spearman_brown(*form.interval, *forms[1].value, k);
    }
  }
  return forms;
}

StatisticOptions options_of(const Table& table, const std::string& form, IccEstimator estimator) {
  StatisticOptions options = {{"form", form}, {"estimator", std::string(estimator_name(estimator))}};
  add_missing(options, table, estimator == IccEstimator::anova ? "listwise" : "available");
  return options;
}

Statistic statistic_of(const Form& form, StatisticOptions options) {
  Statistic result;
  result.name = "icc";
  result.options = std::move(options);
  if (!form.value) {
    result.reason = "no variance of units";
    return result;
  }
  result.value = form.value;
  if (form.interval) add_limits(result, *form.interval, "F");
  if (form.f) {
    result.stat = form.f;
    result.p = f_p(*form.f, form.df1, form.df2);
    result.test_method = "F";
  }
  if (form.perfect) {
    result.p = 0;
    result.test_method = "F";
  }
  return result;
}

}  // namespace

std::string_view estimator_name(IccEstimator estimator) {
  switch (estimator) {
    case IccEstimator::anova: return "anova";
    case IccEstimator::reml: return "reml";
    case IccEstimator::ebel: return "ebel";
  }
  return "";
}

Anova anova_of(const Table& table) {
  const Table used = complete_units(table);
  Anova anova;
  anova.units = static_cast<double>(used.units.size());
  anova.raters = static_cast<double>(used.raters.size());
  anova.within_degrees = anova.units * (anova.raters - 1);
  if (used.units.size() < 2 || used.raters.size() < 2) return anova;
  const std::size_t k = used.raters.size();
  // From the least number on, so that large ones that differ by little keep their digits.
  const auto number = [&](std::size_t unit, std::size_t rater) {
    return used.numbers[static_cast<std::size_t>(used.cell(unit, rater))] - used.numbers.front();
  };
  double grand = 0;
  std::vector<double> of_unit(used.units.size(), 0.0);
  std::vector<double> of_rater(k, 0.0);
  for (std::size_t unit = 0; unit < used.units.size(); ++unit)
    for (std::size_t rater = 0; rater < k; ++rater) {
      of_unit[unit] += number(unit, rater) / anova.raters;
      of_rater[rater] += number(unit, rater) / anova.units;
    }
  for (double mean : of_rater) grand += mean / anova.raters;
  double rows = 0;
  double columns = 0;
  double within = 0;
  double residual = 0;
  for (std::size_t unit = 0; unit < used.units.size(); ++unit) {
    rows += anova.raters * std::pow(of_unit[unit] - grand, 2);
    for (std::size_t rater = 0; rater < k; ++rater) {
      within += std::pow(number(unit, rater) - of_unit[unit], 2);
      residual += std::pow(number(unit, rater) - of_unit[unit] - of_rater[rater] + grand, 2);
    }
  }
  for (double mean : of_rater) columns += anova.units * std::pow(mean - grand, 2);
  // What rounding leaves of a sum of squares of equal numbers is nothing.
  const double scale = 1e-24 * anova.units * anova.raters * grand * grand;
  const auto cleaned = [&](double sum) { return sum < scale ? 0 : sum; };
  anova.between_units = cleaned(rows) / (anova.units - 1);
  anova.between_raters = cleaned(columns) / (anova.raters - 1);
  anova.within_units = cleaned(within) / anova.within_degrees;
  anova.residual = cleaned(residual) / ((anova.units - 1) * (anova.raters - 1));
  return anova;
}

std::optional<double> icc_value(const Anova& anova, std::string_view form) {
  if (!objection_to(anova).empty()) return std::nullopt;
  for (const Form& each : bare_forms_of(anova))
    if (each.name == form) return each.value;
  return std::nullopt;
}

std::vector<Statistic> icc_forms(const Table& table, IccEstimator estimator) {
  const IccBasis basis = icc_basis(table, estimator);
  std::vector<Statistic> results;
  for (const Form& form : forms_of(basis.anova)) {
    if (estimator == IccEstimator::ebel && form.name != "ICC(1)" && form.name != "ICC(k)") continue;
    StatisticOptions options = options_of(table, form.name, estimator);
    results.push_back(basis.reason.empty() ? statistic_of(form, std::move(options))
                                           : without_value("icc", std::move(options), basis.reason));
  }
  return results;
}

Statistic cronbach_alpha(const Table& table) {
  Statistic result = icc_forms(table).back();
  result.name = "cronbach_alpha";
  result.options.clear();
  add_missing(result.options, table, "listwise");
  return result;
}

std::vector<Statistic> icc_variants(const Table& table) {
  std::vector<Statistic> results;
  std::string reason = objection_to_numbers(table);
  const Anova a = reason.empty() ? anova_of(table) : Anova();
  if (reason.empty() && a.units < 2) reason = objection_to(a);
  const auto add = [&](const char* name, const char* key, const char* which, double value) {
    Statistic result;
    result.name = name;
    result.options = {{key, which}};
    add_missing(result.options, table, "listwise");
    result.reason = reason;
    if (reason.empty()) result.value = value;
    results.push_back(std::move(result));
  };
  add("icc_mean_square", "part", "MSR", a.between_units);
  add("icc_mean_square", "part", "MSC", a.between_raters);
  add("icc_mean_square", "part", "MSE", a.residual);
  add("icc_mean_square", "part", "MSW", a.within_units);
  add("sem", "def", "sqrt(MSE)", std::sqrt(a.residual));
  add("sem", "def", "sqrt(MSW)", std::sqrt(a.within_units));
  if (!reason.empty() || !a.has_variance()) return results;
  const std::array<Form, 6> forms = forms_of(a);
  for (std::size_t at : {std::size_t{1}, std::size_t{4}}) {
    const Form& form = forms[at];
    if (!form.value || !form.f || !forms[1].value || !(std::abs(1 - *form.value) > 1e-12)) continue;
    // irr puts the average form into the formula for the single one, where k is in it already.
    const bool average = at == 4;
    const double v = satterthwaite(a, *form.value);
    if (!std::isfinite(v) || !(v > 0)) continue;
    Statistic result;
    result.name = "icc";
    result.options = options_of(table, form.name, IccEstimator::anova);
    result.value = form.value;
    result.stat = form.f;
    result.p = f_p(*form.f, a.units - 1, v);
    result.test_method = "F_df2=v";
    if (average) {
      const std::optional<Interval> single = limits_a1(a, v);
      if (single)
        add_limits(result, spearman_brown(*single, *forms[1].value, a.raters), "F,v_from_average(irr)");
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace attune
