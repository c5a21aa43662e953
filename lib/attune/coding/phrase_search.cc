#include "attune/coding/phrase_search.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace attune {

PhraseSearch::PhraseSearch(const Rules& rules, const Lexical& lexical) : rules_(rules), lexical_(lexical), sieve_(rules), runner_(lexical) {
  for (std::size_t i = 0; i < kUnitClasses; ++i) {
    const std::vector<std::uint32_t>&expressions = rules_.calls_expressions.by_class[i], &ways = rules_.calls_ways.by_class[i];
    if (!expressions.empty()) expression_classes_ |= ClassBits{1} << i;
    if (!ways.empty()) way_classes_ |= ClassBits{1} << i;
    by_class_[i] = {grouped(rules_.expressions, expressions), grouped(rules_.ways, ways)};
  }
  for (const std::vector<std::uint32_t>& ways : rules_.by_expression) by_expression_.push_back(grouped(rules_.ways, ways));
  lasting_triggers_ = triggers_.size();
  lasting_groups_ = groups_.size();
  everywhere_in_.resize(rules_.phrases.size(), 0);
  is_unknown_.resize(rules_.items, false);
}

/// Makes groups of the triggers of some ways.
PhraseSearch::Groups PhraseSearch::grouped(const std::vector<Rules::Way>& ways, std::vector<std::uint32_t> numbers) {
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<std::pair<Test, Trigger>> all;
  for (std::uint32_t number : numbers) all.push_back(trigger_of(ways[number], number));
  std::ranges::stable_sort(all, {}, [](const std::pair<Test, Trigger>& each) { return std::pair(each.first.place, each.first.item); });
  const auto first = static_cast<std::uint32_t>(groups_.size());
  const Test* last = nullptr;
  for (const auto& [test, trigger] : all) {
    if (last == nullptr || *last != test) groups_.push_back({std::uint64_t{1} << (test.item % 64), test.item / 64, test.classes, static_cast<std::uint32_t>(triggers_.size()), 0, test.place});
    last = &test;
    triggers_.push_back(trigger);
    groups_.back().end = static_cast<std::uint32_t>(triggers_.size());
  }
  return {first, static_cast<std::uint32_t>(groups_.size())};
}

/// A way's trigger, and what is asked first: of a word right beside it, else of a companion.
std::pair<PhraseSearch::Test, PhraseSearch::Trigger> PhraseSearch::trigger_of(const Rules::Way& way, std::uint32_t number) const {
  const auto test_of = [&](Place place, std::uint32_t item) { return Test{place, item, rules_.item_classes[item]}; };
  const bool is_before = way.before != Rules::kAnything, is_behind = way.behind != Rules::kAnything;
  Trigger trigger{number, way.rule, way.phrase, rest_of(way), way.in_sentence, {}, way.companions, near_of(way)};
  if (is_behind && is_before) trigger.beside = test_of(Place::before, way.before);
  if (is_behind) return {test_of(Place::behind, way.behind), trigger};
  if (is_before) return {test_of(Place::before, way.before), trigger};
  trigger.companions = {way.companions[1], Rules::kAlways};
  return {{Place::anywhere, way.companions[0], 0}, trigger};
}

PhraseSearch::Rest PhraseSearch::rest_of(const Rules::Way& way) {
  const std::size_t steps = way.outline.steps.size();
  if (!way.is_chain || way.is_anchored || way.outline.ends || steps > 2 || way.outline.trigger_step == Outline::kNowhere) return Rest::more;
  if (steps == 1) return Rest::nothing;
  return way.outline.trigger_step == 0 ? Rest::behind : Rest::before;
}

/// The units of a way that is hardly more than its trigger, whose tests are passed.
UnitRange PhraseSearch::units_at(const Trigger& trigger, UnitRange at) const {
  if (trigger.rest == Rest::before) return {sieve_.before(at.begin).unit, at.end};
  if (trigger.rest == Rest::behind) return {at.begin, sieve_.behind(at.end - 1).unit + 1};
  return at;
}

PhraseSearch::Trigger::Near PhraseSearch::near_of(const Rules::Way& way) {
  const std::vector<Outline::Step>& steps = way.outline.steps;
  const std::uint32_t at = way.outline.trigger_step;
  if (at == Outline::kNowhere) return {};
  if (at + 1 < steps.size() && !steps[at + 1].adjacent) return {Place::behind, steps[at + 1].item, steps[at + 1].reach};
  if (at > 0 && !steps[at].adjacent) return {Place::before, steps[at - 1].item, steps[at].reach};
  return {};
}

