// All phrases of some rules, looked for at once in the sentences and turns of a transcript.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "attune/coding/lexical.h"
#include "attune/coding/phrase_run.h"
#include "attune/coding/rules.h"
#include "attune/coding/sieve.h"
#include "attune/coding/units.h"

namespace attune {

/// From rare to rarer: ways whose rarest word is met, of these the ways of which the word beside it or the next rarest in the scope
/// is there too (a bit), of these the places where all their words stand in order (sieve.h); there the automaton runs (phrase.h).
/// One a thread.
class PhraseSearch {
 public:
  /// REQUIRES: `rules` and `lexical` outlive it and do not move.
  PhraseSearch(const Rules& rules, const Lexical& lexical);

  /// Works out what the words call for that were met since it was called last.
  void learn();
  void forget();

  /// Begins a turn. REQUIRES: the words of all units are learned; units outlive what follows. `allowed` says by
  /// rule whether it may fire here.
  void begin_turn(const std::vector<Unit>& units, const std::vector<bool>& allowed);

  /// A phrase found: the longest match that begins with `units.begin`.
  struct Found {
    std::uint32_t phrase = 0;
    UnitRange units;
  };
  /// What is found of the rules' own phrases, by phrase and place: of those for sentences in a sentence, and when all its sentences
  /// are done of the others in the whole turn. Good until the next call.
  const std::vector<Found>& find_in_sentence(UnitRange sentence);
  const std::vector<Found>& find_in_turn();

  /// Whether a phrase is found anywhere in `range` of the turn.
  [[nodiscard]] bool is_in(std::uint32_t phrase, UnitRange range);
  /// The same of other units, of no turn that was begun. REQUIRES: their words are learned.
  [[nodiscard]] bool is_among(std::uint32_t phrase, const std::vector<Unit>& units, UnitRange range);

 private:
  /// A bit that must be set: of an item in one of four rows of bits.
  enum class Place : std::uint8_t { before, behind, scope, anywhere };
  struct Test {
    Place place = Place::anywhere;
    std::uint32_t item = 0;
    ClassBits classes = 0;  // of the item, beside the trigger

    bool operator==(const Test&) const = default;
  };
  /// A way to look for where its trigger stands, when its group's test is passed and what else is quickly asked: of what stands
  /// right beside it, and of its companions in the scope.
  struct Trigger {
    std::uint32_t way = 0;
    std::uint32_t rule = 0;  // of the way's phrase, at hand here: most ways are never looked at
    Test beside;
    std::array<std::uint32_t, 2> companions = {Rules::kAnything, Rules::kAnything};
  };
  /// Triggers of one word or class with a test in common.
  struct Group {
    Test test;
    std::uint32_t begin = 0, end = 0;
  };
  /// Where the groups of sentences begin and end, and behind them those of turns.
  struct Triggers {
    std::array<std::uint32_t, 3> bounds{};
  };
  /// What stands around a unit, by Place: rows of bits, and the classes of what stands beside it and of what is passed over there.
  struct Around {
    std::array<const std::uint64_t*, 4> rows{};
    std::array<ClassBits, 4> classes{};
  };
  const std::vector<Found>& find(std::size_t part, UnitRange scope);
  void add_triggers(Triggers& list, std::vector<std::uint32_t> ways);
  void follow(const Triggers& list, std::size_t part, std::uint32_t unit, const Around& around);
  void follow(std::uint32_t way, std::uint32_t unit);
  void want_everywhere(std::uint32_t phrase);
  [[nodiscard]] std::pair<Test, Trigger> trigger_of(std::uint32_t way) const;
  [[nodiscard]] Around around(std::uint32_t unit, UnitRange scope) const;
  [[nodiscard]] bool may_fire(std::uint32_t phrase) const { return (*allowed_)[rules_.phrases[phrase].rule]; }

  const Rules& rules_;
  const Lexical& lexical_;
  Sieve sieve_;
  PhraseRunner runner_;
  std::vector<Trigger> triggers_;
  std::vector<Group> groups_;
  std::vector<Triggers> by_atom_set_;
  std::array<Triggers, kUnitClasses> by_class_;
  std::array<std::vector<std::uint32_t>, 2> everywhere_;
  ClassBits trigger_classes_ = 0;
  std::size_t class_triggers_ = 0, class_groups_ = 0;  // how many the classes have: they stand first

  const std::vector<Unit>* units_ = nullptr;
  const std::vector<bool>* allowed_ = nullptr;
  std::vector<std::uint64_t> everywhere_in_;   // by phrase: the search in which it was last wanted everywhere
  std::uint64_t search_ = 0;
  std::vector<std::uint64_t> beginnings_;      // a phrase and a unit
  std::vector<std::uint32_t> units_to_begin_;  // of one phrase
  std::vector<Found> found_;
};

}  // namespace attune
