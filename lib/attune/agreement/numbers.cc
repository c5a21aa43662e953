#include "attune/agreement/numbers.h"

#include <algorithm>
#include <numeric>

namespace attune {

std::string objection_to_numbers(const Table& table) {
  if (table.raters.size() < 2) return "one rater";
  if (table.numbers.empty()) return "categories are not numbers";
  return table.level == Level::nominal && !table.ordered ? "no order" : "";
}

Pairs pairs_of(const Table& table, std::size_t first, std::size_t second) {
  Pairs pairs;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::int32_t a = table.cell(unit, first);
    const std::int32_t b = table.cell(unit, second);
    if (a == kMissing || b == kMissing) continue;
    pairs.first.push_back(table.numbers[static_cast<std::size_t>(a)]);
    pairs.second.push_back(table.numbers[static_cast<std::size_t>(b)]);
  }
  return pairs;
}

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

}  // namespace attune
