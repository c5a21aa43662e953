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
  way_stamp_.resize(rules_.ways.size(), 0);
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
  runner_.forget();
}

void PhraseSearch::begin_turn(const std::vector<Unit>& units, const std::vector<bool>& allowed) {
  units_ = &units;
  allowed_ = &allowed;
  sieve_.begin_turn(units);
  before_.resize(units.size());
  behind_.resize(units.size());
  for (std::uint32_t i = 0, last = kNone; i < units.size(); ++i) {
    before_[i] = last;
    if (!units[i].skippable) last = i;
  }
  for (std::uint32_t i = static_cast<std::uint32_t>(units.size()), next = kNone; i-- > 0;) {
    behind_[i] = next;
    if (!units[i].skippable) next = i;
  }
}

void PhraseSearch::want(std::uint32_t way) {
  if (way_stamp_[way] == search_ || !(*allowed_)[rules_.phrases[rules_.ways[way].phrase].rule]) return;
  way_stamp_[way] = search_;
  ways_.push_back(way);
}

PhraseSearch::Trigger PhraseSearch::trigger_of(std::uint32_t number) const {
  const Rules::Way& way = rules_.ways[number];
  const std::vector<Outline::Step>& steps = way.outline.steps;
  const std::uint32_t at = way.outline.trigger_step;
  Trigger trigger;
  trigger.way = number;
  trigger.companion = way.companion;
  if (at == Outline::kNowhere) return trigger;
  if (way.words_before) trigger.right_before = steps[at - 1].item;
  else if (at > 0) trigger.before = {steps[at - 1].item, steps[at].reach};
  if (way.words_behind) trigger.right_behind = steps[at + 1].item;
  else if (at + 1 < steps.size()) trigger.behind = {steps[at + 1].item, steps[at + 1].reach};
  return trigger;
}

bool PhraseSearch::is_item(std::uint32_t unit, std::uint32_t item, UnitRange scope) const {
  return unit >= scope.begin && unit < scope.end && sieve_.is_item(unit, item);
}

/// From the quickest question to the slowest.
bool PhraseSearch::fits(const Trigger& trigger, std::uint32_t unit, UnitRange scope) const {
  if (trigger.right_behind != Rules::kAnything && !is_item(behind_[unit], trigger.right_behind, scope)) return false;
  if (trigger.right_before != Rules::kAnything && !is_item(before_[unit], trigger.right_before, scope)) return false;
  return sieve_.is_present(trigger.companion) && is_near(trigger.behind, unit, 1, scope) && is_near(trigger.before, unit, -1, scope);
}

/// Whether the neighbour stands as near to a unit as it must, on the side that `step` (1 or -1) leads to.
bool PhraseSearch::is_near(const Neighbour& neighbour, std::uint32_t unit, int step, UnitRange scope) const {
  if (neighbour.item == Rules::kAnything) return true;
  int words = 0;
  for (std::uint32_t at = unit + static_cast<std::uint32_t>(step); at >= scope.begin && at < scope.end; at += static_cast<std::uint32_t>(step)) {
    if (sieve_.is_item(at, neighbour.item)) return true;
    const Unit& passed = (*units_)[at];
    if (!is_free(passed) && ++words > neighbour.reach) return false;
  }
  return false;
}

void PhraseSearch::want(const Triggers& list, std::size_t part, std::uint32_t unit, UnitRange scope) {
  for (std::uint32_t i = list.bounds[part]; i < list.bounds[part + 1]; ++i)
    if (fits(triggers_[i], unit, scope)) want(triggers_[i].way);
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
  ++search_;
  ways_.clear();
  found_.clear();
  for (std::uint32_t way : everywhere_[part]) want(way);
  for (std::uint32_t i = scope.begin; i < scope.end; ++i) {
    const Unit& unit = (*units_)[i];
    if (unit.has_form && !unit.skippable) want(by_atom_set_[unit.atom_set], part, i, scope);
    for (ClassBits rest = unit.classes & trigger_classes_; rest != 0; rest &= rest - 1)
      want(by_class_[static_cast<std::size_t>(std::countr_zero(rest))], part, i, scope);
  }
  std::ranges::sort(ways_);  // those of a phrase stand together
  for (auto way = ways_.begin(); way != ways_.end();) {
    const std::uint32_t phrase = rules_.ways[*way].phrase;
    const auto others = std::find_if(way, ways_.end(), [&](std::uint32_t other) { return rules_.ways[other].phrase != phrase; });
    run(phrase, {way, sieve_.knows_places() ? others : way + 1}, scope);
    way = others;
  }
  return found_;
}

/// Runs the automaton where a match may begin in one of these ways.
void PhraseSearch::run(std::uint32_t number, std::span<const std::uint32_t> ways, UnitRange scope) {
  beginnings_.clear();
  for (std::uint32_t way : ways) {
    const std::vector<std::uint32_t>& more = sieve_.beginnings(rules_.ways[way]);
    beginnings_.insert(beginnings_.end(), more.begin(), more.end());
  }
  if (ways.size() > 1) {
    std::ranges::sort(beginnings_);
    beginnings_.erase(std::unique(beginnings_.begin(), beginnings_.end()), beginnings_.end());
  }
  const RulePhrase& phrase = rules_.phrases[number];
  const bool stops = rules_.rules[phrase.rule].marker->negation == Negation::skip;
  for (std::uint32_t begin : beginnings_) {
    const auto end = runner_.match(phrase.compiled, *units_, scope, begin, stops ? GapsAtNegators::stop : GapsAtNegators::pass);
    if (end) found_.push_back({number, {begin, *end}});
  }
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
