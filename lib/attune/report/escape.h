// Text of transcripts made safe for a line on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace attune {

/// `visible` (text/visible.h) on one line: line breaks and tabs become blanks.
[[nodiscard]] std::string terminal_safe(std::string_view text);

}  // namespace attune
