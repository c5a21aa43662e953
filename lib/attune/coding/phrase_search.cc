#include "attune/coding/phrase_search.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace attune {

PhraseSearch::PhraseSearch(const Rules& rules, const Lexical& lexical) : rules_(rules), lexical_(lexical), sieve_(rules), runner_(lexical) {
  for (std::size_t i = 0; i < kUnitClasses; ++i) {
    if (!rules_.by_class[i].empty()) trigger_classes_ |= ClassBits{1} << i;
    add_triggers(by_class_[i], rules_.by_class[i]);
  }
  class_triggers_ = triggers_.size();
  class_groups_ = groups_.size();
  for (std::uint32_t way : rules_.everywhere) everywhere_[rules_.ways[way].in_sentence ? 0 : 1].push_back(way);
  everywhere_in_.resize(rules_.phrases.size(), 0);
}

void PhraseSearch::add_triggers(Triggers& list, std::vector<std::uint32_t> ways) {
  std::ranges::sort(ways);
  ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
  std::vector<std::pair<Test, Trigger>> all;
  for (std::uint32_t way : ways) all.push_back(trigger_of(way));
  // Those for sentences first, and those with a test in common side by side.
  const auto key = [&](const std::pair<Test, Trigger>& each) { return std::tuple(!rules_.ways[each.second.way].in_sentence, each.first.place, each.first.item); };
  std::ranges::stable_sort(all, {}, key);
  list.bounds[0] = list.bounds[1] = static_cast<std::uint32_t>(groups_.size());
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::find_if(begin, all.end(), [&](const std::pair<Test, Trigger>& each) { return key(each) != key(*begin); });
    const auto first = static_cast<std::uint32_t>(triggers_.size());
    for (auto each = begin; each != end; ++each) triggers_.push_back(each->second);
    groups_.push_back({begin->first, first, static_cast<std::uint32_t>(triggers_.size())});
    if (rules_.ways[begin->second.way].in_sentence) list.bounds[1] = static_cast<std::uint32_t>(groups_.size());
    begin = end;
  }
  list.bounds[2] = static_cast<std::uint32_t>(groups_.size());
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
  groups_.resize(class_groups_);
  sieve_.forget();
}

void PhraseSearch::begin_turn(const std::vector<Unit>& units, const std::vector<bool>& allowed) {
  units_ = &units;
  allowed_ = &allowed;
  sieve_.begin_turn(units);
}

/// A way's trigger, and what is asked first: of a word right beside it, else of a companion.
std::pair<PhraseSearch::Test, PhraseSearch::Trigger> PhraseSearch::trigger_of(std::uint32_t number) const {
  const Rules::Way& way = rules_.ways[number];
  const std::uint32_t at = way.outline.trigger_step;
  const auto test_of = [&](Place place, std::uint32_t step) { return Test{place, way.outline.steps[step].item, rules_.item_classes[way.outline.steps[step].item]}; };
  Test first;
  Trigger trigger{number, rules_.phrases[way.phrase].rule, {}, way.companions};
  if (way.is_behind) first = test_of(Place::behind, at + 1);
  if (way.is_before) (way.is_behind ? trigger.beside : first) = test_of(Place::before, at - 1);
  if (!way.is_behind && !way.is_before && way.companions[0] != Rules::kAnything) {
    first = {Place::scope, way.companions[0], 0};
    trigger.companions = {way.companions[1], Rules::kAnything};
  }
  return {first, trigger};
}

/// Beside a unit stands the next that matches do not pass over.
PhraseSearch::Around PhraseSearch::around(std::uint32_t unit, UnitRange scope) const {
  static constexpr std::uint64_t kSet = 1;
  constexpr auto kBefore = static_cast<std::size_t>(Place::before), kBehind = static_cast<std::size_t>(Place::behind);
  Around around{{sieve_.no_items(), sieve_.no_items(), sieve_.items_of_scope(), &kSet}, {}};
  for (std::uint32_t i = unit + 1; i < scope.end; ++i) {
    around.classes[kBehind] |= (*units_)[i].classes;
    if ((*units_)[i].skippable) continue;
    around.rows[kBehind] = sieve_.items_of(i);
    break;
  }
  for (std::uint32_t i = unit; i > scope.begin; --i) {
    around.classes[kBefore] |= (*units_)[i - 1].classes;
    if ((*units_)[i - 1].skippable) continue;
    around.rows[kBefore] = sieve_.items_of(i - 1);
    break;
  }
  return around;
}

