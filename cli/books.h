// Codebooks by what a person calls them: the id of a shipped one, or a path.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/codebook.h"

namespace attune::cli {

/// Throws `Errors` when there is neither a shipped codebook nor a file of that name, or it has mistakes.
[[nodiscard]] Codebook open_codebook(const std::string& name);

/// The codebooks named, in that order, or the default ones when none is named. Throws `Errors` with the problems of
/// all, and when two have the same id.
[[nodiscard]] std::vector<Codebook> open_codebooks(const std::vector<std::string>& names);

}  // namespace attune::cli
