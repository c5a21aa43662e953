// A turn as rules read it: its tokens with what is known of each, in the view as intended.
#pragma once

#include <cstdint>
#include <vector>

#include "attune/coding/lexical.h"
#include "attune/coding/unit_class.h"
#include "attune/text/transcript.h"

namespace attune {

/// What a rule sees of a token. Hyphenated words come in their parts, so that they match word by word.
struct Unit {
  Span span;
  std::uint32_t form = 0;      // REQUIRES has_form
  std::uint32_t atom_set = 0;  // of the form: see Lexical
  ClassBits classes = 0;
  std::uint16_t detail = 0;    // as in Token
  TokenKind kind = TokenKind::word;
  bool has_form = false;       // a word to compare: words, numbers, redacted and uncertain entities, skippable words too
  bool skippable = false;      // a match may pass over it
  bool free = false;           // costs nothing in a gap: clitics, punctuation
};

/// Costs nothing in a gap.
[[nodiscard]] inline bool is_free(const Unit& unit) { return unit.skippable || unit.free; }
/// Neither words nor anything that was heard: what may stand before the beginning and behind the end of what a pattern anchors.
[[nodiscard]] inline bool says_nothing(const Unit& unit) {
  return unit.skippable || unit.kind == TokenKind::punctuation || unit.kind == TokenKind::trailing_off || unit.kind == TokenKind::interruption;
}

/// Units [begin, end) of a `TurnUnits`: a sentence, or the whole turn.
struct UnitRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool operator==(const UnitRange&) const = default;
};

struct TurnUnits {
  std::vector<Unit> units;
  std::vector<UnitRange> sentences;
};

/// What units take of the text. REQUIRES: there are any.
[[nodiscard]] Span span_of(const TurnUnits& turn, UnitRange units);
/// The units of a scope that a passage touches; of none the place where they would stand.
[[nodiscard]] UnitRange units_in(const TurnUnits& turn, Span passage, UnitRange scope);
/// The number of the sentence that a passage begins in, or behind; 0 before all of them. REQUIRES: there are any.
[[nodiscard]] std::uint32_t sentence_at(const TurnUnits& turn, Span passage);

/// Where people of a transcript are spoken of, in order of the text.
struct FigureMention {
  Span span;
  bool dead = false;
  bool did_harm = false;
  std::uint32_t figure = 0;  // its number in Transcript::figures
};

[[nodiscard]] std::vector<FigureMention> mentions_of(const Transcript& transcript);

/// The units of the sentences [first_sentence, sentence_end), all of one turn. `units` is a buffer to use again.
[[nodiscard]] TurnUnits units_of(const Transcript& transcript, std::uint32_t first_sentence, std::uint32_t sentence_end,
                                 const std::vector<FigureMention>& mentions, Lexical& lexical, TurnUnits buffer = {});

}  // namespace attune
