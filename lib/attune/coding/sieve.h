// Where a phrase may begin, by the words it cannot do without: from the rarest of them a walk over the others, in order and as
// far apart as they may stand, on a few bits. It lets some through that are no matches, and never holds one back; the automaton
// (phrase.h) decides.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "attune/coding/rules.h"
#include "attune/coding/units.h"

namespace attune {

/// Units of one turn, in scopes one after another. Keeps what it learned of word forms; one a thread.
class Sieve {
 public:
  /// REQUIRES: `rules` outlives it and does not move.
  explicit Sieve(const Rules& rules);

  /// The next of the sets of atoms, which are numbered from 0.
  void learn(std::span<const Atom> atoms);
  void forget();

  /// Begins a turn. REQUIRES: the sets of all units are learned, and the units outlive what follows.
  void begin_turn(std::span<const Unit> units);
  /// Begins a scope: a sentence of it, or, when all its sentences are done, the whole turn.
  void begin_sentence(UnitRange scope);
  void begin_whole_turn();
  /// Begins a scope without working out what occurs in it: any units of the turn.
  void begin_scope(UnitRange scope);

  /// The items of a unit's form, a bit each; none of a unit that matches pass over or that has no form.
  [[nodiscard]] const std::uint64_t* items_of(std::uint32_t unit) const { return rows_.data() + unit_rows_[unit]; }
  [[nodiscard]] const std::uint64_t* no_items() const { return rows_.data(); }
  /// The items that occur in the scope, a bit each: as far as `Rules::presence_items`.
  [[nodiscard]] const std::uint64_t* items_of_scope() const { return present_.data(); }
  /// Whether an item occurs in the sentences of this turn so far. REQUIRES: one of `Rules::presence_items`, or kAnything.
  [[nodiscard]] bool is_present_in_turn(std::uint32_t item) const { return item == Rules::kAnything || has_bit(present_in_turn_.data(), item); }
  /// Whether a unit of the turn is an item.
  [[nodiscard]] bool is_item(std::uint32_t unit, std::uint32_t item) const {
    return has_bit(items_of(unit), item) || (units_[unit].classes & rules_.item_classes[item]) != 0;
  }
  /// The first unit of a range of the turn that is an item, or its end.
  [[nodiscard]] std::uint32_t next(std::uint32_t item, UnitRange range) const;
  /// Whether a unit of this or any other turn is an item, or kAnything is asked.
  [[nodiscard]] bool is_met(std::uint32_t item, const Unit& unit) const {
    if (item == Rules::kAnything || (unit.classes & rules_.item_classes[item]) != 0) return true;
    return has_bit(rows_.data() + row_of(unit) * row_words_, item);
  }

  /// Adds the units with which a match may begin that has `unit` of the scope where the way's trigger stands. False: that can not
  /// be told from there (the way is none of steps, or too long), and all beginnings of its phrase must do. REQUIRES: a trigger step.
  [[nodiscard]] bool add_beginnings(const Rules::Way& way, std::uint32_t unit, std::vector<std::uint32_t>& into) const;
  /// Adds all units of the scope with which a match of a phrase may begin.
  void add_all_beginnings(std::uint32_t phrase, std::vector<std::uint32_t>& into) const;

  [[nodiscard]] static bool has_bit(const std::uint64_t* bits, std::uint32_t item) { return (bits[item / 64] >> (item % 64) & 1) != 0; }

 private:
  struct Walk;
  /// The number of a unit's row.
  [[nodiscard]] static std::size_t row_of(const Unit& unit) { return unit.has_form && !unit.skippable ? std::size_t{unit.atom_set} + 1 : 0; }
  bool step(Walk& walk, const Outline::Step& between, std::uint32_t item) const;
  const Rules& rules_;
  std::size_t row_words_ = 0;        // of 64 items
  std::size_t presence_words_ = 0;   // the first of them: items whose presence is asked
  std::vector<std::uint64_t> rows_;  // by set of atoms, from 1: its items, a bit each; row 0 is that of units without a form
  // What of a row, or of the items of a class, is asked for presence: its words that are not 0.
  struct Bits {
    std::uint32_t word = 0;
    std::uint64_t bits = 0;
  };
  struct BitRange {
    std::uint32_t begin = 0, end = 0;
    std::uint64_t sentence = 0;  // the number of the one it was added to last
  };
  BitRange add_asked_bits(const std::uint64_t* row);
  std::vector<Bits> asked_bits_;
  std::vector<BitRange> row_bits_;                   // by row
  std::array<BitRange, kUnitClasses> class_bits_;    // by class: they stand first
  std::size_t class_bits_end_ = 0;
  std::uint64_t sentences_ = 0;                      // begun so far
  ClassBits asked_classes_ = 0;                      // those with such items

  std::span<const Unit> units_;           // of the turn
  std::vector<std::size_t> unit_rows_;    // by unit: where its row begins
  struct Passable {                       // a bit a unit
    std::vector<std::uint64_t> skippable, free;
  };
  std::array<Passable, 2> passable_;      // from the first unit to the last, and from the last to the first
  UnitRange scope_;
  std::uint32_t opening_ = 0;             // the first unit of the scope that is a word
  std::uint32_t said_end_ = 0;            // behind the last unit that says something, or the scope's beginning
  std::vector<std::uint64_t> present_, present_in_turn_;  // items of the scope, and of the turn
};

}  // namespace attune