void PhraseSearch::follow(const Triggers& list, std::size_t part, std::uint32_t unit, const Around& around) {
  const auto passes = [&](const Test& test) {
    const auto place = static_cast<std::size_t>(test.place);
    return Sieve::has_bit(around.rows[place], test.item) || (around.classes[place] & test.classes) != 0;
  };
  const auto is_in_scope = [&](std::uint32_t item) { return item == Rules::kAnything || Sieve::has_bit(sieve_.items_of_scope(), item); };
  for (std::uint32_t i = list.bounds[part]; i < list.bounds[part + 1]; ++i) {
    const Group& group = groups_[i];
    if (!passes(group.test)) continue;
    for (std::uint32_t k = group.begin; k < group.end; ++k) {
      const Trigger& trigger = triggers_[k];
      if (passes(trigger.beside) && std::ranges::all_of(trigger.companions, is_in_scope) && (*allowed_)[trigger.rule]) follow(trigger.way, unit);
    }
  }
}

void PhraseSearch::follow(std::uint32_t number, std::uint32_t unit) {
  const Rules::Way& way = rules_.ways[number];
  if (everywhere_in_[way.phrase] == search_) return;
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
  ++search_;
  beginnings_.clear();
  found_.clear();
  for (std::uint32_t way : everywhere_[part]) want_everywhere(rules_.ways[way].phrase);
  for (std::uint32_t i = scope.begin; i < scope.end; ++i) {
    const Unit& unit = (*units_)[i];
    const Triggers words = unit.has_form && !unit.skippable ? by_atom_set_[unit.atom_set] : Triggers{};
    const ClassBits classes = unit.classes & trigger_classes_;
    if (words.bounds[part] == words.bounds[part + 1] && classes == 0) continue;
    const Around beside = around(i, scope);
    follow(words, part, i, beside);
    for (ClassBits rest = classes; rest != 0; rest &= rest - 1) follow(by_class_[static_cast<std::size_t>(std::countr_zero(rest))], part, i, beside);
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
  const auto is_present = [&](std::uint32_t item) { return sieve_.is_present_in_turn(item); };
  if (range.begin >= range.end || !is_present(rules_.needed[phrase])) return false;
  sieve_.begin_scope(range);
  units_to_begin_.clear();
  for (const Rules::Way& way : rules_.asked[phrase]) {
    if (!is_present(way.trigger) || !std::ranges::all_of(way.companions, is_present)) continue;
    if (way.outline.trigger_step == Outline::kNowhere) return is_among(phrase, *units_, range);
    for (std::uint32_t unit = sieve_.next(way.trigger, range); unit < range.end; unit = sieve_.next(way.trigger, {unit + 1, range.end}))
      if (!sieve_.add_beginnings(way, unit, units_to_begin_)) return is_among(phrase, *units_, range);
  }
  return std::ranges::any_of(units_to_begin_, [&](std::uint32_t begin) { return runner_.has_match(rules_.phrases[phrase].compiled, *units_, range, begin); });
}

bool PhraseSearch::is_among(std::uint32_t phrase, const std::vector<Unit>& units, UnitRange range) {
  const auto is_needed = [&](const Unit& unit) { return sieve_.is_met(rules_.needed[phrase], unit); };
  if (std::none_of(units.begin() + range.begin, units.begin() + range.end, is_needed)) return false;
  for (std::uint32_t begin = range.begin; begin < range.end; ++begin) {
    if (!sieve_.is_met(rules_.first_item[phrase], units[begin])) continue;
    if (runner_.has_match(rules_.phrases[phrase].compiled, units, range, begin)) return true;
  }
  return false;
}

}  // namespace attune
