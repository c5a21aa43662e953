// How numbers of many interviews are spread, and whether they hang on something else.
#pragma once

#include <optional>
#include <vector>

namespace attune {

/// Five numbers of a distribution. Quantiles are interpolated (Hyndman & Fan 1996, type 7, as R does by default).
struct Spread {
  std::size_t n = 0;
  double min = 0, lower = 0, median = 0, upper = 0, max = 0;

  bool operator==(const Spread&) const = default;
};

/// Empty when there are no numbers.
[[nodiscard]] std::optional<Spread> spread_of(std::vector<double> numbers);

/// Spearman's (1904) rank correlation, ties with their mean rank. Empty with fewer than three pairs or when one of both does not
/// vary. REQUIRES: as many `a` as `b`.
[[nodiscard]] std::optional<double> rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace attune
