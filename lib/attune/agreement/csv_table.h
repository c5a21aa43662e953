// Tables of ratings from CSV: long (a row for each rating) or wide (a row for each unit, a column for each rater).
#pragma once

#include <string>
#include <vector>

#include "attune/agreement/table.h"
#include "attune/formats/csv.h"

namespace attune {

/// Column names of a long table. `cluster` may be empty: every unit then stands alone.
struct LongColumns {
  std::string unit;
  std::string rater;
  std::string value;
  std::string cluster;
};

/// Column names of a wide table. An empty `unit` is the first column; empty `raters` are all columns left.
struct WideColumns {
  std::string unit;
  std::vector<std::string> raters;
  std::string cluster;
};

/// Rows without any cell and nameless columns without a rating are passed over. Throws `Errors`, with `file` in their
/// place: a column that is not there, a row without a unit or rater, a rating by a nameless rater, an empty table.
[[nodiscard]] std::vector<Observation> observations_of(const CsvTable& table, const LongColumns& columns,
                                                       const std::string& file);
[[nodiscard]] std::vector<Observation> observations_of(const CsvTable& table, const WideColumns& columns,
                                                       const std::string& file);

/// The table with weights of its own, `Weights::given`: a square of categories, agreement weights (the largest on the
/// diagonal, where all are alike) or disagreements (0 on the diagonal). Rows are the first rater's categories, columns the
/// second's; both ways need not weigh the same. Throws `Errors`: not square, a cell that is no number, a category of the
/// table that is not there.
[[nodiscard]] Table with_given_weights(Table table, const CsvTable& weights, const std::string& file);

}  // namespace attune
