#include "attune/coding/people_phrases.h"

#include <algorithm>

#include "attune/coding/people_in_mind.h"
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

bool agree(Gender one, Gender other) { return one == other || one == Gender::unknown || other == Gender::unknown; }

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

bool PeoplePhrases::is_capital(std::size_t i) const {
  const std::string_view text = text_of(i);
  return text.size() > 1 && is_upper(text[0]) && !is_upper(text[1]);
}

bool PeoplePhrases::is_name(std::size_t i) const {
  return i < words_.size() && words_[i].cue == Cue::none && !says(i, List::self) && !says(i, List::no_names) && is_capital(i);
}

std::uint32_t PeoplePhrases::kin_of(std::size_t i) const {
  std::uint32_t kin = 0;
  if (says(i + 1, List::in_law) && says(i + 2, List::in_law)) kin = known_.kin_number(phrase(i, i + 2));
  if (const std::size_t begin = phrase_begin(i); kin == 0 && begin < i) {
    const bool is_said_before = begin > 0 && words_[begin - 1].cue == Cue::was;  // "it was great gran lived with us"
    if (!is_said_before) kin = known_.kin_number(phrase(i - 1, i));
  }
  return kin != 0 ? kin : words_[i].kin;
}

std::size_t PeoplePhrases::phrase_begin(std::size_t i) const {
  const auto goes_over = [&](std::size_t at) { return words_[at].cue == Cue::adjective && !words_[at].clause_end; };
  std::size_t begin = i;
  while (begin > 0 && goes_over(begin - 1)) --begin;
  const bool is_opened = begin > 0 && opens_phrase(begin - 1) && !stands_alone(begin - 1, i);
  // "Younger brother left.": nobody is called brother, so that it is the brother who is younger.
  const bool begins = begin == 0 || words_[begin - 1].clause_end || says(begin - 1, List::joins);
  if (is_opened || (begins && !is_ageless(i) && !is_capital(i) && !is_named(i))) return begin;
  begin = i;
  while (begin > 0 && goes_over(begin - 1) && words_[begin - 1].which == 0) --begin;
  return begin;
}

std::string PeoplePhrases::which(std::size_t i) const {
  std::string which;
  for (std::size_t at = phrase_begin(i); at < i; ++at) {
    if (words_[at].which == 0 || (says(at, List::ages) && is_ageless(i))) continue;  // "my little mum" is the mum
    which += (which.empty() ? "" : "_") + known_.which(words_[at]);
  }
  return which;
}

/// Kin whom no word of age tells apart: a mother is nobody's older one.
bool PeoplePhrases::is_ageless(std::size_t i) const {
  return words_[i].kin != 0 && known_.is_listed("ageless", known_.kin(words_[i].kin).id);
}

/// "My", "a", "the", "Tom's".
bool PeoplePhrases::opens_phrase(std::size_t i) const {
  const Word& word = words_[i];
  return !word.clause_end && (word.possessive || (cue_bits(word.cue) & kOfSomebody) != 0 || word.is_in(List::pointing));
}

/// "When I was a kid Mum", "for a second Mum", "I'm the eldest mum had", "as a kid uncle Tom": "a" and "the" belong to the word before the
/// kin, which is called by a name of its own.
bool PeoplePhrases::stands_alone(std::size_t opener, std::size_t i) const {
  const Word& article = words_[opener];
  const bool is_one = article.cue == Cue::determiner;
  if (article.possessive || (!is_one && !article.is_in(List::pointing)) || !says(i - 1, List::alone)) return false;
  if (says(i - 1, List::ages) && is_ageless(i)) return true;
  if (is_capital(i) && !is_likened(opener)) return true;
  return is_one && says(i - 1, List::ages) && is_named(i);
}

/// "Uncle Tom".
bool PeoplePhrases::is_named(std::size_t i) const {
  return i + 1 < words_.size() && !words_[i].clause_end && !words_[i].possessive && (is_name(i + 1) || words_[i + 1].redacted);
}

std::optional<PeoplePhrases::RedactedName> PeoplePhrases::redacted_name(std::size_t i) const {
  if (i >= words_.size() || !words_[i].redacted) return std::nullopt;
  const std::string_view text = text_of(i);
  const std::size_t begin = text.find_first_not_of("{[(<* ");
  if (begin == std::string_view::npos) return std::nullopt;
  RedactedName redacted;
  redacted.name = text.substr(begin, text.find_last_not_of("}])>* ") - begin + 1);
  redacted.id = figure_id(redacted.name);
  redacted.role = redacted.id.substr(0, redacted.id.find_last_not_of("_0123456789") + 1);  // "mother_in_law"
  std::ranges::replace(redacted.role, '_', ' ');
  redacted.kin = known_.kin_number(redacted.role);
  if (redacted.kin == 0) {
    redacted.role.resize(std::min(redacted.role.size(), redacted.role.find_first_of(" 0123456789")));
    redacted.kin = known_.kin_number(redacted.role);
  }
  // A name without a role ("NAME", "PERSON_3") is one of unknown gender.
  if (redacted.kin == 0 && !known_.is_listed("roles", redacted.role)) return std::nullopt;
  if (redacted.kin != 0) redacted.gender = known_.kin(redacted.kin).gender;
  if (known_.is_listed("male_roles", redacted.role)) redacted.gender = Gender::male;
  if (known_.is_listed("female_roles", redacted.role)) redacted.gender = Gender::female;
  redacted.is_numbered = redacted.id.find_first_of("0123456789") != std::string::npos;
  return redacted;
}

bool PeoplePhrases::is_one(std::size_t i, const RedactedName& redacted) const {
  if (redacted.kin != 0) return redacted.kin == words_[i].kin || redacted.kin == kin_of(i);
  if (known_.is_listed("strangers", redacted.role)) return folded(text_of(i)) == redacted.role;
  return agree(words_[i].gender, redacted.gender);
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
    if (opens_phrase(i - back)) return !is_likened(i - back);
  }
  return false;
}

}  // namespace attune
