#include "attune/sampling/sample.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace attune {

std::vector<double> midranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    for (std::size_t k = i; k < end; ++k) ranks[order[k]] = static_cast<double>(i + end + 1) / 2;
    i = end;
  }
  return ranks;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double squares_of(const std::vector<double>& values) {
  if (values.empty() || std::ranges::all_of(values, [&](double value) { return value == values.front(); })) return 0;
  const double mean = mean_of(values);
  double sum = 0;
  for (double value : values) sum += (value - mean) * (value - mean);
  return sum;
}

std::optional<double> correlation(const std::vector<double>& x, const std::vector<double>& y) {
  assert(x.size() == y.size());
  const double sxx = squares_of(x);
  const double syy = squares_of(y);
  if (!(sxx > 0) || !(syy > 0)) return std::nullopt;
  const double mx = mean_of(x);
  const double my = mean_of(y);
  double sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sxy += (x[i] - mx) * (y[i] - my);
  return std::clamp(sxy / std::sqrt(sxx * syy), -1.0, 1.0);
}

double percentile(const std::vector<double>& sorted, double share) {
  const auto n = static_cast<double>(sorted.size());
  const double rank = std::clamp(std::ceil(share * n), 1.0, n);
  return sorted[static_cast<std::size_t>(rank) - 1];
}

}  // namespace attune
