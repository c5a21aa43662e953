#include "attune/measures/spread.h"

#include <algorithm>
#include <cassert>

#include "attune/sampling/sample.h"

namespace attune {
namespace {

constexpr std::size_t kFewestPairs = 3;

double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::optional<Spread> spread_of(std::vector<double> numbers) {
  if (numbers.empty()) return std::nullopt;
  std::ranges::sort(numbers);
  return Spread{numbers.size(), numbers.front(), quantile(numbers, 0.25), quantile(numbers, 0.5), quantile(numbers, 0.75), numbers.back()};
}

std::optional<double> rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  assert(a.size() == b.size());
  if (a.size() < kFewestPairs) return std::nullopt;
  return correlation(midranks(a), midranks(b));
}

}  // namespace attune
