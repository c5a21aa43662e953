// Clitics: the short words behind an apostrophe that tokens are parted at.
#pragma once

#include <cstddef>
#include <string_view>

namespace attune {

/// Where the last clitic ('s 're 've 'll 'd 'm) of `word` begins, or its size when it has none. "n't" is no clitic.
[[nodiscard]] std::size_t clitic_start(std::string_view word);

}  // namespace attune
