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

/// "I'm", "you're".
bool is_being_clitic(std::string_view clitic) { return clitic == "'m" || clitic == "\u2019m" || clitic == "'re" || clitic == "\u2019re"; }

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
  else if (token.kind == TokenKind::filler) word.hesitates = true;
  else if (token.kind == TokenKind::word) {
    word.possessive = word.possessive || is_possessive(text);
    word.is_being = word.is_being || word.possessive || is_being_clitic(text);
  }
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

PeoplePhrases::Person PeoplePhrases::person_at(std::size_t i, Role role) const {
  const bool is_titled = words_[i].cue == Cue::title;
  if (is_titled) {
    if (!is_name(i + 1) || !is_upper(text_of(i)[0])) return {Standing::nobody, i};
    return {is_apposed(i, i + 1) ? Standing::said_of : Standing::comes_in, i};
  }
  const std::optional<std::size_t> opener = opener_of(i);
  if (!opener) return {words_[i].kin != 0 ? Standing::known : Standing::said_of, i};
  const Word& before = words_[*opener];
  // "My mum" and "the gran" are the speaker's; "his mother", "Tom's mother" and "a cousin" are not, nor are the interviewer's own.
  const bool is_strange = words_[i].kin == 0 || before.possessive || before.cue == Cue::others || before.cue == Cue::determiner ||
                          (role == Role::interviewer && before.cue == Cue::mine);
  if (!is_strange && !says(*opener, List::pointing)) return {Standing::known, *opener};
  if (says(*opener, List::nobody)) return {Standing::nobody, *opener};
  const std::size_t from = start_of(*opener);
  const bool is_told_of = is_strange && is_presented(from);
  if (!is_told_of && is_likened(from)) return {Standing::said_of, from};
  if (is_likened_too(from, i) || is_apposed(from, i) || is_fragment(from, i)) return {Standing::said_of, from};
  if (!is_strange) return {Standing::known, from};
  // "Did you ever lose a parent, a brother?": whoever asks tells of nobody.
  if (role == Role::interviewer && before.cue == Cue::determiner) return {Standing::nobody, from};
  return {is_named_behind(i) ? Standing::named_behind : Standing::comes_in, from};
}

/// The "my", "a", "the" or "Tom's" of a person; it stands a few words off one without a figure: "the very kind nurse".
std::optional<std::size_t> PeoplePhrases::opener_of(std::size_t i) const {
  if (words_[i].kin != 0) {
    const std::size_t begin = phrase_begin(i);
    if (begin == 0) return std::nullopt;
    const Cue before = words_[begin - 1].cue;
    const bool opens = opens_phrase(begin - 1) || before == Cue::others || before == Cue::determiner;  // "her, um, mother"
    return opens ? std::optional(begin - 1) : std::nullopt;
  }
  for (std::size_t back = 1; back <= kPhrase && back <= i && !words_[i - back].clause_end; ++back)
    if (opens_phrase(i - back)) return i - back;
  return std::nullopt;
}

/// Where a phrase begins whose owner has a phrase of its own: "a man's man", "my mum's mother".
std::size_t PeoplePhrases::start_of(std::size_t opener) const {
  while (words_[opener].possessive && (words_[opener].cue == Cue::kin || words_[opener].cue == Cue::stranger)) {
    const std::optional<std::size_t> owner = opener_of(opener);
    if (!owner) break;
    opener = *owner;
  }
  return opener;
}

/// The word before word `at`, over "just", "more of a", "um", "you know"; none when that one ends a clause.
std::optional<std::size_t> PeoplePhrases::word_before(std::size_t at) const {
  const std::size_t begin = at;
  bool goes_over_commas = false;
  while (at > 0) {
    const bool is_of_a = at < begin && words_[at - 1].cue == Cue::determiner;  // "a bit of a lad"
    if (says(at - 1, List::merely) || is_of_a) {
      goes_over_commas = goes_over_commas || words_[at - 1].clause_end;
      --at;
    } else if (at > 1 && known_.is_listed("asides", phrase(at - 2, at - 1))) {
      goes_over_commas = true;
      at -= 2;
    } else {
      break;
    }
  }
  if (at == 0 || (words_[at - 1].clause_end && !words_[at - 1].hesitates && !goes_over_commas)) return std::nullopt;
  return at - 1;
}

