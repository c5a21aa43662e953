#include "attune/agreement/numbers.h"

namespace attune {

std::string objection_to_numbers(const Table& table) {
  if (table.raters.size() < 2) return "one rater";
  if (table.numbers.empty()) return "categories are not numbers";
  return table.level == Level::nominal && !table.ordered ? "no order" : "";
}

Pairs pairs_of(const Table& table, std::size_t first, std::size_t second) {
  Pairs pairs;
  const auto number = [&](std::int32_t cell) {
    return table.numbers[static_cast<std::size_t>(cell)] - table.numbers.front();
  };
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::int32_t a = table.cell(unit, first);
    const std::int32_t b = table.cell(unit, second);
    if (a == kMissing || b == kMissing) continue;
    pairs.first.push_back(number(a));
    pairs.second.push_back(number(b));
  }
  return pairs;
}

}  // namespace attune
