// Notation profiles from TOML (codebooks/notation/*.toml).
#pragma once

#include <string>
#include <string_view>

#include "attune/text/notation.h"

namespace attune {

/// Reads a notation profile; its words come folded. Throws `Errors` with every mistake and its place.
[[nodiscard]] NotationProfile parse_notation(std::string_view toml, const std::string& file);

}  // namespace attune
