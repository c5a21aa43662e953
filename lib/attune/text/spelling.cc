#include "attune/text/spelling.h"

#include <algorithm>
#include <cstddef>

namespace attune {
namespace {

constexpr std::size_t kMostSlips = 2;

/// Restricted Damerau distance: the smallest number of letters to change, add, drop or swap to make `b` of `a`.
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string did_you_mean(std::string_view given, const std::vector<std::string_view>& names) {
  std::size_t fewest = std::min(kMostSlips + 1, given.size());
  std::string_view nearest;
  for (std::string_view name : names) {
    // Lengths alone rule most names out, and keep a long unknown name from costing its square.
    if (name.size() > given.size() + kMostSlips || given.size() > name.size() + kMostSlips) continue;
    const std::size_t distance = slips(given, name);
    if (distance < fewest) fewest = distance, nearest = name;
  }
  return nearest.empty() ? "" : "; did you mean \"" + std::string(nearest) + "\"?";
}

}  // namespace attune
