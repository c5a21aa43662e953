#include "attune/agreement/statistic.h"

#include <cmath>

namespace attune {

Statistic without_value(std::string name, StatisticOptions options, std::string reason) {
  Statistic result;
  result.name = std::move(name);
  result.options = std::move(options);
  result.reason = std::move(reason);
  return result;
}

std::optional<double> quantity_of(const Statistic& statistic, std::string_view quantity) {
  if (quantity == "value") return statistic.value;
  if (quantity == "se") return statistic.se;
  if (quantity == "ci_low") return statistic.ci_low;
  if (quantity == "ci_high") return statistic.ci_high;
  if (quantity == "stat") return statistic.stat;
  if (quantity == "p") return statistic.p;
  return std::nullopt;
}

std::string option_of(const Statistic& statistic, std::string_view key) {
  for (const auto& [name, value] : statistic.options)
    if (name == key) return value;
  return "";
}

bool is_outside(const Statistic& statistic) {
  return (statistic.name == "icc" || statistic.name == "cronbach_alpha") && statistic.value && std::abs(*statistic.value) > 1 + 1e-12;
}

std::string to_string(const StatisticOptions& options) {
  std::string text;
  for (const auto& [key, value] : options) text += (text.empty() ? "" : ";") + key + "=" + value;
  return text;
}

}  // namespace attune
