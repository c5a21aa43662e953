// The options --min and --icc, which the commands on agreement share.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/agreement/gate.h"
#include "attune/agreement/icc.h"
#include "cli/command.h"

namespace attune::cli {

/// What --icc takes.
inline constexpr std::pair<std::string_view, IccEstimator> kIccEstimators[] = {
    {"anova", IccEstimator::anova}, {"reml", IccEstimator::reml}, {"ebel", IccEstimator::ebel}};

/// The gates given with --min. Throws `UsageError` for one that cannot be read.
[[nodiscard]] std::vector<Gate> gates_of(const Arguments& arguments);

/// Whether the statistics pass; says on `context.err` where they do not. Throws `UsageError` for a gate that is about
/// none of them.
[[nodiscard]] bool passed(std::span<const Gate> gates, std::span<const Statistic> statistics, Context& context);

}  // namespace attune::cli