void PhraseSearch::learn() {
  const auto called = [&](const Rules::Calls& calls, std::span<const Atom> atoms) {
    std::vector<std::uint32_t> numbers;
    for (Atom atom : atoms) numbers.insert(numbers.end(), calls.by_atom[atom].begin(), calls.by_atom[atom].end());
    return numbers;
  };
  for (auto next = static_cast<std::uint32_t>(by_atom_set_.size()); next < lexical_.atom_sets(); ++next) {
    const auto atoms = lexical_.atoms(next);
    const Groups expressions = grouped(rules_.expressions, called(rules_.calls_expressions, atoms));
    by_atom_set_.push_back({expressions, grouped(rules_.ways, called(rules_.calls_ways, atoms))});
    sieve_.learn(atoms);
  }
}

void PhraseSearch::forget() {
  by_atom_set_.clear();
  triggers_.resize(lasting_triggers_);
  groups_.resize(lasting_groups_);
  sieve_.forget();
}

void PhraseSearch::begin_turn(const TurnUnits& turn, const std::vector<bool>& allowed) {
  turn_ = &turn;
  allowed_ = &allowed;
  sieve_.begin_turn(turn.units);
  whole_ = sieve_.place_of({0, static_cast<std::uint32_t>(turn.units.size())});
  sentences_.clear();
  for (UnitRange sentence : turn.sentences) sentences_.push_back(sieve_.place_of(sentence));
  places_ += turn.sentences.size() + 1;
  find_expressions();
}

/// Calls `follow` with each way that `may` be followed and passes what is quickly asked of a trigger.
template <typename May, typename Follow>
void PhraseSearch::each_passing(Groups groups, UnitRange trigger, May may, Follow follow) const {
  const Sieve::Neighbour &before = sieve_.before(trigger.begin), &behind = sieve_.behind(trigger.end - 1);
  const std::array<const std::uint64_t*, 3> rows = {sieve_.row(before), sieve_.row(behind), sieve_.present()};
  const std::array<ClassBits, 3> classes = {before.classes, behind.classes, 0};
  const Group* const end = groups_.data() + groups.end;
  for (const Group* group = groups_.data() + groups.begin; group != end; ++group) {
    const auto place = static_cast<std::size_t>(group->place);
    if ((rows[place][group->word] & group->bit) == 0 && (classes[place] & group->classes) == 0) continue;
    for (std::uint32_t k = group->begin; k < group->end; ++k)
      if (may(triggers_[k]) && passes(triggers_[k], trigger)) follow(triggers_[k]);
  }
}

/// Whether what is asked of one trigger, beside what its group asks, is there.
bool PhraseSearch::passes(const Trigger& trigger, UnitRange units) const {
  for (std::uint32_t companion : trigger.companions)
    if (!sieve_.is_present(companion)) return false;
  if (trigger.beside.place != Place::anywhere) {
    const Sieve::Neighbour& beside = trigger.beside.place == Place::before ? sieve_.before(units.begin) : sieve_.behind(units.end - 1);
    if (!Sieve::has_bit(sieve_.row(beside), trigger.beside.item) && (trigger.beside.classes & beside.classes) == 0) return false;
  }
  return trigger.near.place == Place::anywhere || is_near(trigger, units);
}

/// Whether the step next to a trigger may be met: most walks would end right there.
bool PhraseSearch::is_near(const Trigger& trigger, UnitRange at) const {
  const UnitRange place = trigger.in_sentence ? sentence_ : whole_.units;
  const Trigger::Near& near = trigger.near;
  if (near.place == Place::before) return sieve_.may_end(near.item, sieve_.gap_before(at.begin, near.reach, place));
  return sieve_.may_begin(near.item, sieve_.gap_behind(at.end, near.reach, place));
}

void PhraseSearch::find_expressions() {
  if (has_unknown_) std::fill(is_unknown_.begin(), is_unknown_.end(), false);
  has_unknown_ = false;
  for (std::uint32_t i = 0; i < turn_->units.size(); ++i) {
    const Unit& unit = turn_->units[i];
    const auto may = [](const Trigger&) { return true; };
    const auto follow = [&](const Trigger& trigger) { follow_expression(trigger, i); };
    if (unit.has_form && !unit.skippable) each_passing(by_atom_set_[unit.atom_set].expressions, {i, i + 1}, may, follow);
    for (ClassBits rest = unit.classes & expression_classes_; rest != 0; rest &= rest - 1)
      each_passing(by_class_[static_cast<std::size_t>(std::countr_zero(rest))].expressions, {i, i + 1}, may, follow);
  }
}

