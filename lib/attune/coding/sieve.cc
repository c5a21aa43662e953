#include "attune/coding/sieve.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace attune {
namespace {

constexpr std::uint32_t kWordBits = 64;
constexpr std::size_t kNotMet = static_cast<std::size_t>(-1);

void set_bit(std::uint64_t* bits, std::uint32_t item) { bits[item / kWordBits] |= std::uint64_t{1} << (item % kWordBits); }

std::uint64_t below(std::uint32_t end) { return end >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << end) - 1; }

}  // namespace

/// From a unit over the units of its place on one side of it, as far as 64 bits go. Bit 0 is the unit.
struct Sieve::Walk {
  UnitRange place;
  std::uint32_t from = 0;
  bool is_back = false;
  std::uint32_t length = 0;  // of the place, from the unit on
  std::uint64_t at = 1;      // where the step behind may be taken

  Walk(std::uint32_t unit, UnitRange all, bool back) : place(all), from(unit), is_back(back), length(back ? unit - all.begin + 1 : all.end - unit) {}

  /// Goes to one unit, or with kNone nowhere. False: it lies too far away.
  bool go_to(std::uint32_t unit) {
    at = 0;
    const std::uint32_t distance = this->distance(unit);
    if (unit == kNone || distance >= length) return true;
    if (distance >= kWordBits) return false;
    at = std::uint64_t{1} << distance;
    return true;
  }
  [[nodiscard]] std::uint32_t distance(std::uint32_t unit) const { return is_back ? from - unit : unit - from; }
  [[nodiscard]] std::uint32_t unit(std::uint32_t distance) const { return is_back ? from - distance : from + distance; }
};

/// The units where the next step may stand if the one before it stands at `unit`.
UnitRange Sieve::beyond(const Walk& walk, const Outline::Step& between, std::uint32_t unit) const {
  if (!between.adjacent) return walk.is_back ? gap_before(unit, between.reach, walk.place) : gap_behind(unit + 1, between.reach, walk.place);
  const std::uint32_t next = beside(unit, walk.is_back ? Where::before : Where::behind);
  if (walk.is_back) return {next == kNone ? walk.place.begin : std::max(next, walk.place.begin), unit};
  return {unit + 1, next == kNone ? walk.place.end : std::min(next + 1, walk.place.end)};
}

/// To the places where `item` stands, with nothing more between than `between` allows. False: the bits do not reach so far.
bool Sieve::step(Walk& walk, const Outline::Step& between, std::uint32_t item) const {
  const std::uint32_t expressions = rules_.expressions_of[item];
  const ClassBits classes = rules_.item_classes[item];
  if (between.adjacent && classes == 0 && expressions == Rules::kAnything && std::has_single_bit(walk.at)) return step_beside(walk, item);
  std::uint64_t open = 0;
  for (std::uint64_t rest = walk.at; rest != 0; rest &= rest - 1) {
    const UnitRange range = beyond(walk, between, walk.unit(static_cast<std::uint32_t>(std::countr_zero(rest))));
    if (range.begin >= range.end) continue;
    const std::uint32_t near = walk.distance(walk.is_back ? range.end - 1 : range.begin), far = walk.distance(walk.is_back ? range.begin : range.end - 1);
    if (far >= kWordBits - 1) return false;
    open |= below(far + 1) & ~below(near);
  }
  // Without branching on what a text has, which no processor can guess.
  std::uint64_t found = 0;
  for (std::uint64_t rest = open; rest != 0; rest &= rest - 1) {
    const auto distance = static_cast<std::uint32_t>(std::countr_zero(rest));
    const std::uint32_t unit = walk.unit(distance);
    found |= std::uint64_t{has_bit(rows_.data() + unit_rows_[unit], item)} << distance;
    found |= std::uint64_t{(units_[unit].classes & classes) != 0} << distance;
  }
  if (expressions != Rules::kAnything) {
    const Rules::ItemExpressions& all = rules_.item_expressions[expressions];
    if (all.any_found_first && !expressions_.empty() && !add_found(walk, open, item, found)) return false;
    if (!all.by_first.empty() && !add_others(walk, open, all, found)) return false;
  }
  walk.at = found;
  return true;
}

/// The step of most walks: from one unit to a word beside it.
bool Sieve::step_beside(Walk& walk, std::uint32_t item) const {
  const std::uint32_t unit = walk.unit(static_cast<std::uint32_t>(std::countr_zero(walk.at)));
  const Where side = walk.is_back ? Where::before : Where::behind;
  return walk.go_to(is_beside(unit, side, item) ? beside(unit, side) : kNone);
}

