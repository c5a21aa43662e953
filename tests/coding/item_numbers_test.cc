#include "attune/coding/item_numbers.h"

#include "catch.h"

using namespace attune;

TEST_CASE("equal items share a number, and common ones come first in the end") {
  Rules rules;
  rules.items_by_atom.resize(3);
  rules.items_by_expression.resize(1);
  ItemNumbers numbers(rules);
  const Item rare{{0}, {}, {0}, 5}, common{{1, 2}, {UnitClass::kin}, {}, 500};
  CHECK(numbers.number_of(rare) == 1);
  CHECK(numbers.number_of(common) == 2);
  CHECK(numbers.number_of(rare) == 1);
  CHECK(numbers.number_of(Item{}) == Rules::kAnything);
  CHECK(rules.items == 3);

  numbers.put_common_first();
  CHECK(numbers.number_of(rare) == 2);
  CHECK(numbers.number_of(common) == 1);
  CHECK(rules.items_by_atom == std::vector<std::vector<std::uint32_t>>{{2}, {1}, {1}});
  CHECK(rules.items_by_class[static_cast<std::size_t>(UnitClass::kin)] == std::vector<std::uint32_t>{1});
  CHECK(rules.items_by_expression == std::vector<std::vector<std::uint32_t>>{{2}});
}
