// The cues of a subtitle file: when something is said, and where it stands.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "attune/formats/subtitles.h"
#include "attune/text/assemble.h"
#include "attune/text/span.h"

namespace attune {

struct SubtitleLine {
  Span span;  // without its end
  int number = 0;
};

struct SubtitleCue {
  int line = 0;             // of its times
  std::uint32_t begin = 0;  // of its number or name, else of its times
  std::int64_t start_ms = 0, end_ms = 0;
  Span payload;             // lines behind the times, up to an empty one
};

[[nodiscard]] std::vector<SubtitleLine> subtitle_lines(std::string_view text);

/// In the order of the file. Throws `Errors` when there is none, or a line that should hold a cue's times does not.
[[nodiscard]] std::vector<SubtitleCue> read_subtitle_cues(const Draft& draft, Subtitles kind);

}  // namespace attune
