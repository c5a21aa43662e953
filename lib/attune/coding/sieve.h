// Where a phrase begins and ends, by the words it cannot do without: from the rarest of them a walk over the others, in order and as
// far apart as they may stand, on a few bits. It never holds a match back. Of a phrase that outlines tell wholly it lets nothing else
// through; of another it may, and the automaton (phrase.h) decides.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "attune/coding/rules.h"
#include "attune/coding/units.h"

namespace attune {

/// Units of one turn, and the expressions that were found in it. Keeps what it learned of word forms; one a thread.
class Sieve {
 public:
  /// REQUIRES: `rules` outlives it and does not move.
  explicit Sieve(const Rules& rules);

  /// The next of the sets of atoms, which are numbered from 0.
  void learn(std::span<const Atom> atoms);
  /// Forgets all sets, and the turn.
  void forget();

  /// Begins a turn, of which no expression is known. REQUIRES: the sets of all units are learned, and the units outlive what follows.
  void begin_turn(std::span<const Unit> units);
  void add_expression(std::uint32_t expression, UnitRange units);

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  /// Expressions of the turn. Those that begin with the same unit are strung together, and those that end with it.
  struct FoundExpression {
    std::uint32_t expression = 0;
    UnitRange units;
    std::uint32_t next_from = kNone, next_to = kNone;
  };
  [[nodiscard]] const std::vector<FoundExpression>& expressions() const { return expressions_; }

  /// Whether an item occurs in the turn. REQUIRES: one of `Rules::presence_items`.
  [[nodiscard]] bool is_present(std::uint32_t item) const { return has_bit(rows_.data(), item); }
  /// Whether a unit of the turn is an item.
  [[nodiscard]] bool is_item(std::uint32_t unit, std::uint32_t item) const {
    return has_bit(rows_.data() + unit_rows_[unit], item) || (units_[unit].classes & rules_.item_classes[item]) != 0;
  }
  [[nodiscard]] bool is_item(const FoundExpression& found, std::uint32_t item) const {
    return has_bit(expression_rows_.data() + expression_row_[found.expression], item);
  }
  /// The first unit of a range of the turn that is an item, or its end.
  [[nodiscard]] std::uint32_t next(std::uint32_t item, UnitRange range) const;
  /// The units of a place that stand before `unit`, or from `unit` on, with no more than `reach` words between.
  [[nodiscard]] UnitRange gap_before(std::uint32_t unit, std::uint32_t reach, UnitRange place) const {
    const std::uint32_t words = words_before_[unit];
    return {words > reach ? std::max(word_units_[words - 1 - reach], place.begin) : place.begin, unit};
  }
  [[nodiscard]] UnitRange gap_behind(std::uint32_t unit, std::uint32_t reach, UnitRange place) const {
    const std::size_t last = std::size_t{words_before_[unit]} + reach;
    return {unit, last < word_units_.size() ? std::min(word_units_[last] + 1, place.end) : place.end};
  }
  /// Whether a unit of this or any other turn is an item.
  [[nodiscard]] bool is_met(std::uint32_t item, const Unit& unit) const {
    if (item == Rules::kAlways || (unit.classes & rules_.item_classes[item]) != 0) return true;
    return has_bit(rows_.data() + row_of(unit) * row_words_, item);
  }

  /// Where something must stand: right beside something, with nothing between but what matches pass over, or anywhere in the turn.
  enum class Where : std::uint8_t { before, behind, anywhere };
  /// By `Where`, what is met there: where its row of items begins, classes (of what is passed over, too), and beside it the unit.
  struct Surroundings {
    std::array<std::uint32_t, 3> rows = {};
    std::array<ClassBits, 3> classes = {};
    std::array<std::uint32_t, 2> units = {kNone, kNone};
  };
  /// Those of a unit, or of an expression: `expressions()` are numbered behind the units.
  [[nodiscard]] const Surroundings& around(std::uint32_t at) const { return around_[at]; }
  /// The unit right beside another, or kNone.
  [[nodiscard]] std::uint32_t beside(std::uint32_t unit, Where side) const { return around_[unit].units[static_cast<std::size_t>(side)]; }
  /// An item that must be met somewhere, and beside something the classes that it may be met by (what is in the turn knows of these).
  struct Test {
    std::uint32_t item = Rules::kAlways;
    ClassBits classes = 0;
    Where where = Where::anywhere;
  };
  /// Whether it is: 1 or 0. It does not branch, for what a text has no processor can guess.
  [[nodiscard]] std::uint64_t is_met(const Test& test, const Surroundings& around) const {
    const auto at = static_cast<std::size_t>(test.where);
    return (rows_[around.rows[at] + test.item / 64] >> (test.item % 64) & 1) | static_cast<std::uint64_t>((around.classes[at] & test.classes) != 0);
  }

  /// Where a phrase is looked for: any units of the turn.
  struct Place {
    UnitRange units;
    std::uint32_t opening = 0;   // the first of them that is a word
    std::uint32_t latest_start = 0;  // what begins behind it does not begin with the place
    std::uint32_t said_end = 0;      // behind the last that says something: what ends there ends with the place
  };
  [[nodiscard]] Place place_of(UnitRange units) const;

