// Tables for tests: from a few lines of text, and from tests/data/agreement.
#pragma once

#include <string>
#include <vector>

#include "attune/agreement/table.h"

namespace attune::test {

/// One row of a CSV file (RFC 4180, one line per row).
std::vector<std::string> cells_of_line(const std::string& line);

/// The rows of tests/data/agreement/`name`, with the header first.
std::vector<std::vector<std::string>> reference_rows(const std::string& name);

/// A table of a data set of tests/data/agreement.
Table reference_table(const std::string& dataset, const TableOptions& options);

/// A table of rows such as {"a b b", "a - b"}: units u1, u2 ..., raters r1, r2 ..., "-" for a missing cell.
Table table_of(const std::vector<std::string>& rows, const TableOptions& options = {});

/// `table` with its units and raters the other way round.
Table reversed(const Table& table);

}  // namespace attune::test
