// What several rooms compute of a sample of numbers.
#pragma once

#include <optional>
#include <vector>

namespace attune {

[[nodiscard]] double mean_of(const std::vector<double>& values);

/// The sum of squared deviations from the mean, in two passes; 0 where only rounding is left.
[[nodiscard]] double squares_of(const std::vector<double>& values);

/// Ranks from 1; equal values share the mean of theirs.
[[nodiscard]] std::vector<double> midranks(const std::vector<double>& values);

/// Pearson's correlation; of midranks it is Spearman's. Empty where one of both does not vary. REQUIRES: as many `x` as
/// `y`.
[[nodiscard]] std::optional<double> correlation(const std::vector<double>& x, const std::vector<double>& y);

/// The smallest of `sorted` below which lies at least `share` of them (Hyndman & Fan 1996, type 1), as percentile
/// intervals of resamples take it. REQUIRES: not empty, 0 <= share <= 1.
[[nodiscard]] double percentile(const std::vector<double>& sorted, double share);

}  // namespace attune
