// What a marker asks of the words around a match: negation, what must not stand there, what must.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/coding/lexical.h"
#include "attune/coding/phrase_search.h"
#include "attune/coding/rules.h"
#include "attune/coding/spoken.h"
#include "attune/coding/units.h"
#include "attune/text/transcript.h"

namespace attune {

/// Conditions of the matches of one transcript at a time, turn by turn. One a thread.
class Conditions {
 public:
  static constexpr std::uint32_t kNoResponse = 0xFFFFFFFF;

  /// REQUIRES: all outlive it and do not move.
  Conditions(const Rules& rules, const Language& language, Lexical& lexical, PhraseSearch& search);

  /// `response_of` gives the response a turn lies in, or kNoResponse. REQUIRES: all outlive what is asked of the transcript.
  void begin(const Transcript& transcript, const std::vector<FigureMention>& mentions, const std::vector<std::uint32_t>& response_of);
  /// REQUIRES: the search has begun the same turn, and its phrases were looked for before `hold` is asked.
  void begin_turn(std::uint32_t turn, const TurnUnits& units);
  /// Whether a match, in units of the turn, has around it what its rule asks for. `sentence` is the one it was found in.
  [[nodiscard]] bool hold(const Rule& rule, UnitRange match, std::uint32_t sentence);
  /// The turns of the response or section the turn lies in; else the turn alone.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> turns_of(Scope scope) const;

 private:
  static constexpr std::uint32_t kNoTurn = 0xFFFFFFFF;
  [[nodiscard]] bool stands_guarded(const Rule& rule, UnitRange match, UnitRange scope);
  [[nodiscard]] bool is_negated(UnitRange match, UnitRange scope) const;
  [[nodiscard]] bool begins(const PhraseList& phrases, std::uint32_t at, UnitRange scope) const;
  [[nodiscard]] bool has_mark_before(UnitRange match, UnitRange scope) const;
  [[nodiscard]] bool has_mark_behind(UnitRange match, UnitRange scope) const;
  [[nodiscard]] UnitRange words_before(UnitRange match, UnitRange scope, int window) const;
  [[nodiscard]] UnitRange words_behind(UnitRange match, UnitRange scope, int window) const;
  [[nodiscard]] UnitRange whole_turn() const { return {0, static_cast<std::uint32_t>(units_->units.size())}; }
  [[nodiscard]] std::uint64_t place_of(Scope scope, std::uint32_t sentence);
  [[nodiscard]] bool is_in_scope(std::uint32_t phrase, Scope scope, UnitRange range, std::uint64_t place);
  [[nodiscard]] bool is_in_turn(std::uint32_t phrase, std::uint32_t turn);

  PhraseList no_denials_, new_clauses_;
  Lexical& lexical_;
  PhraseSearch& search_;
  const Transcript* transcript_ = nullptr;
  const std::vector<FigureMention>* mentions_ = nullptr;
  const std::vector<std::uint32_t>* response_of_ = nullptr;
  std::uint32_t turn_ = 0;
  const TurnUnits* units_ = nullptr;
  std::uint32_t other_turn_ = kNoTurn;  // whose units are in `other_units_`
  TurnUnits other_units_;
  // Places in which phrases are looked for are numbered as they come: a turn and then its sentences, and all that one speaks in the
  // turns of a response or of a section.
  std::uint64_t places_ = 0;
  std::uint64_t turn_place_ = 0;  // of the turn at hand; its sentences' follow
  struct Stretch {
    std::uint32_t first_turn = kNoTurn, turn_end = kNoTurn;
    std::uint64_t place = 0;
  };
  std::array<std::array<Stretch, 3>, 2> stretches_;  // by scope (response, section) and role: the last of this transcript
  /// Whether a phrase was found where it was looked for last.
  struct Answer {
    std::uint64_t place = 0;
    bool found = false;
  };
  std::vector<Answer> last_answer_;  // by phrase
};

}  // namespace attune
