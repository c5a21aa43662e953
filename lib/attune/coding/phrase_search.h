// All phrases of some rules, looked for at once in the sentences and turns of a transcript.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "attune/coding/lexical.h"
#include "attune/coding/phrase_run.h"
#include "attune/coding/rules.h"
#include "attune/coding/sieve.h"
#include "attune/coding/units.h"

namespace attune {

/// First come the expressions of lexicons and groups, then the phrases. Both go from rare to rarer: ways whose rarest word (or expression)
/// is met, of these the ways of which the word beside it or the next rarest in the turn is there too (a bit), of these the places
/// where all their words stand in order (sieve.h). That is a match of most phrases; of others the automaton has the last word
/// (phrase.h). One a thread.
class PhraseSearch {
 public:
  /// REQUIRES: `rules` and `lexical` outlive it and do not move.
  PhraseSearch(const Rules& rules, const Lexical& lexical);

  /// Works out what the words call for that were met since it was called last.
  void learn();
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
  /// What is found of the rules' own phrases in the turn, by phrase and place. Good until the next call.
  const std::vector<Found>& find();

  /// Whether a phrase is found anywhere in `range` of the turn.
  [[nodiscard]] bool is_in(std::uint32_t phrase, UnitRange range);
  /// The same of other units, of no turn that was begun. REQUIRES: their words are learned.
  [[nodiscard]] bool is_among(std::uint32_t phrase, const std::vector<Unit>& units, UnitRange range);

 private:
  /// Where something must stand: right beside a trigger, or anywhere in the turn.
  enum class Place : std::uint32_t { before, behind, anywhere };
  /// An item that must be met there, and the classes it may be met by beside the trigger.
  struct Test {
    Place place = Place::anywhere;
    std::uint32_t item = Rules::kAlways;
    ClassBits classes = 0;

    bool operator==(const Test&) const = default;
  };
  /// What a way is beside its trigger: nothing, the one word before it or behind it, or something to walk to.
  enum class Rest : std::uint8_t { nothing, before, behind, more };
  /// A way to look for where its trigger stands, when its group's test is passed and what else is quickly asked. What is asked of many
  /// words is at hand here: most ways are never looked at.
  struct Trigger {
    std::uint32_t way = 0;
    std::uint32_t rule = 0;  // of the way's phrase
    std::uint32_t phrase = 0;
    Rest rest = Rest::more;
    bool in_sentence = false;
    Test beside;
    std::array<std::uint32_t, 2> companions = {Rules::kAlways, Rules::kAlways};
    /// The step before or behind the trigger, where some words may stand between.
    struct Near {
      Place place = Place::anywhere;  // nothing is asked then
      std::uint32_t item = 0;
      std::uint16_t reach = 0;
    };
    Near near;
  };
  /// Triggers of one word, class or expression with a test in common: a bit of a row's word, or a class.
  struct Group {
    std::uint64_t bit = 0;
    std::uint32_t word = 0;
    ClassBits classes = 0;
    std::uint32_t begin = 0, end = 0;
    Place place = Place::anywhere;
  };
  struct Groups {
    std::uint32_t begin = 0, end = 0;
  };
  /// What a set of atoms or a class calls for.
  struct Called {
    Groups expressions, ways;
  };
  /// Where a match may begin. An end of 0 is not known: the automaton tells.
  struct Beginning {
    std::uint64_t at = 0;  // phrase and unit: what they are sorted by
    std::uint32_t end = 0;
    std::uint32_t sentence = 0;
  };
  [[nodiscard]] Groups grouped(const std::vector<Rules::Way>& ways, std::vector<std::uint32_t> numbers);
  [[nodiscard]] std::pair<Test, Trigger> trigger_of(const Rules::Way& way, std::uint32_t number) const;
  [[nodiscard]] static Rest rest_of(const Rules::Way& way);
  [[nodiscard]] static Trigger::Near near_of(const Rules::Way& way);
  [[nodiscard]] bool passes(const Trigger& trigger, UnitRange units) const;
  [[nodiscard]] bool is_near(const Trigger& trigger, UnitRange at) const;
  template <typename May, typename Follow>
  void each_passing(Groups groups, UnitRange trigger, May may, Follow follow) const;
  void find_expressions();
  [[nodiscard]] UnitRange units_at(const Trigger& trigger, UnitRange at) const;
  void follow_expression(const Trigger& trigger, std::uint32_t unit);
  [[nodiscard]] bool is_unknown(const Rules::Way& way) const;
  void follow(Groups groups, UnitRange trigger, std::uint32_t sentence);
  void follow(const Trigger& trigger, UnitRange at, std::uint32_t sentence);
  void follow(const Rules::Way& way, UnitRange trigger, std::uint32_t sentence);
  void want_everywhere(const Rules::Way& way);
  void want_everywhere(const Rules::Way& way, std::uint32_t sentence);
  template <typename IsItem>
  [[nodiscard]] std::optional<bool> is_at(std::uint32_t phrase, UnitRange trigger, const Sieve::Place& place, IsItem is_item);
  void keep_longest(const Beginning& nearest, const Beginning& last);

  const Rules& rules_;
  const Lexical& lexical_;
  Sieve sieve_;
  PhraseRunner runner_;
  std::vector<Trigger> triggers_;
  std::vector<Group> groups_;
  std::vector<Called> by_atom_set_;
  std::array<Called, kUnitClasses> by_class_;
  std::vector<Groups> by_expression_;
  ClassBits expression_classes_ = 0, way_classes_ = 0;  // those that call for any
  std::size_t lasting_triggers_ = 0, lasting_groups_ = 0;  // how many classes and expressions have: they stand first

  const TurnUnits* turn_ = nullptr;
  const std::vector<bool>* allowed_ = nullptr;
  // Items of this turn with an expression whose words stand too far apart to tell whether it is there.
  bool has_unknown_ = false;
  std::vector<bool> is_unknown_;               // by item
  Sieve::Place whole_;
  UnitRange sentence_;                         // the one at hand
  std::vector<Sieve::Place> sentences_;
  std::vector<std::uint64_t> everywhere_in_;   // by phrase: the place in which it was last wanted everywhere
  std::uint64_t places_ = 0;                   // begun so far, all sentences of a turn and then the turn
  std::vector<Sieve::Beginning> of_way_;       // buffers to use again
  std::vector<std::uint32_t> everywhere_;
  std::vector<Beginning> beginnings_;
  std::vector<Found> found_;
};

}  // namespace attune
