// Pairs: what is said of somebody in one place, and what is said of the same person in another.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/coding/rule_finding.h"
#include "attune/coding/units.h"

namespace attune {

/// A match of one half of a marker that looks for pairs.
struct HalfPair {
  const Marker* marker = nullptr;
  bool is_first = true;                 // of `any`; else of `pair`
  RuleFinding finding;
  std::string_view section;             // of the transcript
  std::uint32_t response = 0;
  std::optional<std::uint32_t> figure;  // who it is about: a number of Transcript::figures
};

/// Who a passage of a sentence is about: the first person named in it, else the nearest before it in the sentence, else the first
/// behind it. A passage may go on over the end of its sentence. `mentions` are in the order of the text.
[[nodiscard]] std::optional<std::uint32_t> figure_near(Span passage, Span sentence, const std::vector<FigureMention>& mentions);

/// Each first half with the first second half, in the order of the text, that fits where the marker looks for it and is
/// about the same figure (unless the marker does not ask for one). A half is part of one pair only. The pairs of a marker are
/// numbered in the order of the text.
[[nodiscard]] std::vector<RuleFinding> pair_up(const std::vector<HalfPair>& halves);

}  // namespace attune
