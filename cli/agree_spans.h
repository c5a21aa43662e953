// attune agree --spans and --masses: agreement on where things are.
#pragma once

#include "cli/command.h"

namespace attune::cli {

/// Runs `attune agree` for a table of spans or of segmentations. Exit statuses as of the command.
[[nodiscard]] int run_agree_spans(const Arguments& arguments, Context& context);

}  // namespace attune::cli
