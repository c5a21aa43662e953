#include "attune/agreement/gate.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "attune/formats/csv.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 6> kQuantities = {"value", "se", "ci_low", "ci_high", "stat", "p"};

/// "a=1;b=2" or, as forms of ICC hold commas, nothing else.
std::optional<StatisticOptions> parse_options(std::string_view text) {
  StatisticOptions options;
  while (!text.empty()) {
    const std::string_view option = text.substr(0, text.find(';'));
    const std::size_t equals = option.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    options.emplace_back(option.substr(0, equals), option.substr(equals + 1));
    text.remove_prefix(std::min(text.size(), option.size() + 1));
  }
  return options;
}

bool is_about(const Gate& gate, const Statistic& statistic) {
  return gate.name == statistic.name && std::ranges::all_of(gate.options, [&](const auto& option) {
           return std::ranges::find(statistic.options, option) != statistic.options.end();
         });
}

}  // namespace

std::optional<Gate> parse_gate(std::string_view text) {
  Gate gate;
  const std::size_t equals = text.rfind('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const std::optional<double> least = csv_number(text.substr(equals + 1), ',');
  const std::string_view left = text.substr(0, equals);
  const std::size_t dot = left.rfind('.');
  if (!least || dot == std::string_view::npos) return std::nullopt;
  gate.least = *least;
  gate.quantity = left.substr(dot + 1);
  std::string_view name = left.substr(0, dot);
  if (const std::size_t bracket = name.find('['); bracket != std::string_view::npos) {
    if (!name.ends_with(']')) return std::nullopt;
    const std::optional<StatisticOptions> options = parse_options(name.substr(bracket + 1, name.size() - bracket - 2));
    if (!options) return std::nullopt;
    gate.options = *options;
    name = name.substr(0, bracket);
  }
  gate.name = name;
  if (gate.name.empty() || std::ranges::find(kQuantities, gate.quantity) == kQuantities.end()) return std::nullopt;
  return gate;
}

GateResult check_gate(const Gate& gate, std::span<const Statistic> statistics) {
  GateResult result;
  for (const Statistic& statistic : statistics) {
    if (!is_about(gate, statistic)) continue;
    ++result.matching;
    const std::string what = fmt::format("{}[{}].{}", statistic.name, to_string(statistic.options), gate.quantity);
    const std::optional<double> number = quantity_of(statistic, gate.quantity);
    if (!number)
      result.failures.push_back(
          fmt::format("{} has no value{}", what, statistic.reason.empty() ? "" : " (" + statistic.reason + ")"));
    else if (is_outside(statistic))
      result.failures.push_back(fmt::format("{} is of a value outside -1 to 1 ({:.4g}), which is no number to go by", what, *statistic.value));
    else if (*number < gate.least)
      result.failures.push_back(fmt::format("{} is {:.4g}, below {}", what, *number, gate.least));
  }
  return result;
}

}  // namespace attune
