#include "attune/coding/phrase_search.h"

#include <algorithm>
#include <bit>

namespace attune {
namespace {

constexpr std::size_t kMostCalled = 4096;  // so many triggers are noted before they are sifted: a turn may be very long

}  // namespace

PhraseSearch::PhraseSearch(const Rules& rules, const Lexical& lexical) : rules_(rules), lexical_(lexical), sieve_(rules), runner_(lexical) {
  for (std::size_t i = 0; i < kUnitClasses; ++i) {
    const std::vector<std::uint32_t>&expressions = rules_.calls_expressions.by_class[i], &ways = rules_.calls_ways.by_class[i];
    if (!expressions.empty() || !ways.empty()) calling_classes_ |= ClassBits{1} << i;
    by_class_[i] = triggers_of(expressions, ways);
  }
  for (const std::vector<std::uint32_t>& ways : rules_.by_expression) by_expression_.push_back(triggers_of({}, ways));
  lasting_triggers_ = triggers_.size();
  everywhere_in_.resize(rules_.phrases.size(), 0);
  is_unknown_.resize(rules_.items, false);
}

/// Makes triggers of some expressions and ways.
PhraseSearch::Triggers PhraseSearch::triggers_of(std::vector<std::uint32_t> expressions, std::vector<std::uint32_t> ways) {
  std::vector<std::pair<Test, Trigger>> all;
  const auto add = [&](std::vector<std::uint32_t>& numbers, const std::vector<Rules::Way>& from, bool is_expression) {
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    for (std::uint32_t number : numbers) all.push_back(trigger_of(from[number], number, is_expression));
  };
  add(expressions, rules_.expressions, true);
  add(ways, rules_.ways, false);
  std::ranges::stable_sort(all, {}, [](const std::pair<Test, Trigger>& each) { return std::pair(each.first.where, each.first.item); });
  const auto begin = static_cast<std::uint32_t>(triggers_.size());
  for (const auto& [test, trigger] : all) {
    tests_.push_back(test);
    triggers_.push_back(trigger);
  }
  return {begin, static_cast<std::uint32_t>(triggers_.size())};
}

/// A way's trigger, and what is asked first: of a word right beside it, else of a companion.
std::pair<PhraseSearch::Test, PhraseSearch::Trigger> PhraseSearch::trigger_of(const Rules::Way& way, std::uint32_t number, bool is_expression) const {
  const bool is_before = way.before != Rules::kAnything, is_behind = way.behind != Rules::kAnything;
  Trigger trigger;
  trigger.way = number;
  trigger.rule = way.rule;
  trigger.phrase = way.phrase;
  trigger.companion = way.companions[0];
  trigger.rest = rest_of(way);
  trigger.kind = trigger.rest == Rest::more ? (is_expression ? Kind::expression : Kind::way) : is_expression ? Kind::simple_expression : Kind::simple_way;
  trigger.in_sentence = way.in_sentence;
  trigger.is_exact = is_expression || rules_.phrases[way.phrase].is_exact;
  trigger.windows = {window_of(way.near), window_of(way.far)};
  const auto test_of = [&](std::uint32_t item, Where where) { return Test{item, rules_.item_classes[item], where}; };
  if (is_behind && is_before) trigger.beside = test_of(way.before, Where::before);
  if (is_behind) return {test_of(way.behind, Where::behind), trigger};
  if (is_before) return {test_of(way.before, Where::before), trigger};
  trigger.companion = way.companions[1];
  return {{way.companions[0], 0, Where::anywhere}, trigger};
}

PhraseSearch::Window PhraseSearch::window_of(const Rules::Way::Nearby& nearby) {
  if (nearby.item == Rules::kAnything || nearby.reach > 0xFFFF) return {};
  return {nearby.item, static_cast<std::uint16_t>(nearby.reach), nearby.is_behind ? Where::behind : Where::before};
}

PhraseSearch::Rest PhraseSearch::rest_of(const Rules::Way& way) {
  const std::size_t steps = way.outline.steps.size();
  if (!way.is_chain || way.is_anchored || way.outline.ends || steps > 2 || way.outline.trigger_step == Outline::kNowhere) return Rest::more;
  if (steps == 1) return Rest::nothing;
  return way.outline.trigger_step == 0 ? Rest::behind : Rest::before;
}

/// The units of a way that is hardly more than its trigger, whose tests are passed.
UnitRange PhraseSearch::units_at(const Trigger& trigger, UnitRange at) const {
  if (trigger.rest == Rest::before) return {sieve_.beside(at.begin, Where::before), at.end};
  if (trigger.rest == Rest::behind) return {at.begin, sieve_.beside(at.end - 1, Where::behind) + 1};
  return at;
}

void PhraseSearch::learn() {
  const auto called = [&](const Rules::Calls& calls, std::span<const Atom> atoms) {
    std::vector<std::uint32_t> numbers;
    for (Atom atom : atoms) numbers.insert(numbers.end(), calls.by_atom[atom].begin(), calls.by_atom[atom].end());
    return numbers;
  };
  for (auto next = static_cast<std::uint32_t>(by_atom_set_.size()); next < lexical_.atom_sets(); ++next) {
    const auto atoms = lexical_.atoms(next);
    by_atom_set_.push_back(triggers_of(called(rules_.calls_expressions, atoms), called(rules_.calls_ways, atoms)));
    sieve_.learn(atoms);
  }
}

void PhraseSearch::forget() {
  by_atom_set_.clear();
  for (Candidates& candidates : by_kind_) candidates.size = 0;
  triggers_.resize(lasting_triggers_);
  tests_.resize(lasting_triggers_);
  sieve_.forget();
}

void PhraseSearch::begin_turn(const TurnUnits& turn, const std::vector<bool>& allowed) {
  turn_ = &turn;
  allowed_ = &allowed;
  sieve_.begin_turn(turn.units);
  whole_ = sieve_.place_of({0, static_cast<std::uint32_t>(turn.units.size())});
  sentences_.clear();
  sentence_of_.resize(turn.units.size());
  for (UnitRange sentence : turn.sentences) {
    std::fill(sentence_of_.begin() + sentence.begin, sentence_of_.begin() + sentence.end, static_cast<std::uint32_t>(sentences_.size()));
    sentences_.push_back(sieve_.place_of(sentence));
  }
  places_ += turn.sentences.size() + 1;
  for (Candidates& candidates : by_kind_) candidates.size = 0;
  call_by_units();
  find_expressions();
  call_by_expressions();
}

UnitRange PhraseSearch::units_of(const Candidate& candidate) const {
  const auto units = static_cast<std::uint32_t>(turn_->units.size());
  return candidate.at < units ? UnitRange{candidate.at, candidate.at + 1} : sieve_.expressions()[candidate.at - units].units;
}

/// Notes which triggers have their test passed.
void PhraseSearch::call(Triggers triggers, std::uint32_t at) {
  const Sieve::Surroundings& around = sieve_.around(at);
  const Test* const tests = tests_.data();
  Candidate* next = called_.room_for(triggers.end - triggers.begin);
  for (std::uint32_t i = triggers.begin; i < triggers.end; ++i) {
    *next = {i, at};
    next += sieve_.is_met(tests[i], around);
  }
  called_.end_at(next);
}

void PhraseSearch::call_by_units() {
  const auto size = static_cast<std::uint32_t>(turn_->units.size());
  for (std::uint32_t i = 0; i < size; ++i) {
    const Unit& unit = turn_->units[i];
    if (unit.has_form && !unit.skippable) call(by_atom_set_[unit.atom_set], i);
    for (ClassBits rest = unit.classes & calling_classes_; rest != 0; rest &= rest - 1) call(by_class_[static_cast<std::size_t>(std::countr_zero(rest))], i);
    if (called_.size >= kMostCalled) sift();
  }
  sift();
}

void PhraseSearch::call_by_expressions() {
  auto at = static_cast<std::uint32_t>(turn_->units.size());
  for (const Sieve::FoundExpression& found : sieve_.expressions()) {
    call(by_expression_[found.expression], at++);
    if (called_.size >= kMostCalled) sift();
  }
  sift();
}

/// Of the triggers that were noted keeps those of which all is there that is quickly asked.
void PhraseSearch::sift() {
  std::array<Candidate*, 4> next;
  for (std::size_t kind = 0; kind < next.size(); ++kind) next[kind] = by_kind_[kind].room_for(called_.size);
  for (const Candidate& each : called_.all()) {
    const Trigger& trigger = triggers_[each.trigger];
    const auto kind = static_cast<std::size_t>(trigger.kind);
    const std::uint64_t may_be = std::uint64_t{(*allowed_)[trigger.rule]} | std::uint64_t{trigger.kind < Kind::simple_way};
    *next[kind] = each;
    next[kind] += std::uint64_t{sieve_.is_present(trigger.companion)} & sieve_.is_met(trigger.beside, sieve_.around(each.at)) & may_be;
  }
  for (std::size_t kind = 0; kind < next.size(); ++kind) by_kind_[kind].end_at(next[kind]);
  called_.size = 0;
}

/// Keeps those that have near them what must be there: most walks would not get far.
void PhraseSearch::narrow(Candidates& candidates) const {
  keep_within(candidates, 0);
  keep_within(candidates, 1);
}

void PhraseSearch::keep_within(Candidates& candidates, std::size_t window) const {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < candidates.size; ++i) {
    const Candidate each = candidates.written[i];
    const Trigger& trigger = triggers_[each.trigger];
    const auto [item, reach, where] = trigger.windows[window];
    const UnitRange at = units_of(each), place = (trigger.in_sentence ? sentences_[sentence_of_[at.begin]] : whole_).units;
    const UnitRange range = where == Where::before ? sieve_.gap_before(at.begin, reach, place) : sieve_.gap_behind(at.end, reach, place);
    candidates.written[kept] = each;
    kept += where == Where::anywhere || sieve_.next(item, range) < range.end;
  }
  candidates.size = kept;
}

