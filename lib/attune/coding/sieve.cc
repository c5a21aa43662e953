#include "attune/coding/sieve.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace attune {
namespace {

constexpr std::uint32_t kWordBits = 64;
constexpr std::size_t kNotMet = static_cast<std::size_t>(-1);

void set_bit(std::uint64_t* bits, std::uint32_t item) { bits[item / kWordBits] |= std::uint64_t{1} << (item % kWordBits); }

std::uint64_t below(std::uint32_t end) { return end >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << end) - 1; }

/// 64 bits from bit `at` on. REQUIRES: a word behind the last bit.
std::uint64_t window(const std::vector<std::uint64_t>& bits, std::uint32_t at) {
  const std::uint32_t shift = at % kWordBits;
  const std::uint64_t low = bits[at / kWordBits] >> shift;
  return shift == 0 ? low : low | bits[at / kWordBits + 1] << (kWordBits - shift);
}

/// All places behind the one bit of `place`, as far as no more than `words` that are not passable lie between.
std::uint64_t stretch_behind(std::uint64_t place, std::uint64_t passable, std::uint32_t words) {
  const std::uint64_t behind = ~(place | (place - 1));
  std::uint64_t stops = ~passable & behind;
  for (; words > 0 && stops != 0; --words) stops &= stops - 1;
  return stops == 0 ? behind : behind & ((stops & -stops) | ((stops & -stops) - 1));
}

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
    const std::uint32_t distance = is_back ? from - unit : unit - from;
    if (unit == kNone || distance >= length) return true;
    if (distance >= kWordBits) return false;
    at = std::uint64_t{1} << distance;
    return true;
  }
  [[nodiscard]] std::uint32_t unit(std::uint32_t distance) const { return is_back ? from - distance : from + distance; }
};

/// To the places where `item` stands, with nothing more between than `between` allows. False: the bits do not reach so far.
bool Sieve::step(Walk& walk, const Outline::Step& between, std::uint32_t item) const {
  const std::uint32_t expressions = rules_.expressions_of[item];
  // Copies, so that the compiler keeps them at hand.
  const ClassBits classes = rules_.item_classes[item];
  if (between.adjacent && classes == 0 && expressions == Rules::kAnything && std::has_single_bit(walk.at)) return step_beside(walk, item);
  const Marked& marked = marked_[walk.is_back];
  const std::uint32_t offset = walk.is_back ? static_cast<std::uint32_t>(units_.size()) - 1 - walk.from : walk.from;
  const std::uint64_t passable = window(between.adjacent ? marked.skippable : marked.free, offset);
  std::uint64_t open = 0;
  for (std::uint64_t rest = walk.at; rest != 0; rest &= rest - 1) open |= stretch_behind(rest & -rest, passable, between.reach);
  open &= below(walk.length);
  if (walk.length >= kWordBits && open >> (kWordBits - 1) != 0) return false;
  const std::uint64_t* const column = rows_.data() + item / kWordBits;
  const std::uint64_t bit = std::uint64_t{1} << (item % kWordBits);
  const std::ptrdiff_t direction = walk.is_back ? -1 : 1;
  const std::size_t* const row = unit_rows_.data() + walk.from;
  const Unit* const unit = units_.data() + walk.from;
  std::uint64_t found = 0;
  for (std::uint64_t rest = open; rest != 0; rest &= rest - 1) {
    const std::ptrdiff_t way = direction * std::countr_zero(rest);
    if ((column[row[way]] & bit) != 0 || (classes != 0 && (unit[way].classes & classes) != 0)) found |= rest & -rest;
  }
  if (expressions != Rules::kAnything) {
    const Rules::ItemExpressions& all = rules_.item_expressions[expressions];
    if (all.any_found_first && !expressions_.empty() && !add_found(walk, open & window(marked.expressions, offset), item, found)) return false;
    if (!all.by_first.empty() && !add_others(walk, open, all, found)) return false;
  }
  walk.at = found;
  return true;
}

bool Sieve::may_stand(std::uint32_t item, UnitRange range, bool is_back) const {
  if (next(item, range) < range.end) return true;
  const std::uint32_t expressions = rules_.expressions_of[item];
  if (expressions == Rules::kAnything) return false;
  const Rules::ItemExpressions& all = rules_.item_expressions[expressions];
  if (all.any_found_first && !expressions_.empty()) {
    const std::vector<std::uint32_t>& first = is_back ? first_to_ : first_from_;
    for (std::uint32_t i = range.begin; i < range.end; ++i)
      if (first[i] != kNone) return true;
  }
  return !all.by_first.empty() && next(is_back ? all.last_words : all.first_words, range) < range.end;
}

