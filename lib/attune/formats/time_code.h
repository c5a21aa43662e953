// Time codes as transcription services write them: "00:14:03", "[14:03]", "(1:02:03.5)", "#00:14:03-5#".
#pragma once

#include <cstdint>
#include <string_view>

namespace attune {

/// Where the time code that begins at `begin` ends, or `begin` when there is none before `end`.
[[nodiscard]] std::uint32_t time_code_end(std::string_view text, std::uint32_t begin, std::uint32_t end);

}  // namespace attune