void PhraseSearch::find_expressions() {
  if (has_unknown_) std::fill(is_unknown_.begin(), is_unknown_.end(), false);
  has_unknown_ = false;
  for (const Candidate& each : candidates(Kind::simple_expression).all()) {
    const Trigger& trigger = triggers_[each.trigger];
    sieve_.add_expression(trigger.way, units_at(trigger, units_of(each)));
  }
  narrow(candidates(Kind::expression));
  for (const Candidate& each : candidates(Kind::expression).all()) follow_expression(rules_.expressions[triggers_[each.trigger].way], each.at);
}

void PhraseSearch::follow_expression(const Rules::Way& way, std::uint32_t unit) {
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
  matches_.clear();
  doubts_.clear();
  found_.clear();
  for (std::uint32_t way : rules_.everywhere) want_everywhere(rules_.ways[way]);
  for (std::uint32_t way = 0; has_unknown_ && way < rules_.ways.size(); ++way)
    if (is_unknown(rules_.ways[way])) want_everywhere(rules_.ways[way]);
  for (const Candidate& each : candidates(Kind::simple_way).all()) begin_simple(triggers_[each.trigger], units_of(each));
  narrow(candidates(Kind::way));
  for (const Candidate& each : candidates(Kind::way).all()) follow(triggers_[each.trigger], units_of(each));
  resolve_doubts();
  std::ranges::sort(matches_, {}, [](const Match& each) { return std::pair(each.at, each.order); });
  for (auto each = matches_.begin(), first = each; each != matches_.end(); ++each) {
    if (each->at != first->at) first = each;
    const auto phrase = static_cast<std::uint32_t>(each->order);
    // Of a phrase only the longest that begins here.
    if (std::any_of(first, each, [&](const Match& longer) { return static_cast<std::uint32_t>(longer.order) == phrase; })) continue;
    found_.push_back({phrase, each->sentence, {static_cast<std::uint32_t>(each->at), ~static_cast<std::uint32_t>(each->order >> 32)}});
  }
  return found_;
}

