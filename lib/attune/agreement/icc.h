// Intraclass correlations: how much of the variance of ratings is of units.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// The two-way analysis of variance of the units rated by all, or what stands for it where cells are missing.
struct Anova {
  double units = 0;
  double raters = 0;          // or how many ratings a unit has, when not all have as many
  double within_degrees = 0;  // of freedom, of MSW
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

/// How missing cells are dealt with. `anova`: only units rated by all. `reml`: all ratings, by the variance components of
/// the mixed model, none below 0 (as psych::ICC does with lme4). `ebel`: all ratings, by the one-way analysis of variance
/// with Ebel's (1951) mean number of ratings a unit, for raters that differ from unit to unit.
enum class IccEstimator : std::uint8_t { anova, reml, ebel };

[[nodiscard]] std::string_view estimator_name(IccEstimator estimator);

/// The six forms of McGraw & Wong (1996, tables 4 and 7): ICC(1), ICC(A,1), ICC(C,1), ICC(k), ICC(A,k), ICC(C,k), which
/// are Shrout & Fleiss's (1979) 1,1 2,1 3,1 1,k 2,k 3,k. F intervals; for (A,1) Satterthwaite's degrees of freedom, for
/// (A,k) the Spearman-Brown formula on the limits of (A,1). `stat` and `p` test 0. Negative values are results and are
/// not cut off. `reml`: the same formulas on the mean squares that the components would have in a complete table, so
/// intervals and tests are approximate. `ebel`: ICC(1) and ICC(k) only.
/// No value: values that are no numbers or nominal; one rater; fewer than two units rated by all (`reml`, `ebel`: at all,
/// or none with two ratings); no variance; `reml`: no rater with two ratings, or nothing but units and raters varies.
[[nodiscard]] std::vector<Statistic> icc_forms(const Table& table, IccEstimator estimator = IccEstimator::anova);

/// ICC(C,k) of the units rated by all, under its other name.
[[nodiscard]] Statistic cronbach_alpha(const Table& table);

/// What is seldom printed: limits of ICC(A,k) with the degrees of freedom that irr takes, tests with Satterthwaite's;
/// the mean squares and the standard errors of measurement.
[[nodiscard]] std::vector<Statistic> icc_variants(const Table& table);

}  // namespace attune
