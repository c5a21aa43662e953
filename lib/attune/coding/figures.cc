#include "attune/coding/figures.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "attune/coding/people_in_mind.h"
#include "attune/coding/people_words.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr int kDeathWindow = 6;          // words between a person and "died"
constexpr std::size_t kShortAnswer = 8;  // words of an answer that only names who died
constexpr std::size_t kPhrase = 3;       // words between "the" or "a" and the person: "a very kind nurse"

using Cue = PeopleWords::Cue;
using List = PeopleWords::List;

/// A word of the sentence at hand.
struct Word : PeopleWords::Form {
  Span span;
  bool redacted = false;
  bool possessive = false;     // followed by 's
  bool clause_end = false;     // a full stop, or the end of a sentence, stands behind it
};

/// Sets of cues, a bit each.
template <typename... Cues>
constexpr std::uint32_t bits(Cues... cues) { return ((std::uint32_t{1} << static_cast<unsigned>(cues)) | ...); }

constexpr std::uint32_t kOfPeople = bits(Cue::kin, Cue::pronoun, Cue::others, Cue::stranger, Cue::title);
constexpr std::uint32_t kOfSomebody = bits(Cue::mine, Cue::yours, Cue::others, Cue::determiner);
constexpr std::uint32_t kOfDeath = bits(Cue::died, Cue::dead, Cue::death, Cue::lost, Cue::killed_part, Cue::passed, Cue::pass);

bool parts_clauses(std::string_view mark) { return mark.size() == 1 && (mark[0] == ',' || mark[0] == ';' || mark[0] == ':'); }
bool is_possessive(std::string_view clitic) { return clitic == "'s" || clitic == "\u2019s"; }

}  // namespace

class FigureFinder::Impl {
 public:
  explicit Impl(const Language& language) : known_(language) {}

  std::vector<Figure> find(const Transcript& transcript, const std::vector<Figure>& given) {
    transcript_ = &transcript;
    known_.begin();
    people_.begin();
    for (const Figure& figure : given) add_given(figure);
    question_asks_death_ = false;
    Role last_role = Role::none;
    std::uint32_t response = 0;
    for (std::uint32_t s = 0; s < transcript.sentences.size();) {
      const std::uint32_t turn = transcript.sentences[s].turn;
      const Role role = transcript.turns[turn].role;
      while (response < transcript.responses.size() && transcript.responses[response].turn_end <= turn) ++response;
      const bool inside = response < transcript.responses.size() && transcript.responses[response].first_turn <= turn;
      // People are forgotten when a question opens a new response; its own people stay in mind for the answer.
      if (role == Role::interviewer && !inside) people_.forget(), question_asks_death_ = false;
      bool first = role == Role::participant && last_role != Role::participant;
      for (; s < transcript.sentences.size() && transcript.sentences[s].turn == turn; ++s) {
        read_words(transcript.sentences[s]);
        if (words_.empty()) continue;
        if ((seen_ & (kOfPeople | kOfDeath)) != 0) read_sentence(role, first);
        first = false;
      }
      last_role = role;
    }
    std::vector<Figure> figures = std::move(people_.figures());
    for (Figure& figure : figures) std::ranges::sort(figure.mentions);
    // Someone known beforehand of whom nobody speaks is no figure of this transcript.
    std::erase_if(figures, [](const Figure& figure) { return figure.mentions.empty(); });
    std::ranges::stable_sort(figures, {}, [](const Figure& figure) { return figure.mentions.front(); });
    return figures;
  }

 private:
  void add_given(Figure figure) {
    const std::string name = folded(figure.name);
    const Kin* kin = known_.kin(name);
    const std::optional<Gender> pronoun = kin == nullptr ? known_.pronoun(name) : std::nullopt;
    if (kin != nullptr) figure.id = kin->id;
    else if (figure.id.empty()) figure.id = figure_id(name);
    if (kin != nullptr || pronoun) figure.gender = kin != nullptr ? kin->gender : *pronoun;
    people_.know(std::move(figure), known_.kin_number(name), pronoun);
  }

