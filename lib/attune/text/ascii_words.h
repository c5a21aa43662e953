// Word boundaries of plain ASCII without ICU. Most talk is ASCII, and ICU's iterator costs several times what all else does
// that a transcript is read with; a test holds the two to the same answers.
#pragma once

#include <cstdint>
#include <string_view>

#include "attune/text/unicode.h"

namespace attune {

/// The piece that begins at `begin`, by the rules WB3 to WB13b of UAX #29 as ICU 72 has them for English (its "@" is a letter,
/// its ":" joins nothing). REQUIRES: `begin` is a boundary and inside `text`, and `text` is ASCII.
[[nodiscard]] Breaker::Word ascii_word_at(std::string_view text, std::uint32_t begin);

/// Length of the longest start of `text` that is ASCII.
[[nodiscard]] std::size_t ascii_length(std::string_view text);

/// Length of the longest start of `text` that is ASCII and ends at a boundary whatever follows: behind a blank that
/// has ASCII other than a blank behind it, or at the end of `text`.
[[nodiscard]] std::size_t ascii_stretch(std::string_view text);

/// Length of the shortest start of `text`, at least a byte, that ends at such a boundary.
[[nodiscard]] std::size_t stretch_to_blank(std::string_view text);

/// Length of the shortest start of `text` that goes beyond its first character that is not ASCII and ends at such a boundary.
[[nodiscard]] std::size_t other_stretch(std::string_view text);

}  // namespace attune
