// Text of transcripts made safe for a line on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attune {

/// `visible` (text/visible.h) on one line: line breaks and tabs become blanks.
[[nodiscard]] std::string terminal_safe(std::string_view text);

/// The same in at most `columns` characters; what is cut shows as "~". REQUIRES: `columns` > 0.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);

}  // namespace attune
