// Whether a transcript kept how something was said, or was tidied for reading.
#pragma once

#include <cstdint>

#include "attune/text/transcript.h"

namespace attune {

/// Signs of unplanned speech in the participant's turns: fillers, words said again or taken back, cut-off words, pauses.
struct Fluency {
  std::uint32_t words = 0;
  std::uint32_t signs = 0;

  bool operator==(const Fluency&) const = default;
};

[[nodiscard]] Fluency fluency_of(const Transcript& transcript);

/// At least 500 words of the participant with fewer than one such sign in 1,000 words. People who speak freely make twenty
/// to sixty in 1,000 (Bortfeld et al. 2001, about 60), and even a light transcription keeps some: so few were left out by
/// whoever typed. Of a shorter text nothing can be said.
[[nodiscard]] bool looks_cleaned(const Fluency& fluency);

}  // namespace attune
