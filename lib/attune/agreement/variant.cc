#include "attune/agreement/variant.h"

namespace attune {

StatisticOptions weighted_options(const Table& table, Weights weights, Spacing spacing) {
  StatisticOptions options = {{"weights", std::string(weights_name(weights))}};
  const bool spaced = weights == Weights::linear || weights == Weights::quadratic || weights == Weights::radical;
  if (spaced && unequally_spaced(table)) options.emplace_back("spacing", std::string(spacing_name(spacing)));
  return options;
}

void add_declared(StatisticOptions& options, const Table& table) {
  if (!table.declared) return;
  std::string list;
  for (const std::string& category : table.categories) list += (list.empty() ? "" : "|") + category;
  options.emplace_back("categories", "declared(" + list + ")");
}

void add_missing(StatisticOptions& options, const Table& table, std::string_view how) {
  if (has_missing_cells(table)) options.emplace_back("missing", std::string(how));
}

std::string pair_name(const Table& table, std::size_t first, std::size_t second) {
  return table.raters[first] + ":" + table.raters[second];
}

}  // namespace attune
