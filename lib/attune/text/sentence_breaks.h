// Sentence boundaries without ICU's iterator, which walks every byte through a state machine. Between the marks that can end a
// sentence nothing has to be decided; a test holds this to ICU's answers.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace attune {

/// Appends the ends of the sentences of `text` to `ends`, in order, the last its size: the rules SB3 to SB998 of UAX #29 as
/// ICU's root rules have them. REQUIRES: valid UTF-8; `stops` are in order, and all that is neither an ASCII letter nor a blank
/// stands at one of them (`find_stops`).
void append_sentence_ends(std::string_view text, std::span<const std::uint32_t> stops, std::vector<std::uint32_t>& ends);

}  // namespace attune
