// Statistics of a table from how often each of its distinct rows was drawn: what the bootstrap computes ten thousand
// times. Private to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "attune/agreement/bootstrap.h"
#include "attune/agreement/distance.h"
#include "attune/agreement/icc.h"
#include "attune/agreement/patterns.h"
#include "attune/agreement/table.h"

namespace attune {

/// The rows of a table as kinds of units, in its clusters when it has some.
[[nodiscard]] Drawable drawable_of(const Table& table, const std::vector<Row>& rows);

/// Cohen's kappa of two raters over the rows both rated.
[[nodiscard]] std::optional<double> kappa_of_rows(const std::vector<Row>& rows, std::pair<std::size_t, std::size_t> raters,
                                                  const Distances& distances, std::size_t categories,
                                                  std::span<const std::uint32_t> units);

/// The ratings of complete rows as numbers, from the least of the table on. REQUIRES: the table has numbers, no row a missing cell.
[[nodiscard]] std::vector<std::vector<double>> numbers_of(const Table& table, const std::vector<Row>& rows);

/// The analysis of variance of these rows; no more than their number when there are fewer than two.
[[nodiscard]] Anova anova_of_rows(const std::vector<std::vector<double>>& rows, std::span<const std::uint32_t> units);

}  // namespace attune
