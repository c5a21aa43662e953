// All phrases of some rules, looked for at once in the sentences and turns of a transcript.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "attune/coding/lexical.h"
#include "attune/coding/phrase_run.h"
#include "attune/coding/rules.h"
#include "attune/coding/sieve.h"
#include "attune/coding/units.h"

namespace attune {

/// First come the expressions of lexicons and groups, then the phrases. Both go from rare to rarer: ways whose rarest word (or expression)
/// is met, of these the ways of which the word beside it or the next rarest in the turn is there too (a bit), of these the ways that
/// have two more of their words near, of these the places where all their words stand in order (sieve.h). That is a match of most
/// phrases; of others the automaton has the last word (phrase.h). The first two steps are taken for many words at once and write down
/// what passes without branching on it: a processor that guesses wrong loses more time than the questions take. One a thread.
class PhraseSearch {
 public:
  /// REQUIRES: `rules` and `lexical` outlive it and do not move.
  PhraseSearch(const Rules& rules, const Lexical& lexical);

  /// Works out what the words call for that were met since it was called last.
  void learn();
  /// Forgets all words, and the turn.
  void forget();

  /// Begins a turn. REQUIRES: the words of all units are learned; the turn outlives what follows. `allowed` says by
  /// rule whether it may fire here.
  void begin_turn(const TurnUnits& turn, const std::vector<bool>& allowed);

  /// A phrase found: the longest match that begins with `units.begin`.
  struct Found {
    std::uint32_t phrase = 0;
    std::uint32_t sentence = 0;  // in which it was looked for; 0 if in the whole turn
    UnitRange units;
  };
  /// What is found of the rules' own phrases in the turn: by rule and place, of those that begin together the longest first. Once a
  /// turn; good until the next one.
  const std::vector<Found>& find();

  /// Whether a phrase is found anywhere in `range` of the turn.
  [[nodiscard]] bool is_in(std::uint32_t phrase, UnitRange range);
  /// The same of other units, of no turn that was begun. REQUIRES: their words are learned.
  [[nodiscard]] bool is_among(std::uint32_t phrase, const std::vector<Unit>& units, UnitRange range);

 private:
  using Where = Sieve::Where;
  using Test = Sieve::Test;
  /// What a way is beside its trigger: nothing, the one word before it or behind it, or something to walk to.
  enum class Rest : std::uint8_t { nothing, before, behind, more };
  /// An expression or a way; simple ones have nothing to walk to.
  enum class Kind : std::uint8_t { simple_expression, expression, simple_way, way };
  /// What must stand near a trigger: a word with no more than so many between. Of anywhere nothing is asked.
  struct Window {
    std::uint32_t item = Rules::kAlways;
    std::uint16_t reach = 0;
    Where where = Where::anywhere;
  };
  /// A way to look for where its trigger stands, if its test is passed and what else is quickly asked. All that is asked of many words
  /// is at hand here: most ways are never looked at.
  struct Trigger {
    std::uint32_t way = 0;
    std::uint32_t rule = 0;      // of the way's phrase; of an expression 0: it is always looked for
    std::uint32_t phrase = 0;
    std::uint32_t companion = Rules::kAlways;  // an item that must be met somewhere in the turn
    Test beside;                               // what else must be beside it
    std::array<Window, 2> windows;             // the step next to the trigger, and one farther off
    Rest rest : 2 = Rest::more;
    Kind kind : 2 = Kind::way;
    bool in_sentence : 1 = false;
    bool is_exact : 1 = false;   // the phrase
  };
  /// Of one word, class or expression.
  struct Triggers {
    std::uint32_t begin = 0, end = 0;
  };
  /// A trigger, called for by a unit of the turn or by an expression found, which are numbered behind the units.
  struct Candidate {
    std::uint32_t trigger = 0;
    std::uint32_t at = 0;
  };
  /// Candidates in the order they came. They are written down first, and count if they turn out to pass: nothing need be guessed then.
  struct Candidates {
    std::vector<Candidate> written;
    std::size_t size = 0;  // so many of them count