/// Tries expressions from the open places on, or walking back up to them, and adds where they end, or begin. False: too far away.
bool Sieve::add_others(const Walk& walk, std::uint64_t open, const Rules::ItemExpressions& expressions, std::uint64_t& found) const {
  for (std::uint64_t rest = open; rest != 0; rest &= rest - 1) {
    const auto distance = static_cast<std::uint32_t>(std::countr_zero(rest));
    const std::uint32_t unit = walk.unit(distance);
    if (!is_item(unit, walk.is_back ? expressions.last_words : expressions.first_words)) continue;
    for (const Rules::ItemExpressions::Others& others : walk.is_back ? expressions.by_last : expressions.by_first) {
      if (!is_item(unit, others.word)) continue;
      for (std::uint32_t expression : others.expressions)
        if (!add_other(walk, rules_.expressions[expression], distance, found)) return false;
    }
  }
  return true;
}

/// Tries one expression from the place so far from the walk's unit. False: too far away.
bool Sieve::add_other(const Walk& walk, const Rules::Way& way, std::uint32_t distance, std::uint64_t& found) const {
  const std::uint32_t unit = walk.unit(distance);
  const std::vector<Outline::Step>& steps = way.outline.steps;
  Walk on(unit, walk.place, walk.is_back);
  const bool is_told = way.is_words   ? on.go_to(on.is_back ? first_of_chain(steps, steps.size() - 1, unit) : last_of_chain(steps, 0, unit))
                       : on.is_back ? walk_back(on, steps, steps.size() - 1)
                                    : walk_on(on, steps, 0);
  if (!is_told || (on.at != 0 && distance + static_cast<std::uint32_t>(std::bit_width(on.at)) > kWordBits)) return false;
  found |= on.at << distance;
  return true;
}

/// Adds the last unit, or walking back the first, of each expression found that is met at an open place. False: it lies too far away.
bool Sieve::add_found(const Walk& walk, std::uint64_t open, std::uint32_t item, std::uint64_t& found) const {
  const std::vector<std::uint32_t>& first = walk.is_back ? first_to_ : first_from_;
  for (std::uint64_t rest = open; rest != 0; rest &= rest - 1)
    for (std::uint32_t i = first[walk.unit(static_cast<std::uint32_t>(std::countr_zero(rest)))]; i != kNone; i = walk.is_back ? expressions_[i].next_to : expressions_[i].next_from) {
      const std::uint32_t distance = walk.distance(walk.is_back ? expressions_[i].units.begin : expressions_[i].units.end - 1);
      if (distance >= walk.length || !is_item(expressions_[i], item)) continue;
      if (distance >= kWordBits) return false;
      found |= std::uint64_t{1} << distance;
    }
  return true;
}

/// From the step at the walk's place over all behind it, and back over all before it. False: the bits do not reach so far.
bool Sieve::walk_on(Walk& walk, const std::vector<Outline::Step>& steps, std::size_t at) const {
  for (std::size_t k = at + 1; k < steps.size() && walk.at != 0; ++k)
    if (!step(walk, steps[k], steps[k].item)) return false;
  return true;
}

bool Sieve::walk_back(Walk& walk, const std::vector<Outline::Step>& steps, std::size_t at) const {
  for (std::size_t k = at; k > 0 && walk.at != 0; --k)
    if (!step(walk, steps[k], steps[k - 1].item)) return false;
  return true;
}

/// Over words side by side, from the step at a unit to the last, or back to the first: the unit it ends at, or kNone.
std::uint32_t Sieve::last_of_chain(const std::vector<Outline::Step>& steps, std::size_t at, std::uint32_t unit) const {
  for (std::size_t k = at + 1; k < steps.size(); ++k) {
    if (!is_beside(unit, Where::behind, steps[k].item)) return kNone;
    unit = beside(unit, Where::behind);
  }
  return unit;
}

std::uint32_t Sieve::first_of_chain(const std::vector<Outline::Step>& steps, std::size_t at, std::uint32_t unit) const {
  for (std::size_t k = at; k > 0; --k) {
    if (!is_beside(unit, Where::before, steps[k - 1].item)) return kNone;
    unit = beside(unit, Where::before);
  }
  return unit;
}

UnitRange Sieve::chain(const Rules::Way& way, UnitRange trigger, const Place& place) const {
  const std::uint32_t first = first_of_chain(way.outline.steps, way.outline.trigger_step, trigger.begin);
  if (first == kNone || first < place.units.begin || (way.is_anchored && first > place.latest_start)) return {};
  const std::uint32_t last = last_of_chain(way.outline.steps, way.outline.trigger_step, trigger.end - 1);
  if (last == kNone || last >= place.units.end || (way.outline.ends && last + 1 < place.said_end)) return {};
  return {first, last + 1};
}

