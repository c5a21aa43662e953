#include "attune/coding/people_phrases.h"

#include <algorithm>

#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

using Cue = PeopleWords::Cue;

constexpr std::size_t kPhrase = 3;  // words between "the" or "a" and the person: "a very kind nurse"

constexpr std::uint32_t kOfSomebody = cue_bits(Cue::mine, Cue::yours, Cue::others, Cue::determiner);

bool parts_clauses(std::string_view mark) { return mark.size() == 1 && (mark[0] == ',' || mark[0] == ';' || mark[0] == ':'); }
bool is_possessive(std::string_view clitic) { return clitic == "'s" || clitic == "\u2019s"; }

}  // namespace

void PeoplePhrases::begin(const Transcript& transcript) {
  transcript_ = &transcript;
  known_.begin();
}

void PeoplePhrases::read(const Sentence& sentence) {
  words_.clear();
  seen_ = 0;
  for (std::uint32_t i = sentence.first_token; i < sentence.token_end; i = token_behind(transcript_->tokens, i, sentence.token_end)) {
    const Token& token = transcript_->tokens[i];
    if (token.kind == TokenKind::word && token.words > 0) add_word(token, known_.form_of(transcript_->text, token.span));
    else if (token.kind == TokenKind::redacted) add_word(token, {.cue = Cue::kin});
    else if (token.kind != TokenKind::space && !words_.empty()) add_behind(words_.back(), token);
  }
}

/// Written where it stays: to copy what was just written in pieces makes a processor wait.
void PeoplePhrases::add_word(const Token& token, const PeopleWords::Form& form) {
  Word& word = words_.emplace_back();
  static_cast<PeopleWords::Form&>(word) = form;
  word.span = token.span;
  word.redacted = token.kind == TokenKind::redacted;
  seen_ |= cue_bits(form.cue);
}

/// A mark or a clitic behind a word.
void PeoplePhrases::add_behind(Word& word, const Token& token) const {
  const std::string_view text = slice(transcript_->text, token.span);
  if (token.kind == TokenKind::punctuation) word.clause_end = word.clause_end || parts_clauses(text);
  else if (token.kind == TokenKind::word) word.possessive = word.possessive || is_possessive(text);
}

/// "great aunt" from where it begins to where it ends.
std::string PeoplePhrases::phrase(std::size_t first, std::size_t last) const {
  std::string words = folded(text_of(first));
  for (std::size_t i = first + 1; i <= last; ++i) words += " " + folded(text_of(i));
  return words;
}

bool PeoplePhrases::is_name(std::size_t i) const {
  if (i >= words_.size() || words_[i].cue != Cue::none || says(i, List::self) || says(i, List::no_names)) return false;
  const std::string_view text = text_of(i);
  return text.size() > 1 && is_upper(text[0]) && !is_upper(text[1]);
}

std::uint32_t PeoplePhrases::kin_of(std::size_t i) const {
  std::uint32_t kin = 0;
  if (says(i + 1, List::in_law) && says(i + 2, List::in_law)) kin = known_.kin_number(phrase(i, i + 2));
  if (kin == 0 && i > 0 && words_[i - 1].cue == Cue::adjective && !words_[i - 1].clause_end) kin = known_.kin_number(phrase(i - 1, i));
  return kin != 0 ? kin : words_[i].kin;
}

std::size_t PeoplePhrases::phrase_begin(std::size_t i) const {
  while (i > 0 && words_[i - 1].cue == Cue::adjective && !words_[i - 1].clause_end) --i;
  return i;
}

bool PeoplePhrases::is_likened(std::size_t determiner) const {
  if (determiner == 0) return false;
  const std::size_t at = determiner > 1 && says(determiner - 1, List::merely) ? determiner - 2 : determiner - 1;
  const Word& word = words_[at];
  return !word.clause_end && (word.cue == Cue::was || word.possessive || word.is_in(List::likened) || word.is_in(List::self));
}

bool PeoplePhrases::is_strange_kin(std::size_t begin, Role role) const {
  if (begin == 0) return false;
  const Word& before = words_[begin - 1];
  if (before.cue == Cue::others || before.cue == Cue::determiner) return true;
  return (before.possessive && !before.clause_end) || (role == Role::interviewer && before.cue == Cue::mine);
}

bool PeoplePhrases::is_named_behind(std::size_t i) const {
  const std::size_t end = std::min(i + kPhrase + 1, words_.size());
  std::size_t at = i + 1;
  while (at < end && (cue_bits(words_[at].cue) & kCuesOfPeople) == 0) ++at;
  return at < end && words_[at].redacted;
}

bool PeoplePhrases::brings_in(std::size_t i) const {
  if (words_[i].cue == Cue::title) return is_name(i + 1) && is_upper(text_of(i)[0]);
  for (std::size_t back = 1; back <= kPhrase && back <= i; ++back) {
    const Word& before = words_[i - back];
    if (before.clause_end) return false;
    if (says(i - back, List::nobody)) return false;
    if (before.possessive || (cue_bits(before.cue) & kOfSomebody) != 0 || before.is_in(List::pointing)) return !is_likened(i - back);
  }
  return false;
}

}  // namespace attune