  // -- words -----------------------------------------------------------------------------------------------------------

  void read_words(const Sentence& sentence) {
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
  void add_word(const Token& token, const PeopleWords::Form& form) {
    Word& word = words_.emplace_back();
    static_cast<PeopleWords::Form&>(word) = form;
    word.span = token.span;
    word.redacted = token.kind == TokenKind::redacted;
    seen_ |= bits(form.cue);
  }

  /// A mark or a clitic behind a word.
  void add_behind(Word& word, const Token& token) const {
    const std::string_view text = slice(transcript_->text, token.span);
    if (token.kind == TokenKind::punctuation) word.clause_end = word.clause_end || parts_clauses(text);
    else if (token.kind == TokenKind::word) word.possessive = word.possessive || is_possessive(text);
  }

  // -- figures ---------------------------------------------------------------------------------------------------------

  [[nodiscard]] std::string_view text_of(std::size_t i) const { return slice(transcript_->text, words_[i].span); }

  /// "great aunt" from where it begins to where it ends.
  [[nodiscard]] std::string phrase(std::size_t first, std::size_t last) const {
    std::string words = folded(text_of(first));
    for (std::size_t i = first + 1; i <= last; ++i) words += " " + folded(text_of(i));
    return words;
  }

  /// The kin a word names with those around it: "great aunt" and "mother in law" are kin of their own.
  [[nodiscard]] std::uint32_t kin_of(std::size_t i) const {
    std::uint32_t kin = 0;
    if (says(i + 1, List::in_law) && says(i + 2, List::in_law)) kin = known_.kin_number(phrase(i, i + 2));
    if (kin == 0 && i > 0 && words_[i - 1].cue == Cue::adjective && !words_[i - 1].clause_end) kin = known_.kin_number(phrase(i - 1, i));
    return kin != 0 ? kin : words_[i].kin;
  }

  /// A name as it is written, or a redacted one: "Tom" of "my uncle Tom".
  [[nodiscard]] bool is_name(std::size_t i) const {
    if (i >= words_.size() || words_[i].cue != Cue::none || says(i, List::self) || says(i, List::no_names)) return false;
    const std::string_view text = text_of(i);
    return text.size() > 1 && is_upper(text[0]) && !is_upper(text[1]);
  }

  /// The first of the words that tell more of the person of word i: "my own older brother".
  [[nodiscard]] std::size_t phrase_begin(std::size_t i) const {
    while (i > 0 && words_[i - 1].cue == Cue::adjective && !words_[i - 1].clause_end) --i;
    return i;
  }

  /// What somebody is said to be brings in nobody: "he was a father to me", "like a mother", "I'm a mother".
  [[nodiscard]] bool is_likened(std::size_t determiner) const {
    if (determiner == 0) return false;
    const std::size_t at = determiner > 1 && says(determiner - 1, List::merely) ? determiner - 2 : determiner - 1;
    const Word& word = words_[at];
    return !word.clause_end && (word.cue == Cue::was || word.possessive || word.is_in(List::likened) || word.is_in(List::self));
  }

  /// Somebody else's kin, or one nobody has heard of: "his mother", "Tom's mother", "a cousin".
  [[nodiscard]] bool is_strange_kin(std::size_t begin, Role role) const {
    if (begin == 0) return false;
    const Word& before = words_[begin - 1];
    if (before.cue == Cue::others || before.cue == Cue::determiner) return true;
    return (before.possessive && !before.clause_end) || (role == Role::interviewer && before.cue == Cue::mine);
  }

  /// "A friend from work, {{Friend 1}}": a figure, and no stranger beside it.
  [[nodiscard]] bool is_named_behind(std::size_t i) const {
    const std::size_t end = std::min(i + kPhrase + 1, words_.size());
    std::size_t at = i + 1;
    while (at < end && (bits(words_[at].cue) & kOfPeople) == 0) ++at;
    return at < end && words_[at].redacted;
  }

  /// "My teacher", "the very kind nurse", "Mr Harris": somebody comes in whose figure is not known.
  [[nodiscard]] bool brings_in(std::size_t i) const {
    if (words_[i].cue == Cue::title) return is_name(i + 1) && is_upper(text_of(i)[0]);
    for (std::size_t back = 1; back <= kPhrase && back <= i; ++back) {
      const Word& before = words_[i - back];
      if (before.clause_end) return false;
      if (says(i - back, List::nobody)) return false;
      if (before.possessive || (bits(before.cue) & kOfSomebody) != 0 || before.is_in(List::pointing)) return !is_likened(i - back);
    }
    return false;
  }

  /// The figure a word names, if any. A person without a figure comes to mind all the same.
  std::optional<std::size_t> figure_at(std::size_t i, Role role) {
    const Word& word = words_[i];
    if (word.redacted) return redacted_figure(word);
    if (word.cue == Cue::kin) {
      const std::size_t begin = phrase_begin(i);
      if (begin > 0 && says(begin - 1, List::pointing) && is_likened(begin - 1)) return std::nullopt;  // "she was the best mum"
      if (!is_strange_kin(begin, role)) return relative_at(begin, i);
      if (!says(begin - 1, List::nobody) && !is_likened(begin - 1) && !is_named_behind(i)) people_.meet_stranger(word.gender);
      return std::nullopt;
    }
    if (word.cue == Cue::pronoun || (word.cue == Cue::others && word.gender != Gender::unknown)) return people_.meant_by(word.gender);
    if ((word.cue == Cue::stranger || word.cue == Cue::title) && brings_in(i)) people_.meet_stranger(word.gender);
    return std::nullopt;
  }

  std::size_t relative_at(std::size_t begin, std::size_t i) {
    KinName said;
    said.kin = kin_of(i);
    for (std::size_t at = begin; at < i; ++at)
      if (words_[at].which != 0) said.which += (said.which.empty() ? "" : "_") + known_.which(words_[at]);
    const bool goes_on = i + 1 < words_.size() && !words_[i].clause_end && !words_[i].possessive;
    const Kin& kin = known_.kin(said.kin);
    if (goes_on && words_[i + 1].redacted)
      if (const std::optional<std::size_t> figure = redacted_figure(words_[i + 1])) {
        const Gender gender = people_.figures()[*figure].gender;
        said.name = people_.figures()[*figure].id;
        // "my dad {{Aunt 2}}" are two.
        const bool is_one = gender == kin.gender || gender == Gender::unknown || kin.gender == Gender::unknown;
        if (is_one) return people_.is_relative(*figure, said, kin.gender), *figure;
        said.name.clear();
      }
    if (goes_on && is_name(i + 1) && !is_name(i)) said.name = folded(text_of(i + 1));
    return people_.relative(said, kin, text_of(i));
  }

  std::optional<std::size_t> redacted_figure(const Word& word) {
    std::string_view name = slice(transcript_->text, word.span);
    const std::size_t begin = name.find_first_not_of("{[(<* ");
    if (begin == std::string_view::npos) return std::nullopt;
    name = name.substr(begin, name.find_last_not_of("}])>* ") - begin + 1);
    const std::string id = figure_id(name);
    const std::string role = id.substr(0, id.find_first_of("_0123456789"));
    const Kin* kin = known_.kin(role);
    // Places, dates and the like are no people; a name without a role ("NAME", "PERSON_3") is one of unknown gender.
    if (kin == nullptr && !known_.is_listed("roles", role)) return std::nullopt;
    Gender gender = kin == nullptr ? Gender::unknown : kin->gender;
    if (known_.is_listed("male_roles", role)) gender = Gender::male;
    if (known_.is_listed("female_roles", role)) gender = Gender::female;
    // Without a number a redacted kin word is the kin itself: "{{Mother}}" is the mother.
    const bool numbered = id.find_first_of("0123456789") != std::string::npos;
    if (kin == nullptr || numbered) return people_.named(id, name, gender);
    return people_.relative({known_.kin_number(role), "", ""}, *kin, name);
  }

  void read_sentence(Role role, bool opens_answer) {
    named_.assign(words_.size(), std::nullopt);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((bits(words_[i].cue) & kOfPeople) == 0) continue;
      const std::optional<std::size_t> figure = figure_at(i, role);
      if (!figure) continue;
      named_[i] = figure;
      const bool speaks_of = role == Role::participant || words_[i].cue == Cue::kin;
      if (role == Role::participant && words_[i].cue != Cue::others) people_.figures()[*figure].mentions.push_back(words_[i].span);
      if (speaks_of && words_[i].cue == Cue::kin) people_.remember(*figure);
    }
    if ((seen_ & kOfDeath) != 0) find_deaths();
    if (role == Role::participant && (seen_ & bits(Cue::harm)) != 0) find_harm();
    if (role == Role::interviewer) question_asks_death_ = question_asks_death_ || asks_who_died();
    else if (opens_answer && question_asks_death_ && only_names()) {
      // "My mum's mum", "my mum's": whose she was has not died.
      for (std::size_t i = 0; i < words_.size(); ++i)
        if (named_[i] && words_[i].cue == Cue::kin && !words_[i].possessive) note_death(*named_[i], words_[i].span);
    }
  }

