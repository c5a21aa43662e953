// Text that comes from files, made safe to show on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace attune {

/// `text` with every control character but "\n" and "\t", and every invisible character that changes how others show
/// (bidirectional and zero-width controls), written as "\x1b" or "\u202e": a file cannot command the terminal it is
/// shown on (CWE-150). A byte that is not part of a character is written "\xe9".
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace attune
