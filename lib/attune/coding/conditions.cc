#include "attune/coding/conditions.h"

#include <algorithm>
#include <vector>

#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr int kNegationWindow = 4;  // words before a match in which a negator turns it
constexpr int kGuardWindow = 8;     // words before or after it that unless_before and unless_after look at

}  // namespace

Conditions::Conditions(const Rules& rules, const Language& language, Lexical& lexical, PhraseSearch& search)
    : no_denials_(language.clauses.no_denials), new_clauses_(language.clauses.new_ones), lexical_(lexical), search_(search), last_answer_(rules.phrases.size()) {}

void Conditions::begin(const Transcript& transcript, const std::vector<FigureMention>& mentions, const std::vector<std::uint32_t>& response_of) {
  transcript_ = &transcript;
  mentions_ = &mentions;
  response_of_ = &response_of;
  stretches_ = {};
  other_turn_ = kNoTurn;
}

void Conditions::begin_turn(std::uint32_t turn, const TurnUnits& units) {
  turn_ = turn;
  units_ = &units;
  turn_place_ = places_ + 1;
  places_ += units.sentences.size() + 1;
}

bool Conditions::hold(const Rule& rule, UnitRange match, std::uint32_t sentence) {
  const Marker& marker = *rule.marker;
  const UnitRange scope = marker.scope == Scope::sentence ? units_->sentences[sentence] : whole_turn();
  if (marker.negation != Negation::ignore && is_negated(match, scope) != (marker.negation == Negation::require)) return false;
  if (stands_guarded(rule, match, scope)) return false;
  for (std::uint32_t phrase : rule.near)
    if (!search_.is_in(phrase, words_before(match, scope, marker.near_words)) && !search_.is_in(phrase, words_behind(match, scope, marker.near_words))) return false;
  if (rule.unless.empty() && rule.all.empty()) return true;
  const std::uint64_t place = place_of(marker.scope, sentence);
  for (std::uint32_t phrase : rule.unless)
    if (is_in_scope(phrase, marker.scope, scope, place)) return false;
  for (std::uint32_t phrase : rule.all)
    if (!is_in_scope(phrase, marker.scope, scope, place)) return false;
  return true;
}

/// Whether one of `unless_before` or `unless_after` is found near the match. A mark right beside it is no part of it: "$" before it and "^"
/// behind it mean that nothing stands between. With the match's nearest word in the range nothing that is anchored is found over the mark,
/// and all else as before.
bool Conditions::stands_guarded(const Rule& rule, UnitRange match, UnitRange scope) {
  if (!rule.unless_before.empty()) {
    const UnitRange before = words_before(match, scope, kGuardWindow), and_first = {before.begin, before.end + has_mark_before(match, scope)};
    for (std::uint32_t phrase : rule.unless_before)
      if (search_.is_in(phrase, before) && search_.is_in(phrase, and_first)) return true;
  }
  if (!rule.unless_after.empty()) {
    const UnitRange behind = words_behind(match, scope, kGuardWindow), and_last = {behind.begin - has_mark_behind(match, scope), behind.end};
    for (std::uint32_t phrase : rule.unless_after)
      if (search_.is_in(phrase, behind) && search_.is_in(phrase, and_last)) return true;
  }
  return false;
}

/// A negator up to four words before the match, in its clause. Behind a subject is a clause of its own ("I couldn't sleep she sat with
/// me"), but for what somebody thinks or says ("I don't think she sat with me") and for "nothing she did".
bool Conditions::is_negated(UnitRange match, UnitRange scope) const {
  const auto is_subject = [&](const Unit& unit) { return unit.has_form && lexical_.flags(unit.form).clause_subject; };
  bool is_apart = is_subject(units_->units[match.begin]), is_behind_subject = is_apart;
  int words = 0;
  for (std::uint32_t i = match.begin; i > scope.begin && words < kNegationWindow; --i) {
    const Unit& unit = units_->units[i - 1];
    if (unit.skippable) continue;
    if (unit.kind == TokenKind::punctuation || !unit.has_form) return false;
    const FormFlags flags = lexical_.flags(unit.form);
    if (flags.negator && (!is_apart || is_behind_subject) && !(flags.clause_opener && begins(no_denials_, i - 1, scope))) return true;
    if (flags.clause_break || (flags.clause_opener && begins(new_clauses_, i - 1, scope))) return false;
    is_apart = flags.clause_subject || (is_apart && !(is_behind_subject && flags.clause_taker));
    is_behind_subject = flags.clause_subject;
    words += !unit.free;
  }
  return false;
}