  /// Where a match may begin and end: bits, from the first unit of what stands for a way's trigger back, and from its last one on. What
  /// stands before the trigger and what stands behind it know nothing of each other: each end goes with each beginning.
  struct Reach {
    std::uint64_t begins = 0, ends = 0;
  };
  /// None: that can not be told (the way is too long). REQUIRES: the way has a trigger step; `trigger`, a unit or those of an
  /// expression, lies in the place.
  [[nodiscard]] std::optional<Reach> reach(const Rules::Way& way, UnitRange trigger, const Place& place) const;
  /// The same of words side by side: the units they take, or none at all. REQUIRES: the way is such a chain.
  [[nodiscard]] UnitRange chain(const Rules::Way& way, UnitRange trigger, const Place& place) const;

  /// A match begins with unit `begin`. Where the way is exact, the longest of those that have the trigger there ends before `end`.
  struct Beginning {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  /// Adds where a match of a phrase may begin that has `trigger` where the way's trigger stands. False: that can not be told from there
  /// (the way begins with anything, or is too long), and all beginnings of its phrase must do. REQUIRES: as for `reach`.
  [[nodiscard]] bool add_beginnings(const Rules::Way& way, UnitRange trigger, const Place& place, std::vector<Beginning>& into) const;
  /// Adds all units of the place with which a match of a phrase may begin.
  void add_all_beginnings(std::uint32_t phrase, const Place& place, std::vector<std::uint32_t>& into) const;

 private:
  struct Walk;
  // Rows: of the turn, which is the first, of units without a form, and by set of atoms.
  static constexpr std::uint32_t kNoForm = 1, kForms = 2;
  [[nodiscard]] static bool has_bit(const std::uint64_t* bits, std::uint32_t item) { return (bits[item / 64] >> (item % 64) & 1) != 0; }
  [[nodiscard]] static std::uint32_t row_of(const Unit& unit) { return unit.has_form && !unit.skippable ? unit.atom_set + kForms : kNoForm; }
  [[nodiscard]] std::uint32_t last_of_chain(const std::vector<Outline::Step>& steps, std::size_t at, std::uint32_t unit) const;
  [[nodiscard]] std::uint32_t first_of_chain(const std::vector<Outline::Step>& steps, std::size_t at, std::uint32_t unit) const;
  [[nodiscard]] bool fits_ends(const Rules::Way& way, UnitRange trigger, const Place& place) const;
  /// Whether the word beside a unit is an item.
  [[nodiscard]] bool is_beside(std::uint32_t unit, Where side, std::uint32_t item) const { return has_bit(rows_.data() + around_[unit].rows[static_cast<std::size_t>(side)], item); }
  [[nodiscard]] UnitRange beyond(const Walk& walk, const Outline::Step& between, std::uint32_t unit) const;
  bool step(Walk& walk, const Outline::Step& between, std::uint32_t item) const;
  bool step_beside(Walk& walk, std::uint32_t item) const;
  bool add_found(const Walk& walk, std::uint64_t open, std::uint32_t item, std::uint64_t& found) const;
  bool add_others(const Walk& walk, std::uint64_t open, const Rules::ItemExpressions& expressions, std::uint64_t& found) const;
  bool add_other(const Walk& walk, const Rules::Way& way, std::uint32_t distance, std::uint64_t& found) const;
  bool walk_on(Walk& walk, const std::vector<Outline::Step>& steps, std::size_t at) const;
  bool walk_back(Walk& walk, const std::vector<Outline::Step>& steps, std::size_t at) const;

  const Rules& rules_;
  std::size_t row_words_ = 0;        // of 64 items
  std::size_t presence_words_ = 0;   // the first of them: items whose presence is asked
  std::vector<std::uint64_t> rows_;  // of items, a bit each
  // What of a row, or of the items of a class, is asked for presence: its words that are not 0.
  struct Bits {
    std::uint32_t word = 0;
    std::uint64_t bits = 0;
  };
  struct BitRange {
    std::uint32_t begin = 0, end = 0;
    std::uint64_t turn = 0;  // the number of the one it was added to last
  };
  BitRange add_asked_bits(const std::uint64_t* row);
  void add_present(BitRange& range);
  std::vector<Bits> asked_bits_;
  std::vector<BitRange> row_bits_;                   // by row
  std::array<BitRange, kUnitClasses> class_bits_;    // by class: they stand first
  std::size_t class_bits_end_ = 0;
  std::uint64_t turns_ = 0;                          // begun so far
  ClassBits asked_classes_ = 0;                      // those with such items

  std::span<const Unit> units_;                      // of the turn
  std::vector<std::uint32_t> words_before_;          // by unit, and behind the last: words of the turn before it
  std::vector<std::uint32_t> word_units_;            // the units that are words
  std::vector<std::uint32_t> unit_rows_;             // by unit: where its row begins
  std::vector<Surroundings> around_;                 // by unit, and then by expression
  std::vector<FoundExpression> expressions_;
  std::vector<std::uint32_t> first_from_, first_to_;  // by unit: of the expressions that begin with it, and that end with it
  std::vector<std::uint64_t> expression_rows_;       // as rows_, of expressions that were met
  std::vector<std::size_t> expression_row_;          // by expression: where its row begins, or kNotMet
  std::vector<BitRange> expression_bits_;            // by expression: as row_bits_
};

}  // namespace attune
