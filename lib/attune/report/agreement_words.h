// Statistics of agreement in words: their names, what they say, which to report. Private to the room.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// "Cohen's kappa, linear, R1 and R2"
[[nodiscard]] std::string plain_name(const Statistic& statistic);

/// How an interval was made, in words.
[[nodiscard]] std::string method_words(const std::string& method);

/// One sentence for each kind of statistic that has a value, in their order.
[[nodiscard]] std::vector<std::string> meanings_of(std::span<const Statistic> statistics);

/// Which of them to report for a table of this level, number of raters and missing cells, and why.
[[nodiscard]] std::string what_to_report(const Table& table);

/// What is said of a statistic that `is_outside`.
inline constexpr std::string_view kOutside = "outside -1 to 1: too few ratings for variance components";

/// The statistic with this name and these options and a value, or nothing; of several the first.
[[nodiscard]] const Statistic* find_statistic(std::span<const Statistic> statistics, std::string_view name,
                                              const StatisticOptions& options);

}  // namespace attune
