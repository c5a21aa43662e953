// What raters marked in a transcript, as labelled speech to learn from.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/learning/learn.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

/// What a list is fitted to, and read in by the marker that is made of it.
enum class LearnedUnit : std::uint8_t { sentence, turn, response };

[[nodiscard]] std::string_view learned_unit_name(LearnedUnit unit);

/// The participant's sentences, turns or responses that have a word in them. A response runs from its first to its last word,
/// over what the listener put in.
[[nodiscard]] std::vector<Span> learned_units(const Transcript& transcript, LearnedUnit unit);

/// The features of what is said in a stretch.
using FeatureReader = std::function<std::vector<std::string>(const Transcript& transcript, Span stretch)>;

/// The units of a transcript, each with the codes that more than half of `codings` marked in it (a mark that overlaps it; its
/// parent code). They are one group, the transcript's id. REQUIRES: codings of this transcript by different raters.
[[nodiscard]] std::vector<LabelledFeatures> marked_units(const Transcript& transcript, std::span<const Coding> codings, LearnedUnit unit, const FeatureReader& features);

}  // namespace attune