  /// An answer of a few words, none of which says that somebody lives or was left behind.
  bool only_names() const {
    if (words_.size() > kShortAnswer || (seen_ & bits(Cue::lost)) != 0) return false;
    return std::ranges::none_of(words_, [](const Word& word) { return word.cue == Cue::not_really || word.is_in(List::living); });
  }

  bool asks_who_died() const {
    const auto has = [&](auto... cues) { return std::ranges::any_of(words_, [&](const Word& word) { return ((word.cue == cues) || ...); }); };
    if (!has(Cue::died, Cue::dead, Cue::death, Cue::lost, Cue::passed, Cue::pass)) return false;
    return std::ranges::any_of(words_, [](const Word& word) { return word.is_in(List::asked_who); });
  }

  void note_death(std::size_t figure, Span evidence) {
    people_.figures()[figure].dead = true;
    people_.figures()[figure].evidence.push_back(evidence);
  }

  bool doubtful(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i)
      if (words_[i].cue == Cue::not_really) return true;
    return false;
  }

  /// "If she's late I've got her dead": nothing behind an "if" has happened.
  bool is_supposed(std::size_t i) const {
    for (std::size_t at = 0; at < i; ++at)
      if (says(at, List::supposed)) return true;
    return false;
  }

  /// The nearest person before word i, at most six words back, with nothing between that takes the death back.
  std::optional<std::size_t> person_before(std::size_t i) const {
    for (std::size_t back = 1; back <= kDeathWindow && back <= i; ++back) {
      const std::size_t at = i - back;
      if (says(at, List::self)) return std::nullopt;  // "I nearly died", "when I ..."
      if (named_[at]) return doubtful(at > 2 ? at - 2 : 0, i) ? std::nullopt : named_[at];
      if (words_[at].cue == Cue::kin || words_[at].cue == Cue::stranger) return std::nullopt;  // somebody else's: "my mum's mother had died"
    }
    return std::nullopt;
  }

  std::optional<std::size_t> person_after(std::size_t i, std::size_t reach) const {
    for (std::size_t at = i + 1; at < words_.size() && at <= i + reach; ++at)
      if (named_[at] && words_[at].cue != Cue::others) return doubtful(i > 3 ? i - 3 : 0, i) ? std::nullopt : named_[at];
    return std::nullopt;
  }

  bool says(std::size_t i, List list) const { return i < words_.size() && words_[i].is_in(list); }
  bool ends_clause(std::size_t i) const { return i + 1 >= words_.size() || words_[i].clause_end; }

  /// "was dead", "is long dead", "dad's dead": a verb of being stands before the word, or one word off.
  bool is_state(std::size_t i) const {
    const auto is = [&](std::size_t back) { return i >= back && (words_[i - back].cue == Cue::was || words_[i - back].possessive); };
    return is(1) || is(2);
  }

  void find_deaths() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      std::optional<std::size_t> person;
      switch (words_[i].cue) {
        case Cue::died:
          if (!says(i, List::longing) || !says(i + 1, List::longing_for)) person = person_before(i);  // "dying to go"
          break;
        case Cue::dead:
          // "he was dead", "dad's dead": but "I've already got her dead".
          if (is_state(i)) person = person_before(i);
          break;
        case Cue::passed:
          // "passed away", "my dad passed", "he passed on": but "we passed the shop", "he passed on the news".
          if (ends_clause(i) || words_[i + 1].cue == Cue::away || (words_[i + 1].cue == Cue::beyond && ends_clause(i + 1))) person = person_before(i);
          break;
        case Cue::pass:
          if (i + 1 < words_.size() && words_[i + 1].cue == Cue::away) person = person_before(i);
          break;
        case Cue::killed_part:
          if (i > 0 && (words_[i - 1].cue == Cue::was || words_[i - 1].cue == Cue::got)) person = person_before(i);
          break;
        case Cue::lost:
          // "lost my dad", but not "lost my dad's watch".
          person = person_after(i, 2);
          if (person && i + 2 < words_.size() && words_[i + 2].possessive) person = std::nullopt;
          break;
        case Cue::death:
          // "my dad's funeral", "the death of my dad", "his death".
          if (i > 0 && named_[i - 1] && (words_[i - 1].possessive || words_[i - 1].cue == Cue::others)) person = named_[i - 1];
          else if (i + 1 < words_.size() && words_[i + 1].cue == Cue::of) person = person_after(i + 1, 2);
          break;
        default: break;
      }
      if (person && !is_supposed(i)) note_death(*person, words_[i].span);
    }
  }

  /// "he hit me", "my stepfather beat us": a person, a deed, and who it was done to.
  void find_harm() {
    for (std::size_t i = 1; i + 1 < words_.size(); ++i) {
      if (words_[i].cue != Cue::harm || doubtful(i > 3 ? i - 3 : 0, i)) continue;
      if (!says(i + 1, List::harmed) && words_[i + 1].cue != Cue::mine) continue;
      if (says(i, List::contests) && says(i + 2, List::contest_of)) continue;  // at chess, to the door
      for (std::size_t back = 1; back <= 3 && back <= i; ++back)
        if (const auto person = named_[i - back]) {
          people_.figures()[*person].did_harm = true;
          people_.figures()[*person].evidence.push_back(words_[i].span);
          break;
        }
    }
  }

  PeopleWords known_;
  const Transcript* transcript_ = nullptr;
  PeopleInMind people_;
  bool question_asks_death_ = false;
  std::vector<Word> words_;                          // of the sentence at hand
  std::uint32_t seen_ = 0;                           // the cues among them
  std::vector<std::optional<std::size_t>> named_;    // whom each names
};

FigureFinder::FigureFinder(const Language& language) : impl_(std::make_unique<Impl>(language)) {}
FigureFinder::FigureFinder(FigureFinder&&) noexcept = default;
FigureFinder& FigureFinder::operator=(FigureFinder&&) noexcept = default;
FigureFinder::~FigureFinder() = default;

std::vector<Figure> FigureFinder::find(const Transcript& transcript, const std::vector<Figure>& given) { return impl_->find(transcript, given); }

}  // namespace attune
