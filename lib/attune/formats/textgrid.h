// Praat TextGrids, both serialisations: one tier a speaker, intervals with text are turns.
#pragma once

#include <string>
#include <vector>

#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

struct TextGridInterval {
  double begin = 0, end = 0;  // seconds; the same for a point
  std::string text;
  int line = 0;               // of the text, from 1
};

struct TextGridTier {
  std::string name;
  bool points = false;        // a TextTier
  std::vector<TextGridInterval> intervals;
};

struct TextGrid {
  double begin = 0, end = 0;
  std::vector<TextGridTier> tiers;
};

/// Throws `Errors` with the line where something else stands than a TextGrid holds there.
[[nodiscard]] TextGrid parse_text_grid(std::string_view text, const std::string& file);

/// Turns in order of time. Without `tiers` those of all interval tiers but the ones whose names say that they hold words, phones or notes.
[[nodiscard]] Draft read_text_grid(Draft draft, const std::vector<std::string>& tiers, const PlainOptions& options, const NotationProfile& profile);

/// Whether a tier's name says that it holds something else than talk ("words", "notes"), or is Attune's own of marks.
[[nodiscard]] bool is_side_tier(std::string_view name);

/// The name of the tier that writers put marks on.
inline constexpr std::string_view kMarksTier = "attune";

/// That tier ("attune"), or in ELAN that below a speaker's ("attune@Anna").
[[nodiscard]] inline bool is_marks_tier(std::string_view name) { return name.starts_with(kMarksTier) && (name.size() == kMarksTier.size() || name[kMarksTier.size()] == '@'); }

}  // namespace attune