/// "Was", "isn't", "seemed", "he's", "turned into", "like".
bool PeoplePhrases::is_being(std::size_t i) const {
  const Word& word = words_[i];
  if (word.cue == Cue::was || word.is_being || word.is_in(List::likened)) return true;
  return i > 0 && known_.is_listed("likened", phrase(i - 1, i));
}

/// "There was a nurse", "it was my brother's friend": such a one is told of.
bool PeoplePhrases::is_presented(std::size_t from) const {
  const std::optional<std::size_t> before = word_before(from);
  if (!before || !is_being(*before)) return false;
  return says(*before, List::there) || (*before > 0 && says(*before - 1, List::there) && !words_[*before - 1].clause_end);  // "it's", "it was"
}

/// "He was a father to me", "like a mother", "I'm a mother", and "was she a strict woman?"
bool PeoplePhrases::is_likened(std::size_t from) const {
  const std::optional<std::size_t> before = word_before(from);
  if (!before) return false;
  if (is_being(*before)) return true;
  if (words_[*before].cue != Cue::pronoun && words_[*before].cue != Cue::kin) return false;
  const std::size_t subject = words_[*before].kin != 0 ? opener_of(*before).value_or(*before) : *before;
  return subject > 0 && !words_[subject - 1].clause_end && is_being(subject - 1);
}

/// "He was a drinker, a hard man.", "hard, a hard man.", "he died a broken man." But "I was a kid and a nurse came", "she was ill, a nurse came".
bool PeoplePhrases::is_likened_too(std::size_t from, std::size_t last) const {
  if (from == 0 || (!ends_clause(last) && !says(last + 1, List::asked_who))) return false;
  const bool is_valued = words_[last].gender != Gender::unknown && last > from + 1;  // "a hard man", but not "a man", "a strict teacher"
  if (words_[from - 1].cue == Cue::died) return is_valued && !words_[from - 1].clause_end;
  std::size_t end = from;
  while (end > 1 && says(end - 1, List::merely)) --end;
  const bool is_joined = says(end - 1, List::joins);
  if (is_joined) --end;
  else if (!words_[end - 1].clause_end) return false;
  for (std::size_t back = 1; back <= kPhrase && back <= end; ++back) {
    const std::size_t at = end - back;
    if (back > 1 && words_[at].clause_end) return false;
    if (is_valued && !is_joined && words_[at].cue == Cue::was) return at > 0 && !says(at - 1, List::self) && !says(at - 1, List::there);
    if (words_[at].cue != Cue::determiner) continue;
    const std::optional<std::size_t> being = is_likened(at) && !is_presented(at) ? word_before(at) : std::nullopt;
    if (!being) return is_likened_too(at, end - 1);
    return !says(*being, List::self) && (*being == 0 || !says(*being - 1, List::self));
  }
  return false;
}

/// "Strong. A great man.": no more than a word before it, and an answer of that kind says what somebody was. But "a man." is somebody.
bool PeoplePhrases::is_fragment(std::size_t from, std::size_t last) const {
  if (words_[from].cue != Cue::determiner || words_[last].gender == Gender::unknown || last + 1 != words_.size() || last < from + 2) return false;
  return from == 0 || (from == 1 && (words_[0].cue == Cue::none || words_[0].cue == Cue::adjective) && !says(0, List::self));
}

