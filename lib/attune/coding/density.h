// Passages that stand close together.
#pragma once

#include <span>
#include <vector>

#include "attune/codebook/structure.h"
#include "attune/text/transcript.h"

namespace attune {

/// The stretches of one turn in which at least `density.hits` of `passages` lie within `density.words` words, each from the
/// first to the last of them; stretches that meet are one. Of passages that overlap the first counts. REQUIRES: `passages` are in order.
[[nodiscard]] std::vector<Span> dense_stretches(const Transcript& transcript, std::span<const Span> passages, const Density& density);

/// The words that lie in a stretch of text.
[[nodiscard]] std::uint32_t words_in(const Transcript& transcript, Span span);

}  // namespace attune
