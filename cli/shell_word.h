// Commands that are printed for somebody to paste.
#pragma once

#include <string>

namespace attune::cli {

/// `text` as one word of a POSIX shell: in single quotes where it has more than letters, digits and - _ . / : , @ + signs. Control
/// characters are shown (`visible`), not passed on.
[[nodiscard]] std::string shell_word(const std::string& text);

}  // namespace attune::cli
