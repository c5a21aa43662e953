// The reference data of tests/data/agreement, row by row.
#pragma once

#include <string>
#include <vector>

namespace attune::test {

/// One row of expected.csv.
struct Expected {
  std::string dataset, statistic, options, quantity, method;
  bool primary = false;
  std::string value;  // "NaN" where the formula has none
  double tolerance = 0;
};

[[nodiscard]] std::vector<Expected> expected_rows();

/// Why Attune does not follow a row (exceptions.csv, where * stands for anything), or empty.
[[nodiscard]] std::string exception_for(const Expected& row);

/// Options are key=value parted by ";". Rows that do not read so are outside the contract.
[[nodiscard]] bool has_readable_options(const Expected& row);

}  // namespace attune::test
