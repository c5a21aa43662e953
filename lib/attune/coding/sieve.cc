#include "attune/coding/sieve.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace attune {
namespace {

constexpr std::uint32_t kWordBits = 64;

void set_bit(std::uint64_t* bits, std::uint32_t item) { bits[item / kWordBits] |= std::uint64_t{1} << (item % kWordBits); }

std::uint64_t below(std::uint32_t end) { return end >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << end) - 1; }

/// 64 bits from bit `at` on. REQUIRES: a word behind the last bit.
std::uint64_t window(const std::vector<std::uint64_t>& bits, std::uint32_t at) {
  const std::uint32_t shift = at % kWordBits;
  const std::uint64_t low = bits[at / kWordBits] >> shift;
  return shift == 0 ? low : low | bits[at / kWordBits + 1] << (kWordBits - shift);
}

/// Places, and all that is reached from them over places of `open`: adding a place to the run of ones it lies in carries up to
/// the first place behind the run.
std::uint64_t over(std::uint64_t places, std::uint64_t open) { return places | ((open + (places & open)) ^ open); }

}  // namespace

/// From a unit over the units of its scope on one side of it, as far as 64 bits go. Bit 0 is the unit.
struct Sieve::Walk {
  std::uint32_t from = 0;
  std::ptrdiff_t direction = 1;  // or -1: back
  std::uint32_t length = 0;  // of the scope, from the unit on
  std::uint64_t skippable = 0, free = 0;
  std::uint64_t at = 1;      // where the step behind may be taken

  Walk(const Sieve& sieve, std::uint32_t unit, std::ptrdiff_t way) : from(unit), direction(way) {
    const bool is_back = way < 0;
    length = is_back ? unit - sieve.scope_.begin + 1 : sieve.scope_.end - unit;
    const Passable& passable = sieve.passable_[is_back];
    const std::uint32_t offset = is_back ? static_cast<std::uint32_t>(sieve.units_.size()) - 1 - unit : unit;
    skippable = window(passable.skippable, offset);
    free = window(passable.free, offset);
  }
};

/// To the places where `item` stands, with nothing more between than `between` allows. False: the bits do not reach so far.
bool Sieve::step(Walk& walk, const Outline::Step& between, std::uint32_t item) const {
  std::uint64_t open = over(walk.at << 1, between.adjacent ? walk.skippable : walk.free);
  for (std::uint16_t words = 0; words < between.reach; ++words) {
    const std::uint64_t further = open | over((open & ~walk.free) << 1, walk.free);
    if (further == open) break;
    open = further;
  }
  if (walk.length >= kWordBits && open >> (kWordBits - 1) != 0) return false;
  // Copies, so that the compiler keeps them at hand.
  const ClassBits classes = rules_.item_classes[item];
  const std::uint64_t* const column = rows_.data() + item / kWordBits;
  const std::uint64_t bit = std::uint64_t{1} << (item % kWordBits);
  const std::size_t* const row = unit_rows_.data() + walk.from;
  const Unit* const unit = units_.data() + walk.from;
  std::uint64_t found = 0;
  for (std::uint64_t rest = open & below(walk.length); rest != 0; rest &= rest - 1) {
    const std::ptrdiff_t way = walk.direction * std::countr_zero(rest);
    if ((column[row[way]] & bit) != 0 || (classes != 0 && (unit[way].classes & classes) != 0)) found |= rest & -rest;
  }
  walk.at = found;
  return true;
}