/// The step of most walks: from one unit to a word beside it.
bool Sieve::step_beside(Walk& walk, std::uint32_t item) const {
  const std::uint32_t unit = walk.unit(static_cast<std::uint32_t>(std::countr_zero(walk.at)));
  const Neighbour& beside = walk.is_back ? before_[unit] : behind_[unit];
  return walk.go_to(has_bit(row(beside), item) ? beside.unit : kNone);
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
  for (std::uint64_t rest = open; rest != 0; rest &= rest - 1) {
    const std::uint32_t unit = walk.unit(static_cast<std::uint32_t>(std::countr_zero(rest)));
    for (std::uint32_t i = walk.is_back ? first_to_[unit] : first_from_[unit]; i != kNone; i = walk.is_back ? expressions_[i].next_to : expressions_[i].next_from) {
      if (!is_item(expressions_[i], item)) continue;
      const std::uint32_t distance = walk.is_back ? walk.from - expressions_[i].units.begin : expressions_[i].units.end - 1 - walk.from;
      if (distance >= walk.length) continue;
      if (distance >= kWordBits) return false;
      found |= std::uint64_t{1} << distance;
    }
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
    if (!has_bit(row(behind_[unit]), steps[k].item)) return kNone;
    unit = behind_[unit].unit;
  }
  return unit;
}

std::uint32_t Sieve::first_of_chain(const std::vector<Outline::Step>& steps, std::size_t at, std::uint32_t unit) const {
  for (std::size_t k = at; k > 0; --k) {
    if (!has_bit(row(before_[unit]), steps[k - 1].item)) return kNone;
    unit = before_[unit].unit;
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
  const std::size_t* const row = unit_rows_.data();
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
  present_.assign(presence_words_, 0);
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
}

void Sieve::forget() {
  rows_.assign(row_words_, 0);
  asked_bits_.resize(class_bits_end_);
  row_bits_.assign(1, {});
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
  std::ranges::fill(present_, 0);
  set_bit(present_.data(), Rules::kAlways);
  ++turns_;
  const auto size = static_cast<std::uint32_t>(units.size());
  for (Marked& marked : marked_)
    for (std::vector<std::uint64_t>* bits : {&marked.skippable, &marked.free, &marked.expressions}) bits->assign(size / kWordBits + 2, 0);
  expressions_.clear();
  unit_rows_.resize(size);
  words_before_.resize(size + 1);
  word_units_.clear();
  before_.resize(size);
  behind_.resize(size);
  // Of the units passed so far, in the text's order and against it.
  std::uint32_t passed = 0;
  const auto pass = [&](Neighbour& last, std::uint32_t i) {
    if (!units_[i].skippable) passed = 0, last = {unit_rows_[i], units_[i].classes, i};
    else last = ++passed > kMostPassedOver ? Neighbour{} : Neighbour{last.row, last.classes | units_[i].classes, last.unit};
  };
  Neighbour last;
  for (std::uint32_t i = 0; i < size; ++i) {
    const Unit& unit = units[i];
    const std::size_t row = row_of(unit);
    unit_rows_[i] = row * row_words_;
    before_[i] = last;
    pass(last, i);
    add_present(row_bits_[row]);
    for (ClassBits rest = unit.classes & asked_classes_; rest != 0; rest &= rest - 1) add_present(class_bits_[static_cast<std::size_t>(std::countr_zero(rest))]);
    words_before_[i + 1] = words_before_[i] + !is_free(unit);
    if (!is_free(unit)) {
      word_units_.push_back(i);
      continue;
    }
    for (auto [marked, bit] : {std::pair(&marked_[0], i), std::pair(&marked_[1], size - 1 - i)}) {
      set_bit(marked->free.data(), bit);
      if (unit.skippable) set_bit(marked->skippable.data(), bit);
    }
  }
  passed = 0;
  last = {};
  for (std::uint32_t i = size; i > 0; --i) {
    behind_[i - 1] = last;
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
  expressions_.push_back({expression, units, std::exchange(first_from_[units.begin], number), std::exchange(first_to_[last], number)});
  set_bit(marked_[0].expressions.data(), units.begin);
  set_bit(marked_[1].expressions.data(), static_cast<std::uint32_t>(units_.size()) - 1 - last);
  add_present(expression_bits_[expression]);
}

void Sieve::add_present(BitRange& range) {
  if (std::exchange(range.turn, turns_) == turns_) return;  // common words come again and again
  for (std::uint32_t i = range.begin; i < range.end; ++i) present_[asked_bits_[i].word] |= asked_bits_[i].bits;
}

Sieve::Place Sieve::place_of(UnitRange range) const {
  Place place{range, range.begin, range.begin, range.end};
  while (place.opening < range.end && is_free(units_[place.opening])) ++place.opening;
  while (place.latest_start < place.opening && says_nothing(units_[place.latest_start]) && place.latest_start - range.begin < kMostPassedOver) ++place.latest_start;
  while (place.said_end > range.begin && says_nothing(units_[place.said_end - 1]) && range.end - place.said_end < kMostPassedOver) --place.said_end;
  return place;
}

}  // namespace attune
