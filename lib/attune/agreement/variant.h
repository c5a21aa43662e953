// The options that name a variant of a statistic, written alike everywhere. Private to the room.
#pragma once

#include <string>
#include <string_view>

#include "attune/agreement/distance.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// {"weights", ...}, with the spacing where it makes a difference.
[[nodiscard]] StatisticOptions weighted_options(const Table& table, Weights weights, Spacing spacing);

/// The declared categories, when there are some.
void add_declared(StatisticOptions& options, const Table& table);

/// How missing cells are dealt with ("available", "listwise", "pairwise"), when there are some.
void add_missing(StatisticOptions& options, const Table& table, std::string_view how);

/// The name of two raters: "r1:r2".
[[nodiscard]] std::string pair_name(const Table& table, std::size_t first, std::size_t second);

}  // namespace attune
