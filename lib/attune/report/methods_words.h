// What a methods section says of coefficients, word by word. Private to the room.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "attune/agreement/statistic.h"

namespace attune {

/// ".85", "-.12", "1.00": no zero before the point, as of numbers that cannot pass 1.
[[nodiscard]] std::string apa_number(double value);

/// "a, b and c"
[[nodiscard]] std::string in_a_row(const std::vector<std::string>& parts);

/// "Two raters"
[[nodiscard]] std::string raters_in_words(std::size_t raters);

/// Whose interval is reported for `point`: the bootstrap of it among `statistics` comes before a formula's.
[[nodiscard]] const Statistic& interval_of(std::span<const Statistic> statistics, const Statistic& point);

/// "Krippendorff's alpha (interval) = .86, 95 % CI [.82, .90]". REQUIRES: `point` has a value.
[[nodiscard]] std::string clause(std::span<const Statistic> statistics, const Statistic& point, const std::string& name);

/// "Intervals: Wilson's score interval (1927). ", or empty.
[[nodiscard]] std::string intervals_sentence(const std::vector<const Statistic*>& used);

}  // namespace attune
