#include "attune/coding/item_numbers.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace attune {

std::uint32_t ItemNumbers::number_of(const Item& item) {
  if (std::isinf(item.frequency)) return Rules::kAnything;
  key_ = key_of(item, std::move(key_));
  if (const auto known = numbers_.find(key_); known != numbers_.end()) return known->second;
  numbers_.emplace(key_, rules_.items);
  for (Atom atom : item.atoms) rules_.items_by_atom[atom].push_back(rules_.items);
  for (UnitClass unit_class : item.classes) rules_.items_by_class[static_cast<std::size_t>(unit_class)].push_back(rules_.items);
  for (std::uint32_t expression : item.expressions) rules_.items_by_expression[expression].push_back(rules_.items);
  frequencies_.push_back(item.frequency);
  return rules_.items++;
}

void ItemNumbers::put_common_first() {
  std::vector<std::uint32_t> order(rules_.items), number(rules_.items);
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return frequencies_[a] > frequencies_[b]; });
  for (std::uint32_t i = 0; i < rules_.items; ++i) number[order[i]] = i;
  const auto renumber = [&](std::uint32_t& item) { if (item != Rules::kAnything) item = number[item]; };
  for (std::vector<std::uint32_t>& items : rules_.items_by_atom) std::ranges::for_each(items, renumber);
  for (std::vector<std::uint32_t>& items : rules_.items_by_class) std::ranges::for_each(items, renumber);
  for (std::vector<std::uint32_t>& items : rules_.items_by_expression) std::ranges::for_each(items, renumber);
  std::ranges::for_each(rules_.triggers, renumber);
  const auto renumber_way = [&](Rules::Way& way) { std::ranges::for_each(way.companions, renumber); };
  std::ranges::for_each(rules_.ways, renumber_way);
  std::ranges::for_each(rules_.expressions, renumber_way);
  for (std::vector<Rules::Way>& ways : rules_.asked) std::ranges::for_each(ways, renumber_way);
  for (auto& [item, known] : numbers_) renumber(known);
}

}  // namespace attune