std::optional<Sieve::Reach> Sieve::reach(const Rules::Way& way, UnitRange trigger, const Place& place) const {
  const std::uint32_t last = trigger.end - 1;
  Walk on(last, place.units, false), back(trigger.begin, place.units, true);
  if (!walk_on(on, way.outline.steps, way.outline.trigger_step)) return std::nullopt;
  if (way.outline.ends && place.said_end > last + 1) on.at &= ~below(place.said_end - 1 - last);
  if (on.at != 0 && !walk_back(back, way.outline.steps, way.outline.trigger_step)) return std::nullopt;
  return Reach{back.at, on.at};
}

/// Whether a match can reach the beginning and the end of the place where it must.
bool Sieve::fits_ends(const Rules::Way& way, UnitRange trigger, const Place& place) const {
  const auto words = [&](std::uint32_t begin, std::uint32_t end) { return begin < end ? words_before_[end] - words_before_[begin] : 0; };
  return !(way.is_anchored && words(place.latest_start, trigger.begin) > way.most_before) &&
         !(way.outline.ends && words(trigger.end, place.said_end) > way.most_behind);
}

bool Sieve::add_beginnings(const Rules::Way& way, UnitRange trigger, const Place& place, std::vector<Beginning>& into) const {
  if (!fits_ends(way, trigger, place)) return true;
  if (way.is_chain) {
    const UnitRange all = chain(way, trigger, place);
    if (all.end > 0) into.push_back({all.begin, all.end});
    return true;
  }
  const std::optional<Reach> reach = this->reach(way, trigger, place);
  if (!reach) return false;
  if (reach->ends == 0 || reach->begins == 0) return true;
  if (!way.outline.starts) return false;
  const std::uint32_t latest = way.is_anchored ? place.latest_start : trigger.begin;
  const std::uint32_t end = trigger.end - 1 + static_cast<std::uint32_t>(std::bit_width(reach->ends));
  for (std::uint64_t rest = reach->begins; rest != 0; rest &= rest - 1) {
    const std::uint32_t begin = trigger.begin - static_cast<std::uint32_t>(std::countr_zero(rest));
    if (begin <= latest) into.push_back({begin, end});
  }
  return true;
}

std::uint32_t Sieve::next(std::uint32_t item, UnitRange range) const {
  const ClassBits classes = rules_.item_classes[item];
  const std::uint64_t* const column = rows_.data() + item / kWordBits;
  const std::uint64_t bit = std::uint64_t{1} << (item % kWordBits);
  const std::uint32_t* const row = unit_rows_.data();
  std::uint32_t i = range.begin;
  if (classes == 0)  // most items: a shorter loop
    while (i < range.end && (column[row[i]] & bit) == 0) ++i;
  else
    while (i < range.end && (column[row[i]] & bit) == 0 && (units_[i].classes & classes) == 0) ++i;
  return i;
}

void Sieve::add_all_beginnings(std::uint32_t number, const Place& place, std::vector<std::uint32_t>& into) const {
  const CompiledPhrase& phrase = rules_.phrases[number].compiled;
  const std::uint32_t first = rules_.first_item[number];
  const std::uint32_t end = phrase.is_anchored ? std::min(place.latest_start + 1, place.units.end) : place.units.end;
  for (std::uint32_t i = phrase.first_is_gap ? place.opening : place.units.begin; i < end; ++i)
    if (first == Rules::kAlways || is_item(i, first)) into.push_back(i);
}

Sieve::Sieve(const Rules& rules) : rules_(rules) {
  presence_words_ = rules_.presence_items / kWordBits + 1;
  row_words_ = rules_.items / kWordBits + 1;
  std::vector<std::uint64_t> row(presence_words_, 0);
  for (std::size_t i = 0; i < kUnitClasses; ++i) {
    std::ranges::fill(row, 0);
    for (std::uint32_t item : rules_.items_by_class[i])
      if (item < rules_.presence_items) set_bit(row.data(), item);
    class_bits_[i] = add_asked_bits(row.data());
    if (class_bits_[i].begin < class_bits_[i].end) asked_classes_ |= ClassBits{1} << i;
  }
  class_bits_end_ = asked_bits_.size();
  forget();
}

void Sieve::learn(std::span<const Atom> atoms) {
  const std::size_t row = rows_.size();
  rows_.resize(row + row_words_, 0);
  for (Atom atom : atoms)
    for (std::uint32_t item : rules_.items_by_atom[atom]) set_bit(&rows_[row], item);
  row_bits_.push_back(add_asked_bits(&rows_[row]));
  assert(rows_.size() <= 0xFFFFFFFF);  // rows are told by 32 bits: more would be 32 GiB of them
}

void Sieve::forget() {
  rows_.assign(kForms * row_words_, 0);
  asked_bits_.resize(class_bits_end_);
  row_bits_.assign(kForms, {});
  expression_rows_.clear();
  expression_row_.assign(rules_.expressions.size(), kNotMet);
  expression_bits_.assign(rules_.expressions.size(), {});
}

