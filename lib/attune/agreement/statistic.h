// One statistic of agreement, as computed: the same plain record for all of them, so that printing, gating and
// comparing need no second road.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace attune {

/// Options in the order they are printed, such as {"weights", "quadratic"}.
using StatisticOptions = std::vector<std::pair<std::string, std::string>>;

/// A statistic with its 95 % confidence interval, standard error and test. What is not known is empty, never NaN.
/// When `value` is empty so is every other number, and `reason` says why.
struct Statistic {
  std::string name;
  StatisticOptions options;
  std::optional<double> value;
  std::optional<double> ci_low;
  std::optional<double> ci_high;
  std::optional<double> se;
  std::optional<double> stat;  // of the test that the value is 0
  std::optional<double> p;     // two-sided
  std::string method;          // of the interval
  std::string se_method;
  std::string test_method;
  std::string reason;  // why there is no value

  bool operator==(const Statistic&) const = default;
};

/// A statistic that has no value.
[[nodiscard]] Statistic without_value(std::string name, StatisticOptions options, std::string reason);

/// The number called `quantity` (value, se, ci_low, ci_high, stat, p). Empty also when there is no such quantity.
[[nodiscard]] std::optional<double> quantity_of(const Statistic& statistic, std::string_view quantity);

/// The option called `key`, or empty.
[[nodiscard]] std::string option_of(const Statistic& statistic, std::string_view key);

/// An ICC or a Cronbach's alpha above 1 or below -1: its denominator, an estimate too, came out small or negative. No number to go by.
[[nodiscard]] bool is_outside(const Statistic& statistic);

/// "weights=linear;spacing=index"
[[nodiscard]] std::string to_string(const StatisticOptions& options);

}  // namespace attune
