// Times of the recording that a program or a typist put into talk: "#00:00:10-3#" as f4 and MAXQDA write them, "00:00:10,345", "0:10:03".
#pragma once

#include <cstdint>
#include <string_view>

#include "attune/text/span.h"

namespace attune {

/// Where the time stamp that begins at `begin` ends, or `begin` when there is none inside `body`. Between number signs minutes and seconds are enough;
/// bare it has hours too, for people say "at 10:30". It is never a part of a word or of a longer number.
[[nodiscard]] std::uint32_t time_stamp_end(std::string_view text, Span body, std::uint32_t begin);

/// The last word of `body` when it is a time stamp, else an empty span at the end of `body`.
[[nodiscard]] Span last_time_stamp(std::string_view text, Span body);

}  // namespace attune
