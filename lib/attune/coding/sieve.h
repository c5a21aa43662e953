// Where a phrase may begin, by the places of the words it cannot do without: a few operations on bits, one bit a unit, for
// all beginnings at once. It lets some through that are no matches, and never holds one back; the automaton (phrase.h) decides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
  ~Sieve();
  Sieve(const Sieve&) = delete;
  Sieve& operator=(const Sieve&) = delete;

  /// The next of the sets of atoms, which are numbered from 0.
  void learn(std::span<const Atom> atoms);
  void forget();

  /// Begins a turn. REQUIRES: the sets of all units are learned, and the units outlive what follows.
  void begin_turn(std::span<const Unit> units);
  /// Begins a scope: a sentence of it, or, when all its sentences are done, the whole turn.
  void begin_sentence(UnitRange scope);
  void begin_whole_turn();

  /// Whether an item occurs in the scope: quick, and asked first. REQUIRES: one of `Rules::presence_items`, or kAnything.
  [[nodiscard]] bool is_present(std::uint32_t item) const {
    return item == Rules::kAnything || (present_[item / 64] >> (item % 64) & 1) != 0;
  }
  /// The same of the sentences of this turn so far.
  [[nodiscard]] bool is_present_in_turn(std::uint32_t item) const {
    return item == Rules::kAnything || (present_in_turn_[item / 64] >> (item % 64) & 1) != 0;
  }
  /// Whether a unit of the turn is an item.
  [[nodiscard]] bool is_item(std::uint32_t unit, std::uint32_t item) const {
    return (rows_[unit_rows_[unit] + item / 64] >> (item % 64) & 1) != 0 || (units_[unit].classes & rules_.item_classes[item]) != 0;
  }
  /// Whether the scope is short enough for `beginnings` to look at places. Of a longer one it knows what a match may begin with, and
  /// that is the same for all ways of a phrase.
  [[nodiscard]] bool knows_places() const { return scope_.end - scope_.begin < 16 * 64; }
  /// The units of the scope with which a match in this way may begin, rising. Good until the next call.
  [[nodiscard]] const std::vector<std::uint32_t>& beginnings(const Rules::Way& way);
  /// Whether a unit of this or any other turn is an item, or kAnything is asked.
  [[nodiscard]] bool is_met(std::uint32_t item, const Unit& unit) const {
    if (item == Rules::kAnything || (unit.classes & rules_.item_classes[item]) != 0) return true;
    return unit.has_form && !unit.skippable && (row(unit.atom_set)[item / 64] >> (item % 64) & 1) != 0;
  }

 private:
  template <std::size_t W>
  class Places;
  template <std::size_t W>
  struct Scope;

  [[nodiscard]] const std::uint64_t* row(std::uint32_t atom_set) const { return rows_.data() + (atom_set + 1) * row_words_; }
  template <std::size_t W>
  void begin(std::unique_ptr<Scope<W>>& scope) const;
  template <std::size_t W>
  const Places<W>& places_of(Scope<W>& scope, std::uint32_t item) const;
  template <std::size_t W>
  Places<W> follow(Scope<W>& scope, const Outline& outline, Places<W> at) const;
  template <std::size_t W>
  void find(Scope<W>& scope, const Rules::Way& way);
  void find_by_first(std::uint32_t phrase);
  void begin_places(UnitRange scope);
  void add_bits(std::uint64_t* into, const std::uint64_t* bits) const;

  const Rules& rules_;
  std::size_t row_words_ = 0;       // of 64 items
  std::size_t presence_words_ = 0;  // the first of them: items whose presence is asked
  std::vector<std::uint64_t> rows_; // by set of atoms, from 1: its items, a bit each; row 0 is that of units without a form
  std::vector<std::vector<std::uint64_t>> class_rows_;  // by class: its items whose presence is asked
  ClassBits asked_classes_ = 0;                         // those with such items

  std::span<const Unit> units_;           // of the turn
  std::vector<std::uint32_t> unit_rows_;  // by unit: where its row begins
  UnitRange scope_;
  std::uint32_t opening_ = 0;             // the first unit of the scope that is a word
  std::vector<std::uint64_t> present_, present_in_turn_;  // items of the scope, and of the turn
  std::unique_ptr<Scope<1>> short_;
  std::unique_ptr<Scope<4>> middling_;
  std::unique_ptr<Scope<16>> long_;
  std::vector<std::uint32_t> beginnings_;
};

}  // namespace attune
