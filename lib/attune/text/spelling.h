// "Did you mean": the nearest of the names that are known, for a name that is not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// `; did you mean "x"?` for the nearest of `names` within two typing slips (a letter changed, added, dropped, or two
/// swapped; fewer slips than `given` has letters), else nothing. The first of equally near names wins.
[[nodiscard]] std::string did_you_mean(std::string_view given, const std::vector<std::string_view>& names);

}  // namespace attune
