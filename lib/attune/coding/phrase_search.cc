#include "attune/coding/phrase_search.h"

#include <algorithm>
#include <bit>

namespace attune {

PhraseSearch::PhraseSearch(const Rules& rules, const Lexical& lexical) : rules_(rules), lexical_(lexical), sieve_(rules), runner_(lexical) {
  for (std::size_t i = 0; i < kUnitClasses; ++i) {
    if (!rules_.by_class[i].empty()) trigger_classes_ |= ClassBits{1} << i;
    add_triggers(by_class_[i], rules_.by_class[i]);
  }
  class_triggers_ = triggers_.size();
  for (std::uint32_t way : rules_.everywhere) everywhere_[rules_.ways[way].in_sentence ? 0 : 1].push_back(way);
  everywhere_in_.resize(rules_.phrases.size(), 0);
}

void PhraseSearch::add_triggers(Triggers& list, std::vector<std::uint32_t> ways) {
  const auto in_sentence = [&](std::uint32_t way) { return rules_.ways[way].in_sentence; };
  std::ranges::sort(ways);
  ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
  const auto begin = static_cast<std::uint32_t>(triggers_.size());
  // Not of std::ranges: clang 14 refuses its result.
  const auto turns = static_cast<std::uint32_t>(std::stable_partition(ways.begin(), ways.end(), in_sentence) - ways.begin());
  for (std::uint32_t way : ways) triggers_.push_back(trigger_of(way));
  list.bounds = {begin, begin + turns, static_cast<std::uint32_t>(triggers_.size())};
}

void PhraseSearch::learn() {
  for (auto next = static_cast<std::uint32_t>(by_atom_set_.size()); next < lexical_.atom_sets(); ++next) {
    std::vector<std::uint32_t> ways;
    for (Atom atom : lexical_.atoms(next)) ways.insert(ways.end(), rules_.by_atom[atom].begin(), rules_.by_atom[atom].end());
    add_triggers(by_atom_set_.emplace_back(), std::move(ways));
    sieve_.learn(lexical_.atoms(next));
  }
}

void PhraseSearch::forget() {
  by_atom_set_.clear();
  triggers_.resize(class_triggers_);
  sieve_.forget();
}

void PhraseSearch::begin_turn(const std::vector<Unit>& units, const std::vector<bool>& allowed) {
  units_ = &units;
  allowed_ = &allowed;
  sieve_.begin_turn(units);
}

/// What is quickly asked: of the words right beside the trigger, else of the next rarest in the scope.
PhraseSearch::Trigger PhraseSearch::trigger_of(std::uint32_t number) const {
  const Rules::Way& way = rules_.ways[number];
  Trigger trigger;
  trigger.way = number;
  auto test = trigger.tests.begin();
  const std::uint32_t at = way.outline.trigger_step;
  const auto add = [&](Place place, std::uint32_t item) { *test++ = {place, item, place == Place::scope ? ClassBits{0} : rules_.item_classes[item]}; };
  if (way.is_behind) add(Place::behind, way.outline.steps[at + 1].item);
  if (way.is_before) add(Place::before, way.outline.steps[at - 1].item);
  if (way.companion != Rules::kAnything) add(Place::scope, way.companion);
  return trigger;
}

void PhraseSearch::follow(const Triggers& list, std::size_t part, std::uint32_t unit, const Around& around) {
  for (std::uint32_t i = list.bounds[part]; i < list.bounds[part + 1]; ++i) {
    const Trigger& trigger = triggers_[i];
    const auto passes = [&](const Test& test) {
      const auto place = static_cast<std::size_t>(test.place);
      return Sieve::has_bit(around.rows[place], test.item) || (around.classes[place] & test.classes) != 0;
    };
    if (passes(trigger.tests[0]) && passes(trigger.tests[1])) follow(trigger.way, unit);
  }
}

void PhraseSearch::follow(std::uint32_t number, std::uint32_t unit) {
  const Rules::Way& way = rules_.ways[number];
  if (!may_fire(way.phrase) || everywhere_in_[way.phrase] == search_) return;
  units_to_begin_.clear();
  if (way.outline.trigger_step == Outline::kNowhere || !sieve_.add_beginnings(way, unit, units_to_begin_)) return want_everywhere(way.phrase);
  for (std::uint32_t begin : units_to_begin_) beginnings_.push_back(std::uint64_t{way.phrase} << 32 | begin);
}

void PhraseSearch::want_everywhere(std::uint32_t phrase) {
  if (!may_fire(phrase) || everywhere_in_[phrase] == search_) return;
  everywhere_in_[phrase] = search_;
  units_to_begin_.clear();
  sieve_.add_all_beginnings(phrase, units_to_begin_);
  for (std::uint32_t begin : units_to_begin_) beginnings_.push_back(std::uint64_t{phrase} << 32 | begin);
}

const std::vector<PhraseSearch::Found>& PhraseSearch::find_in_sentence(UnitRange sentence) {
  sieve_.begin_sentence(sentence);
  return find(0, sentence);
}

const std::vector<PhraseSearch::Found>& PhraseSearch::find_in_turn() {
  sieve_.begin_whole_turn();
  return find(1, {0, static_cast<std::uint32_t>(units_->size())});
}

const std::vector<PhraseSearch::Found>& PhraseSearch::find(std::size_t part, UnitRange scope) {
  constexpr std::uint64_t kSet = 1;
  ++search_;
  beginnings_.clear();
  found_.clear();
  for (std::uint32_t way : everywhere_[part]) want_everywhere(rules_.ways[way].phrase);
  constexpr auto kBefore = static_cast<std::size_t>(Place::before), kBehind = static_cast<std::size_t>(Place::behind);
  Around around{{sieve_.no_items(), sieve_.no_items(), sieve_.items_of_scope(), &kSet}, {}};
  std::uint32_t behind = scope.begin;  // the next unit that matches do not pass over
  for (std::uint32_t i = scope.begin; i < scope.end; ++i) {
    const Unit& unit = (*units_)[i];
    if (behind <= i) {
      around.classes[kBehind] = 0;
      for (behind = i + 1; behind < scope.end && (*units_)[behind].skippable; ++behind) around.classes[kBehind] |= (*units_)[behind].classes;
      if (behind < scope.end) around.classes[kBehind] |= (*units_)[behind].classes;
      around.rows[kBehind] = behind < scope.end ? sieve_.items_of(behind) : sieve_.no_items();
    }
    if (unit.has_form && !unit.skippable) follow(by_atom_set_[unit.atom_set], part, i, around);
    for (ClassBits rest = unit.classes & trigger_classes_; rest != 0; rest &= rest - 1)
      follow(by_class_[static_cast<std::size_t>(std::countr_zero(rest))], part, i, around);
    around.classes[kBefore] = unit.skippable ? around.classes[kBefore] | unit.classes : unit.classes;
    if (!unit.skippable) around.rows[kBefore] = sieve_.items_of(i);
  }
  std::ranges::sort(beginnings_);
  beginnings_.erase(std::unique(beginnings_.begin(), beginnings_.end()), beginnings_.end());
  for (std::uint64_t beginning : beginnings_) {
    const auto number = static_cast<std::uint32_t>(beginning >> 32);
    const auto begin = static_cast<std::uint32_t>(beginning);
    const RulePhrase& phrase = rules_.phrases[number];
    const GapsAtNegators gaps = rules_.rules[phrase.rule].marker->negation == Negation::skip ? GapsAtNegators::stop : GapsAtNegators::pass;
    if (const auto end = runner_.match(phrase.compiled, *units_, scope, begin, gaps)) found_.push_back({number, {begin, *end}});
  }
  return found_;
}

bool PhraseSearch::is_in(std::uint32_t phrase, UnitRange range) {
  return range.begin < range.end && sieve_.is_present_in_turn(rules_.needed[phrase]) && is_among(phrase, *units_, range);
}

bool PhraseSearch::is_among(std::uint32_t phrase, const std::vector<Unit>& units, UnitRange range) {
  const auto is_needed = [&](const Unit& unit) { return sieve_.is_met(rules_.needed[phrase], unit); };
  if (std::none_of(units.begin() + range.begin, units.begin() + range.end, is_needed)) return false;
  for (std::uint32_t begin = range.begin; begin < range.end; ++begin) {
    if (!sieve_.is_met(rules_.first_item[phrase], units[begin])) continue;
    if (runner_.match(rules_.phrases[phrase].compiled, units, range, begin)) return true;
  }
  return false;
}

}  // namespace attune
