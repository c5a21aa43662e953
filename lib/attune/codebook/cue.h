// The small language of cues: "five|5 & word|words & moth*|mom". See codebook/protocol.h.
#pragma once

#include <string_view>
#include <vector>

#include "attune/codebook/pattern.h"
#include "attune/codebook/protocol.h"

namespace attune {

struct ParsedCue {
  Cue cue;                               // without groups when there are mistakes
  std::vector<PatternMistake> mistakes;
};

/// Groups joined by "&", phrases parted by "|", "stem*" with at least three letters. Never throws.
[[nodiscard]] ParsedCue parse_cue(std::string_view text);

}  // namespace attune