/// Whether one of the phrases begins at a unit.
bool Conditions::begins(const PhraseList& phrases, std::uint32_t at, UnitRange scope) const {
  std::vector<SpokenWord> words;
  for (std::uint32_t i = at; i < scope.end && words.size() < phrases.longest(); ++i) {
    const Unit& unit = units_->units[i];
    if (unit.skippable) continue;
    if (!unit.has_form) break;
    SpokenWord& word = words.emplace_back();
    word.text = folded(slice(transcript_->text, unit.span));
    word.hash = hash_of(word.text);
  }
  return !words.empty() && phrases.match(words, 0) > 0;
}

bool Conditions::has_mark_before(UnitRange match, UnitRange scope) const {
  std::uint32_t at = match.begin;
  while (at > scope.begin && units_->units[at - 1].skippable) --at;
  return at > scope.begin && says_nothing(units_->units[at - 1]);
}

bool Conditions::has_mark_behind(UnitRange match, UnitRange scope) const {
  std::uint32_t at = match.end;
  while (at < scope.end && units_->units[at].skippable) ++at;
  return at < scope.end && says_nothing(units_->units[at]);
}

UnitRange Conditions::words_before(UnitRange match, UnitRange scope, int window) const {
  std::uint32_t begin = match.begin;
  for (int words = 0; begin > scope.begin; --begin)
    if (!is_free(units_->units[begin - 1]) && ++words > window) break;
  return {begin, match.begin};
}

UnitRange Conditions::words_behind(UnitRange match, UnitRange scope, int window) const {
  std::uint32_t end = match.end;
  for (int words = 0; end < scope.end; ++end)
    if (!is_free(units_->units[end]) && ++words > window) break;
  return {match.end, end};
}

std::uint64_t Conditions::place_of(Scope scope, std::uint32_t sentence) {
  if (scope == Scope::turn) return turn_place_;
  if (scope == Scope::sentence) return turn_place_ + 1 + sentence;
  const auto [first, end] = turns_of(scope);
  Stretch& last = stretches_[scope == Scope::section][static_cast<std::size_t>(transcript_->turns[turn_].role)];
  if (last.first_turn != first || last.turn_end != end) last = {first, end, ++places_};
  return last.place;
}

/// Looked for once in each place, however many matches ask one after the other.
bool Conditions::is_in_scope(std::uint32_t phrase, Scope scope, UnitRange range, std::uint64_t place) {
  Answer& last = last_answer_[phrase];
  if (last.place == place) return last.found;
  bool found = search_.is_in(phrase, range);
  const auto [first, end] = scope == Scope::sentence ? std::pair(turn_, turn_) : turns_of(scope);
  for (std::uint32_t turn = first; turn < end && !found; ++turn)
    if (turn != turn_ && transcript_->turns[turn].role == transcript_->turns[turn_].role) found = is_in_turn(phrase, turn);
  last = {place, found};
  return found;
}

bool Conditions::is_in_turn(std::uint32_t phrase, std::uint32_t turn) {
  if (other_turn_ != turn) {
    const std::vector<Sentence>& sentences = transcript_->sentences;
    const auto first = std::ranges::lower_bound(sentences, turn, {}, &Sentence::turn);
    const auto end = std::ranges::upper_bound(sentences, turn, {}, &Sentence::turn);
    const auto begin = static_cast<std::uint32_t>(first - sentences.begin());
    other_units_ = units_of(*transcript_, begin, begin + static_cast<std::uint32_t>(end - first), *mentions_, lexical_, std::move(other_units_));
    search_.learn();
    other_turn_ = turn;
  }
  return search_.is_among(phrase, other_units_.units, {0, static_cast<std::uint32_t>(other_units_.units.size())});
}

std::pair<std::uint32_t, std::uint32_t> Conditions::turns_of(Scope scope) const {
  const std::uint32_t number = (*response_of_)[turn_];
  if (scope == Scope::response && number != kNoResponse) {
    const Response& response = transcript_->responses[number];
    return {response.first_turn, response.turn_end};
  }
  if (scope == Scope::section)
    for (const Section& section : transcript_->sections)
      if (turn_ >= section.first_turn && turn_ < section.turn_end) return {section.first_turn, section.turn_end};
  return {turn_, turn_ + 1};
}

}  // namespace attune