void PhraseSearch::follow_expression(const Trigger& trigger, std::uint32_t unit) {
  if (trigger.rest != Rest::more) return sieve_.add_expression(trigger.way, units_at(trigger, {unit, unit + 1}));
  const Rules::Way& way = rules_.expressions[trigger.way];
  if (way.is_chain) {
    const UnitRange all = sieve_.chain(way, {unit, unit + 1}, whole_);
    if (all.end > 0) sieve_.add_expression(way.phrase, all);
    return;
  }
  const std::optional<Sieve::Reach> reach = sieve_.reach(way, {unit, unit + 1}, whole_);
  if (!reach) {
    has_unknown_ = true;
    for (std::uint32_t item : rules_.items_by_expression[way.phrase]) is_unknown_[item] = true;
    return;
  }
  for (std::uint64_t begins = reach->begins; begins != 0; begins &= begins - 1)
    for (std::uint64_t ends = reach->ends; ends != 0; ends &= ends - 1)
      sieve_.add_expression(way.phrase, {unit - static_cast<std::uint32_t>(std::countr_zero(begins)), unit + 1 + static_cast<std::uint32_t>(std::countr_zero(ends))});
}

/// Whether a way asks for an item of which not all is known that there is.
bool PhraseSearch::is_unknown(const Rules::Way& way) const {
  return has_unknown_ && std::ranges::any_of(way.outline.steps, [&](const Outline::Step& step) { return is_unknown_[step.item]; });
}

const std::vector<PhraseSearch::Found>& PhraseSearch::find() {
  beginnings_.clear();
  found_.clear();
  for (std::uint32_t way : rules_.everywhere) want_everywhere(rules_.ways[way]);
  for (std::uint32_t way = 0; has_unknown_ && way < rules_.ways.size(); ++way)
    if (is_unknown(rules_.ways[way])) want_everywhere(rules_.ways[way]);
  for (std::uint32_t s = 0; s < sentences_.size(); ++s) {
    sentence_ = sentences_[s].units;
    for (std::uint32_t i = sentence_.begin; i < sentence_.end; ++i) {
      const Unit& unit = turn_->units[i];
      if (unit.has_form && !unit.skippable) follow(by_atom_set_[unit.atom_set].ways, {i, i + 1}, s);
      for (ClassBits rest = unit.classes & way_classes_; rest != 0; rest &= rest - 1) follow(by_class_[static_cast<std::size_t>(std::countr_zero(rest))].ways, {i, i + 1}, s);
      for (std::uint32_t e = sieve_.first_from(i); e != Sieve::kNone; e = sieve_.expressions()[e].next_from)
        follow(by_expression_[sieve_.expressions()[e].expression], sieve_.expressions()[e].units, s);
    }
  }
  std::ranges::sort(beginnings_, {}, [](const Beginning& each) { return std::pair(each.at, each.end); });
  for (auto each = beginnings_.begin(); each != beginnings_.end();) {
    const auto next = std::find_if(each, beginnings_.end(), [&](const Beginning& other) { return other.at != each->at; });
    keep_longest(*each, *(next - 1));
    each = next;
  }
  return found_;
}

/// Of one beginning, the nearest end that is known of and the last.
void PhraseSearch::keep_longest(const Beginning& nearest, const Beginning& last) {
  const auto number = static_cast<std::uint32_t>(nearest.at >> 32);
  const auto begin = static_cast<std::uint32_t>(nearest.at);
  std::optional<std::uint32_t> end = last.end;
  if (nearest.end == 0) {
    const RulePhrase& phrase = rules_.phrases[number];
    const Marker& marker = *rules_.rules[phrase.rule].marker;
    const UnitRange place = marker.scope == Scope::sentence ? sentences_[nearest.sentence].units : whole_.units;
    end = runner_.match(phrase.compiled, turn_->units, place, begin, marker.negation == Negation::skip ? GapsAtNegators::stop : GapsAtNegators::pass);
  }
  if (end) found_.push_back({number, nearest.sentence, {begin, *end}});
}

void PhraseSearch::follow(Groups groups, UnitRange trigger, std::uint32_t sentence) {
  const auto may = [&](const Trigger& each) { return (*allowed_)[each.rule]; };
  each_passing(groups, trigger, may, [&](const Trigger& each) { follow(each, trigger, sentence); });
}