void PhraseSearch::note(std::uint32_t rule, std::uint32_t phrase, UnitRange units, std::uint32_t sentence) {
  const std::uint64_t left = static_cast<std::uint32_t>(~units.end);
  matches_.push_back({std::uint64_t{rule} << 32 | units.begin, left << 32 | phrase, sentence});
}

void PhraseSearch::resolve_doubts() {
  std::ranges::sort(doubts_);
  doubts_.erase(std::unique(doubts_.begin(), doubts_.end()), doubts_.end());
  for (const Doubt& doubt : doubts_) {
    const RulePhrase& phrase = rules_.phrases[doubt.phrase];
    const Marker& marker = *rules_.rules[phrase.rule].marker;
    const UnitRange place = marker.scope == Scope::sentence ? sentences_[doubt.sentence].units : whole_.units;
    const GapsAtNegators gaps = marker.negation == Negation::skip ? GapsAtNegators::stop : GapsAtNegators::pass;
    if (const auto end = runner_.match(phrase.compiled, turn_->units, place, doubt.begin, gaps)) note(phrase.rule, doubt.phrase, {doubt.begin, *end}, doubt.sentence);
  }
}

/// Where a way stands that is hardly more than its trigger, whose tests are passed.
void PhraseSearch::begin_simple(const Trigger& trigger, UnitRange at) {
  const std::uint32_t sentence = trigger.in_sentence ? sentence_of_[at.begin] : 0;
  const UnitRange units = units_at(trigger, at), place = (trigger.in_sentence ? sentences_[sentence] : whole_).units;
  if (units.begin < place.begin || units.end > place.end) return;
  keep(trigger, units, sentence);
}

/// A match, if that is sure, else where one may begin.
void PhraseSearch::keep(const Trigger& trigger, UnitRange units, std::uint32_t sentence) {
  if (trigger.is_exact) note(trigger.rule, trigger.phrase, units, sentence);
  else doubts_.push_back({trigger.phrase, units.begin, sentence});
}

void PhraseSearch::follow(const Trigger& trigger, UnitRange at) {
  const Rules::Way& way = rules_.ways[trigger.way];
  const std::uint32_t sentence = trigger.in_sentence ? sentence_of_[at.begin] : 0;
  const Sieve::Place& place = trigger.in_sentence ? sentences_[sentence] : whole_;
  if (at.end > place.units.end) return;
  of_way_.clear();
  if (way.outline.trigger_step == Outline::kNowhere || !sieve_.add_beginnings(way, at, place, of_way_)) return want_everywhere(way, sentence);
  for (Sieve::Beginning each : of_way_) keep(trigger, {each.begin, each.end}, sentence);
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
  for (std::uint32_t begin : everywhere_) doubts_.push_back({way.phrase, begin, way.in_sentence ? sentence : 0});
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
