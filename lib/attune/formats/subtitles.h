// Subtitles: WebVTT with voice spans, and SubRip.
#pragma once

#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

enum class Subtitles : unsigned char { vtt, srt };

/// Reads cues. A voice span ("<v Anna>"), a name with a colon ("ANNA: ...") or ">>" begins a turn; a cue without a
/// speaker goes on with the turn before. The transcript's text is the file, with its cue times as time codes, as long as cues stand in order of time and hold
/// no entities ("&amp;"); else it is made of the turns alone, in order of time, and a warning says so. Throws `Errors` at a
/// line that should hold a cue's times and does not.
[[nodiscard]] Draft read_subtitles(Draft draft, Subtitles kind, const PlainOptions& options, const NotationProfile& profile);

}  // namespace attune
