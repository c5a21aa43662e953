// Dates moved by some days, so that what lay between two events stays and when they were does not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// "12 March 1987" by -30 days is "1987-02-10", "March 1987" "1987-02", "March 12th" "02-10". Nothing when day and month cannot be
/// told apart (03/04/1987) or it is no date. `months` are the names of the months, folded, January first.
[[nodiscard]] std::optional<std::string> shifted_date(std::string_view date, int days, const std::vector<std::string>& months);

}  // namespace attune
