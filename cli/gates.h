// The option --min, which the commands on agreement share.
#pragma once

#include <span>
#include <vector>

#include "attune/agreement/gate.h"
#include "cli/command.h"

namespace attune::cli {

/// The gates given with --min. Throws `UsageError` for one that cannot be read.
[[nodiscard]] std::vector<Gate> gates_of(const Arguments& arguments);

/// Whether the statistics pass; says on `context.err` where they do not. Throws `UsageError` for a gate that is about
/// none of them.
[[nodiscard]] bool passed(std::span<const Gate> gates, std::span<const Statistic> statistics, Context& context);

}  // namespace attune::cli