void PhraseSearch::follow(const Trigger& trigger, UnitRange at, std::uint32_t sentence) {
  if (trigger.rest == Rest::more) return follow(rules_.ways[trigger.way], at, sentence);
  const UnitRange units = units_at(trigger, at), place = trigger.in_sentence ? sentences_[sentence].units : whole_.units;
  if (units.begin < place.begin || units.end > place.end) return;
  const bool is_exact = rules_.phrases[trigger.phrase].is_exact;
  beginnings_.push_back({std::uint64_t{trigger.phrase} << 32 | units.begin, is_exact ? units.end : 0, trigger.in_sentence ? sentence : 0});
}

void PhraseSearch::follow(const Rules::Way& way, UnitRange trigger, std::uint32_t sentence) {
  if (way.in_sentence && trigger.end > sentences_[sentence].units.end) return;
  of_way_.clear();
  if (way.outline.trigger_step == Outline::kNowhere || !sieve_.add_beginnings(way, trigger, way.in_sentence ? sentences_[sentence] : whole_, of_way_)) return want_everywhere(way, sentence);
  const bool is_exact = rules_.phrases[way.phrase].is_exact;
  for (Sieve::Beginning each : of_way_) beginnings_.push_back({std::uint64_t{way.phrase} << 32 | each.begin, is_exact ? each.end : 0, way.in_sentence ? sentence : 0});
}

void PhraseSearch::want_everywhere(const Rules::Way& way) {
  for (std::uint32_t s = 0; s < (way.in_sentence ? sentences_.size() : 1); ++s) want_everywhere(way, s);
}

/// A phrase of which a way can not be walked, in a sentence or in the turn.
void PhraseSearch::want_everywhere(const Rules::Way& way, std::uint32_t sentence) {
  const std::uint64_t place = places_ - (way.in_sentence ? sentences_.size() - sentence : 0);
  if (!(*allowed_)[way.rule] || std::exchange(everywhere_in_[way.phrase], place) == place) return;
  everywhere_.clear();
  sieve_.add_all_beginnings(way.phrase, way.in_sentence ? sentences_[sentence] : whole_, everywhere_);
  for (std::uint32_t begin : everywhere_) beginnings_.push_back({std::uint64_t{way.phrase} << 32 | begin, 0, way.in_sentence ? sentence : 0});
}

bool PhraseSearch::is_in(std::uint32_t number, UnitRange range) {
  if (range.begin >= range.end) return false;
  const std::uint32_t triggers = rules_.triggers[number];
  const auto is_way_unknown = [&](const Rules::Way& way) { return is_unknown(way); };
  if (triggers == Rules::kAnything || (has_unknown_ && std::ranges::any_of(rules_.asked[number], is_way_unknown))) return is_among(number, turn_->units, range);
  if (!sieve_.is_present(triggers)) return false;
  const Sieve::Place place = sieve_.place_of(range);
  std::optional<bool> found = false;
  for (std::uint32_t unit = sieve_.next(triggers, range); unit < range.end && found == false; unit = sieve_.next(triggers, {unit + 1, range.end}))
    found = is_at(number, {unit, unit + 1}, place, [&](std::uint32_t item) { return sieve_.is_item(unit, item); });
  if (rules_.expressions_of[triggers] == Rules::kAnything) return found ? *found : is_among(number, turn_->units, range);
  for (const Sieve::FoundExpression& expression : sieve_.expressions())
    if (found == false && expression.units.begin >= range.begin && expression.units.end <= range.end && sieve_.is_item(expression, triggers))
      found = is_at(number, expression.units, place, [&](std::uint32_t item) { return sieve_.is_item(expression, item); });
  return found ? *found : is_among(number, turn_->units, range);
}

/// Whether a match has `trigger` where one of the phrase's triggers stands; `is_item` tells what it is. None: that can not be told.
template <typename IsItem>
std::optional<bool> PhraseSearch::is_at(std::uint32_t number, UnitRange trigger, const Sieve::Place& place, IsItem is_item) {
  const RulePhrase& phrase = rules_.phrases[number];
  const auto is_present = [&](std::uint32_t item) { return sieve_.is_present(item); };
  of_way_.clear();
  for (const Rules::Way& way : rules_.asked[number]) {
    if (!is_item(way.trigger) || !std::ranges::all_of(way.companions, is_present)) continue;
    if (way.outline.trigger_step == Outline::kNowhere || !sieve_.add_beginnings(way, trigger, place, of_way_)) return std::nullopt;
  }
  return std::ranges::any_of(of_way_, [&](const Sieve::Beginning& each) { return phrase.is_exact || runner_.has_match(phrase.compiled, turn_->units, place.units, each.begin); });
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