Sieve::BitRange Sieve::add_asked_bits(const std::uint64_t* row) {
  BitRange range{static_cast<std::uint32_t>(asked_bits_.size()), 0};
  for (std::uint32_t word = 0; word < presence_words_; ++word)
    if (row[word] != 0) asked_bits_.push_back({word, row[word]});
  range.end = static_cast<std::uint32_t>(asked_bits_.size());
  return range;
}

void Sieve::begin_turn(std::span<const Unit> units) {
  units_ = units;
  std::fill_n(rows_.begin(), presence_words_, 0);
  set_bit(rows_.data(), Rules::kAlways);
  ++turns_;
  const auto size = static_cast<std::uint32_t>(units.size());
  expressions_.clear();
  unit_rows_.resize(size);
  words_before_.resize(size + 1);
  word_units_.clear();
  around_.resize(size);
  // Of the units passed so far, in the text's order and against it.
  std::uint32_t passed = 0;
  struct Beside {
    std::uint32_t row = 0;
    ClassBits classes = 0;
    std::uint32_t unit = kNone;
  };
  const Beside nothing{static_cast<std::uint32_t>(kNoForm * row_words_), 0, kNone};
  const auto pass = [&](Beside& last, std::uint32_t i) {
    const Unit& unit = units_[i];
    if (!unit.skippable) passed = 0, last = {unit_rows_[i], unit.classes, i};
    else if (++passed <= kMostPassedOver) last.classes |= unit.classes;
    else last = {nothing.row, last.classes | unit.classes, kNone};
  };
  Beside last = nothing;
  const auto note = [&](std::uint32_t i, Where where) {
    const auto side = static_cast<std::size_t>(where);
    around_[i].rows[side] = last.row, around_[i].classes[side] = last.classes, around_[i].units[side] = last.unit;
  };
  for (std::uint32_t i = 0; i < size; ++i) {
    const Unit& unit = units[i];
    const std::uint32_t row = row_of(unit);
    unit_rows_[i] = static_cast<std::uint32_t>(row * row_words_);
    note(i, Where::before);
    pass(last, i);
    add_present(row_bits_[row]);
    for (ClassBits rest = unit.classes & asked_classes_; rest != 0; rest &= rest - 1) add_present(class_bits_[static_cast<std::size_t>(std::countr_zero(rest))]);
    words_before_[i + 1] = words_before_[i] + !is_free(unit);
    if (!is_free(unit)) word_units_.push_back(i);
  }
  passed = 0;
  last = nothing;
  for (std::uint32_t i = size; i > 0; --i) {
    note(i - 1, Where::behind);
    pass(last, i - 1);
  }
}

void Sieve::add_expression(std::uint32_t expression, UnitRange units) {
  if (expressions_.empty()) {
    first_from_.assign(units_.size(), kNone);
    first_to_.assign(units_.size(), kNone);
  }
  const std::uint32_t last = units.end - 1;
  for (std::uint32_t i = first_from_[units.begin]; i != kNone; i = expressions_[i].next_from)
    if (expressions_[i].expression == expression && expressions_[i].units == units) return;  // met from another of its words
  if (expression_row_[expression] == kNotMet) {
    const std::size_t row = expression_row_[expression] = expression_rows_.size();
    expression_rows_.resize(row + row_words_, 0);
    for (std::uint32_t item : rules_.items_by_expression[expression]) set_bit(&expression_rows_[row], item);
    expression_bits_[expression] = add_asked_bits(&expression_rows_[row]);
  }
  const auto number = static_cast<std::uint32_t>(expressions_.size());
  const Surroundings &before = around_[units.begin], &behind = around_[last];
  around_.push_back({{before.rows[0], behind.rows[1], 0}, {before.classes[0], behind.classes[1], 0}, {before.units[0], behind.units[1]}});
  expressions_.push_back({expression, units, std::exchange(first_from_[units.begin], number), std::exchange(first_to_[last], number)});
  add_present(expression_bits_[expression]);
}

void Sieve::add_present(BitRange& range) {
  if (std::exchange(range.turn, turns_) == turns_) return;  // common words come again and again
  std::uint64_t* const present = rows_.data();
  for (const Bits& each : std::span(asked_bits_).subspan(range.begin, range.end - range.begin)) present[each.word] |= each.bits;
}

Sieve::Place Sieve::place_of(UnitRange range) const {
  Place place{range, range.begin, range.begin, range.end};
  while (place.opening < range.end && is_free(units_[place.opening])) ++place.opening;
  while (place.latest_start < place.opening && says_nothing(units_[place.latest_start]) && place.latest_start - range.begin < kMostPassedOver) ++place.latest_start;
  while (place.said_end > range.begin && says_nothing(units_[place.said_end - 1]) && range.end - place.said_end < kMostPassedOver) --place.said_end;
  return place;
}

}  // namespace attune
