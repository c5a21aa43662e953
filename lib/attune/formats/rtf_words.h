// Words of RTF that stand for something else: signs, character sets, and destinations whose content is no text.
#pragma once

#include <string_view>

namespace attune {

/// The code page of Windows by \fcharsetN; 0 for those that say nothing of it (the default, signs).
[[nodiscard]] int page_of_charset(long charset);

/// What a word prints, as "emdash" does; else empty.
[[nodiscard]] std::string_view sign_of_word(std::string_view word);

/// Whether a group that begins with this word holds tables, pictures, page furniture or what other readers see, and no text of the document.
[[nodiscard]] bool holds_no_text(std::string_view word);

}  // namespace attune
