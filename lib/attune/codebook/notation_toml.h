// Notation profiles from TOML (codebooks/notation/*.toml).
#pragma once

#include <string>
#include <string_view>

#include "attune/text/notation.h"

namespace attune {

/// Reads a notation profile; its words come folded. `extends = "aai"` begins with a shipped one: what the file says replaces its
/// brackets as a whole, and each list that it has. Throws `Errors` with every mistake and its place.
[[nodiscard]] NotationProfile parse_notation(std::string_view toml, const std::string& file);

}  // namespace attune