/// "My dad, a hard man, died", "that woman" behind "my mum,", and "a hard man, my dad": one person, not two. People in a list are several.
bool PeoplePhrases::is_apposed(std::size_t from, std::size_t last) const {
  if (words_[from].cue == Cue::others) return false;  // "my dad, his brother"
  const Gender gender = words_[words_[from].cue == Cue::title ? from : last].gender;
  if (from == 0 || words_[from - 1].clause_end)
    if (is_told_behind(from, last)) return true;
  if (from == 0 || !words_[from - 1].clause_end) return false;
  std::size_t person = from - 1;
  if (is_name(person) && person > 0 && words_[person - 1].cue == Cue::kin) --person;  // "my uncle Tom, a hard man"
  const Word& whom = words_[person];
  if (whom.redacted && !redacted_name(person)) return false;
  if ((cue_bits(whom.cue) & cue_bits(Cue::kin, Cue::pronoun, Cue::stranger)) == 0 || whom.possessive || !agree(whom.gender, gender)) return false;
  const std::size_t next = last + 1;
  if (next >= words_.size()) return true;
  if (words_[last].clause_end) return !says(next, List::joins) && (words_[next].cue == Cue::pronoun || !begins_person(next));
  // "My dad, a man who drank": but "when he left my mum, a woman who lived next door came".
  return says(next, List::asked_who) && is_subject(person);
}

/// "A hard man, my dad", "a hard man, he was".
bool PeoplePhrases::is_told_behind(std::size_t from, std::size_t last) const {
  const Gender gender = words_[last].gender;
  if (words_[from].cue != Cue::determiner || gender == Gender::unknown || !words_[last].clause_end || last + 1 >= words_.size()) return false;
  std::size_t person = last + 1;
  while (person + 1 < words_.size() && (words_[person].cue == Cue::mine || words_[person].cue == Cue::adjective)) ++person;
  std::size_t end = person;
  if (words_[person].cue == Cue::pronoun && end + 1 < words_.size() && words_[end + 1].cue == Cue::was) ++end;
  else if (words_[person].cue != Cue::kin) return false;
  return end + 1 == words_.size() && agree(gender, words_[person].gender);
}

bool PeoplePhrases::begins_person(std::size_t i) const {
  return (cue_bits(words_[i].cue) & (kCuesOfPeople | kOfSomebody)) != 0 || says(i, List::pointing);
}

/// Who does what the clause says: nothing but "when", "and" and the like stands before.
bool PeoplePhrases::is_subject(std::size_t person) const {
  const std::size_t begin = words_[person].kin != 0 ? opener_of(person).value_or(phrase_begin(person)) : person;
  return begin == 0 || words_[begin - 1].clause_end || says(begin - 1, List::joins) || says(begin - 1, List::conjunctions);
}

std::optional<std::size_t> PeoplePhrases::exception_behind(std::size_t i) const {
  while (++i < words_.size())
    if (known_.is_listed("excepting", phrase(i, i)) || known_.is_listed("excepting", phrase(i - 1, i))) return i;
  return std::nullopt;
}

/// "A friend from work, {{Friend 1}}", "my teacher {{Teacher 1}}", "a boy called {{Name 1}}", "the teacher asked me, Mr {{Teacher 1}}", "a
/// neighbour, Auntie Joan".
bool PeoplePhrases::is_named_behind(std::size_t i) const {
  if (words_[i].possessive) return false;
  std::size_t at = i + 1;
  const bool has_kin = words_[i].clause_end && at < words_.size() && words_[at].kin != 0 && is_capital(at) && is_named(at);
  if (has_kin) return agree(words_[i].gender, words_[at].gender);
  const std::string word = folded(text_of(i));
  // "A nurse, Nurse {{Name 1}}."
  const auto is_titled = [&](std::size_t name) { return words_[name].cue == Cue::title || folded(text_of(name)) == word; };
  while (at < words_.size() && ((cue_bits(words_[at].cue) & kCuesOfPeople) == 0 || is_titled(at))) ++at;
  const std::optional<RedactedName> redacted = redacted_name(at);
  if (!redacted || !is_one(i, *redacted)) return false;
  const std::size_t before = at > i + 1 && is_titled(at - 1) ? at - 2 : at - 1;
  const std::size_t reach = redacted->role == word ? 2 * kPhrase : kPhrase;  // "{{Name 1}}" farther off may be anybody
  return before <= i + reach && (before == i || words_[before].clause_end || says(before, List::called));
}

}  // namespace attune
