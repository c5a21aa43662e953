#include "attune/agreement/cross_table.h"

namespace attune {

double CrossTable::cell(std::size_t a, std::size_t b) const {
  const auto found = cells.find({a, b});
  return found == cells.end() ? 0 : found->second;
}

CrossTable cross_table(const Table& table, std::size_t first, std::size_t second) {
  CrossTable cross;
  cross.first.assign(table.categories.size(), 0.0);
  cross.second.assign(table.categories.size(), 0.0);
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::int32_t a = table.cell(unit, first);
    const std::int32_t b = table.cell(unit, second);
    if (a == kMissing || b == kMissing) continue;
    ++cross.units;
    cross.cells[{static_cast<std::size_t>(a), static_cast<std::size_t>(b)}] += 1;
    cross.first[static_cast<std::size_t>(a)] += 1;
    cross.second[static_cast<std::size_t>(b)] += 1;
  }
  const double n = static_cast<double>(cross.units);
  for (auto& [cell, share] : cross.cells) share /= n;
  for (double& share : cross.first) share /= n;
  for (double& share : cross.second) share /= n;
  return cross;
}

double observed_distance(const CrossTable& cross, const Distances& distances) {
  double observed = 0;
  for (const auto& [cell, share] : cross.cells) observed += share * distances(cell.first, cell.second);
  return observed;
}

}  // namespace attune
