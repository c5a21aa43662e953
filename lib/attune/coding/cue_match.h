// Whether a protocol's cue fits a few words. For looking at single turns; finding sections in a whole interview is
// quicker by `SectionFinder`.
#pragma once

#include <span>

#include "attune/codebook/protocol.h"
#include "attune/coding/spoken.h"

namespace attune {

/// One phrase of every group is among the words.
[[nodiscard]] bool fits(const Cue& cue, std::span<const SpokenWord> words);

}  // namespace attune