bool Sieve::add_beginnings(const Rules::Way& way, std::uint32_t unit, std::vector<std::uint32_t>& into) const {
  const std::vector<Outline::Step>& steps = way.outline.steps;
  const std::size_t trigger = way.outline.trigger_step;
  std::uint64_t ends = 1, begins = 1;
  if (trigger + 1 < steps.size()) {
    Walk on(*this, unit, 1);
    for (std::size_t k = trigger + 1; k < steps.size() && on.at != 0; ++k)
      if (!step(on, steps[k], steps[k].item)) return false;
    ends = on.at;
  }
  // Anything behind the last unit that says something is the scope's end.
  if (way.outline.ends && said_end_ > unit + 1) ends &= ~below(said_end_ - 1 - unit);
  if (ends == 0) return true;
  if (trigger > 0) {
    Walk back(*this, unit, -1);
    for (std::size_t k = trigger; k > 0 && back.at != 0; --k)
      if (!step(back, steps[k], steps[k - 1].item)) return false;
    begins = back.at;
  }
  if (begins == 0) return true;
  if (!way.outline.starts) return false;
  const bool is_anchored = rules_.phrases[way.phrase].compiled.is_anchored;
  for (std::uint64_t rest = begins; rest != 0; rest &= rest - 1) {
    const std::uint32_t begin = unit - static_cast<std::uint32_t>(std::countr_zero(rest));
    if (!is_anchored || begin <= opening_) into.push_back(begin);
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

void Sieve::add_all_beginnings(std::uint32_t number, std::vector<std::uint32_t>& into) const {
  const CompiledPhrase& phrase = rules_.phrases[number].compiled;
  const std::uint32_t first = rules_.first_item[number];
  const std::uint32_t end = phrase.is_anchored ? std::min(opening_ + 1, scope_.end) : scope_.end;
  for (std::uint32_t i = phrase.first_is_gap ? opening_ : scope_.begin; i < end; ++i)
    if (first == Rules::kAnything || is_item(i, first)) into.push_back(i);
}

Sieve::Sieve(const Rules& rules) : rules_(rules) {
  presence_words_ = rules_.presence_items / kWordBits + 1;
  row_words_ = rules_.items / kWordBits + 1;
  present_.assign(presence_words_, 0);
  present_in_turn_.assign(presence_words_, 0);
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
  std::ranges::fill(present_in_turn_, 0);
  const auto size = static_cast<std::uint32_t>(units.size());
  for (Passable& passable : passable_) {
    passable.skippable.assign(size / kWordBits + 2, 0);
    passable.free.assign(size / kWordBits + 2, 0);
  }
  unit_rows_.resize(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    const Unit& unit = units[i];
    unit_rows_[i] = row_of(unit) * row_words_;
    for (auto [passable, bit] : {std::pair(&passable_[0], i), std::pair(&passable_[1], size - 1 - i)}) {
      if (unit.skippable) set_bit(passable->skippable.data(), bit);
      if (is_free(unit)) set_bit(passable->free.data(), bit);
    }
  }
}

void Sieve::begin_sentence(UnitRange scope) {
  begin_scope(scope);
  std::ranges::fill(present_, 0);
  ++sentences_;
  const auto add = [&](BitRange& range) {
    if (std::exchange(range.sentence, sentences_) == sentences_) return;  // common words come again and again
    for (std::uint32_t i = range.begin; i < range.end; ++i) present_[asked_bits_[i].word] |= asked_bits_[i].bits;
  };
  for (std::uint32_t i = scope.begin; i < scope.end; ++i) {
    add(row_bits_[row_of(units_[i])]);
    for (ClassBits rest = units_[i].classes & asked_classes_; rest != 0; rest &= rest - 1) add(class_bits_[static_cast<std::size_t>(std::countr_zero(rest))]);
  }
  for (std::size_t word = 0; word < presence_words_; ++word) present_in_turn_[word] |= present_[word];
}

void Sieve::begin_whole_turn() {
  begin_scope({0, static_cast<std::uint32_t>(units_.size())});
  present_ = present_in_turn_;
}

void Sieve::begin_scope(UnitRange scope) {
  scope_ = scope;
  opening_ = scope.begin;
  while (opening_ < scope.end && is_free(units_[opening_])) ++opening_;
  said_end_ = scope.end;
  while (said_end_ > scope.begin && says_nothing(units_[said_end_ - 1])) --said_end_;
}

}  // namespace attune