    Candidate* room_for(std::size_t more) {
      if (written.size() < size + more) written.resize(2 * (size + more));
      return written.data() + size;
    }
    void end_at(const Candidate* end) { size = static_cast<std::size_t>(end - written.data()); }
    [[nodiscard]] std::span<const Candidate> all() const { return {written.data(), size}; }
  };
  /// A match that begins somewhere, as it is sorted: by rule and unit, then the longest first, then by phrase.
  struct Match {
    std::uint64_t at = 0;      // rule and first unit
    std::uint64_t order = 0;   // what is left of all units behind its end, and the phrase
    std::uint32_t sentence = 0;
  };
  /// Where a match may begin of which the automaton tells whether it does.
  struct Doubt {
    std::uint32_t phrase = 0;
    std::uint32_t begin = 0;
    std::uint32_t sentence = 0;

    auto operator<=>(const Doubt&) const = default;
  };
  [[nodiscard]] Triggers triggers_of(std::vector<std::uint32_t> expressions, std::vector<std::uint32_t> ways);
  [[nodiscard]] std::pair<Test, Trigger> trigger_of(const Rules::Way& way, std::uint32_t number, bool is_expression) const;
  [[nodiscard]] static Rest rest_of(const Rules::Way& way);
  [[nodiscard]] static Window window_of(const Rules::Way::Nearby& nearby);
  [[nodiscard]] UnitRange units_of(const Candidate& candidate) const;
  [[nodiscard]] Candidates& candidates(Kind kind) { return by_kind_[static_cast<std::size_t>(kind)]; }
  void call(Triggers triggers, std::uint32_t at);
  void call_by_units();
  void call_by_expressions();
  void sift();
  void narrow(Candidates& candidates) const;
  void keep_within(Candidates& candidates, std::size_t window) const;
  void find_expressions();
  [[nodiscard]] UnitRange units_at(const Trigger& trigger, UnitRange at) const;
  void follow_expression(const Rules::Way& way, std::uint32_t unit);
  [[nodiscard]] bool is_unknown(const Rules::Way& way) const;
  void begin_simple(const Trigger& trigger, UnitRange at);
  void follow(const Trigger& trigger, UnitRange at);
  void keep(const Trigger& trigger, UnitRange units, std::uint32_t sentence);
  void want_everywhere(const Rules::Way& way);
  void want_everywhere(const Rules::Way& way, std::uint32_t sentence);
  template <typename IsItem>
  [[nodiscard]] std::optional<bool> is_at(std::uint32_t phrase, UnitRange trigger, const Sieve::Place& place, IsItem is_item);
  void note(std::uint32_t rule, std::uint32_t phrase, UnitRange units, std::uint32_t sentence);
  void resolve_doubts();

  const Rules& rules_;
  const Lexical& lexical_;
  Sieve sieve_;
  PhraseRunner runner_;
  std::vector<Trigger> triggers_;
  std::vector<Test> tests_;        // of each, asked first
  std::vector<Triggers> by_atom_set_, by_expression_;
  std::array<Triggers, kUnitClasses> by_class_;
  ClassBits calling_classes_ = 0;  // those that call for any
  std::size_t lasting_triggers_ = 0;  // how many classes and expressions have: they stand first

  const TurnUnits* turn_ = nullptr;
  const std::vector<bool>* allowed_ = nullptr;
  // Items of this turn with an expression whose words stand too far apart to tell whether it is there.
  bool has_unknown_ = false;
  std::vector<bool> is_unknown_;               // by item
  Sieve::Place whole_;
  std::vector<Sieve::Place> sentences_;
  std::vector<std::uint64_t> everywhere_in_;   // by phrase: the place in which it was last wanted everywhere
  std::uint64_t places_ = 0;                   // begun so far, all sentences of a turn and then the turn
  std::vector<std::uint32_t> sentence_of_;     // by unit of the turn
  Candidates called_;                          // those whose test is passed
  std::array<Candidates, 4> by_kind_;          // those of them that passed more
  std::vector<Sieve::Beginning> of_way_;       // buffers to use again
  std::vector<std::uint32_t> everywhere_;
  std::vector<Match> matches_;
  std::vector<Doubt> doubts_;
  std::vector<Found> found_;
};

}  // namespace attune
