// Intraclass correlations: how much of the variance of ratings is of units.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// The two-way analysis of variance of the units rated by all.
struct Anova {
  double units = 0;
  double raters = 0;
  double between_units = 0;   // MSR
  double between_raters = 0;  // MSC
  double residual = 0;        // MSE
  double within_units = 0;    // MSW

  [[nodiscard]] bool has_variance() const { return between_units > 0 || within_units > 0; }
};

/// REQUIRES: `table` has numbers. Sums of squares in two passes over centred values.
[[nodiscard]] Anova anova_of(const Table& table);

/// One form ("ICC(A,1)") by itself, for who resamples. Empty where `icc_forms` has no value.
[[nodiscard]] std::optional<double> icc_value(const Anova& anova, std::string_view form);

/// The six forms of McGraw & Wong (1996, tables 4 and 7): ICC(1), ICC(A,1), ICC(C,1), ICC(k), ICC(A,k), ICC(C,k), which
/// are Shrout & Fleiss's (1979) 1,1 2,1 3,1 1,k 2,k 3,k. F intervals; for (A,1) Satterthwaite's degrees of freedom, for
/// (A,k) the Spearman-Brown formula on the limits of (A,1). `stat` and `p` test 0. Negative values are results and are
/// not cut off. Also `cronbach_alpha`, which is ICC(C,k).
/// No value: values that are no numbers or nominal; one rater; fewer than two units rated by all; no variance.
[[nodiscard]] std::vector<Statistic> icc_forms(const Table& table);

/// What is seldom printed: limits of ICC(A,k) with the degrees of freedom that irr takes, tests with Satterthwaite's;
/// the mean squares and the standard errors of measurement.
[[nodiscard]] std::vector<Statistic> icc_variants(const Table& table);

}  // namespace attune
