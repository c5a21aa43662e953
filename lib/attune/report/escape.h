// Text of transcripts and codebooks made safe for where it is shown. Nothing else may write such text.
#pragma once

#include <string>
#include <string_view>

namespace attune {

/// For a terminal or a log: control characters, direction overrides and invisible characters become visible ("\x1b"), so that
/// no transcript can move the cursor, set a title or hide words (CWE-150). Line breaks and tabs become blanks.
[[nodiscard]] std::string terminal_safe(std::string_view text);

}  // namespace attune
