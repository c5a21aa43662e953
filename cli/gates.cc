#include "cli/gates.h"

#include <optional>
#include <ostream>
#include <string>

#include <fmt/format.h>

namespace attune::cli {

std::vector<Gate> gates_of(const Arguments& arguments) {
  std::vector<Gate> gates;
  if (!arguments.has("min")) return gates;
  for (const std::string& text : arguments.get<std::vector<std::string>>("min")) {
    const std::optional<Gate> gate = parse_gate(text);
    if (!gate)
      throw UsageError(fmt::format(
          "--min is NAME[KEY=VALUE].NUMBER=LEAST, such as 'cohen_kappa[weights=linear].ci_low=0.6'; \"{}\" is not",
          text));
    gates.push_back(*gate);
  }
  return gates;
}

bool passed(std::span<const Gate> gates, std::span<const Statistic> statistics, Context& context) {
  bool all = true;
  for (const Gate& gate : gates) {
    const GateResult result = check_gate(gate, statistics);
    if (result.matching == 0)
      throw UsageError(
          fmt::format("--min is about {}[{}], which is not among the statistics", gate.name, to_string(gate.options)));
    for (const std::string& failure : result.failures) context.err << "--min: " << failure << '\n';
    all = all && result.failures.empty();
  }
  return all;
}

}  // namespace attune::cli
