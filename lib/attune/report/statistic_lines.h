// Statistics as lines of a text table and as JSON: shared by the reports on agreement. Private to the room.
#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// A number with so many decimals, "-" where there is none; what rounds to 0 has no sign.
[[nodiscard]] std::string decimals(std::optional<double> number, int places = 3);

/// Header and lines: name, value, interval, p, and a letter for how the interval was made; then what the letters mean.
void write_statistic_lines(std::ostream& out, std::span<const Statistic> statistics);

/// What in the data makes the numbers hard to read: few units, one category nearly alone, resamples without alpha.
void write_cautions(std::ostream& out, const Table& table);

[[nodiscard]] nlohmann::ordered_json json_of(const Statistic& statistic);

}  // namespace attune
