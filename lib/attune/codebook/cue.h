// The small language of cues: "five|5 & word|words & {mother}". See codebook/protocol.h.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/pattern.h"
#include "attune/codebook/protocol.h"

namespace attune {

/// What cues may name in braces: the phrases of each list of a protocol's [words].
using CueLists = std::map<std::string, std::vector<CuePhrase>, std::less<>>;

struct ParsedCue {
  Cue cue;                               // without groups when there are mistakes
  std::vector<PatternMistake> mistakes;
};

/// Groups joined by "&", phrases parted by "|", "stem*" with at least three letters, "{name}" for all phrases of a list.
/// Never throws.
[[nodiscard]] ParsedCue parse_cue(std::string_view text, const CueLists& lists = {});

}  // namespace attune
