#include "attune/coding/figures.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "attune/coding/people_words.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr int kDeathWindow = 6;          // words between a person and "died"
constexpr std::size_t kShortAnswer = 8;  // words of an answer that only names who died

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

constexpr std::uint32_t kOfPeople = bits(Cue::kin, Cue::pronoun, Cue::others);
constexpr std::uint32_t kOfDeath = bits(Cue::died, Cue::dead, Cue::death, Cue::lost, Cue::killed_part, Cue::passed, Cue::pass);

/// "aunt_2" from "{{Aunt 2}}".
std::string figure_id(std::string_view name) {
  std::string id;
  for (char c : folded(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) id += c;
    else if (!id.empty() && id.back() != '_') id += '_';
  }
  while (!id.empty() && id.back() == '_') id.pop_back();
  return id;
}

bool parts_clauses(std::string_view mark) { return mark.size() == 1 && (mark[0] == ',' || mark[0] == ';' || mark[0] == ':'); }
bool is_possessive(std::string_view clitic) { return clitic == "'s" || clitic == "\u2019s"; }

}  // namespace

class FigureFinder::Impl {
 public:
  explicit Impl(const Language& language) : known_(language) {}

  std::vector<Figure> find(const Transcript& transcript, const std::vector<Figure>& given) {
    transcript_ = &transcript;
    known_.begin();
    figures_.clear();
    by_id_.clear();
    of_kin_.clear();
    given_pronouns_.clear();
    for (const Figure& figure : given) add_given(figure);
    recent_.clear();
    question_asks_death_ = false;
    Role last_role = Role::none;
    std::uint32_t response = 0;
    for (std::uint32_t s = 0; s < transcript.sentences.size();) {
      const std::uint32_t turn = transcript.sentences[s].turn;
      const Role role = transcript.turns[turn].role;
      while (response < transcript.responses.size() && transcript.responses[response].turn_end <= turn) ++response;
      const bool inside = response < transcript.responses.size() && transcript.responses[response].first_turn <= turn;
      // People are forgotten when a question opens a new response; its own people stay in mind for the answer.
      if (role == Role::interviewer && !inside) recent_.clear(), question_asks_death_ = false;
      bool first = role == Role::participant && last_role != Role::participant;
      for (; s < transcript.sentences.size() && transcript.sentences[s].turn == turn; ++s) {
        read_words(transcript.sentences[s]);
        if (words_.empty()) continue;
        if ((seen_ & (kOfPeople | kOfDeath)) != 0) read_sentence(role, first);
        first = false;
      }
      last_role = role;
    }
    for (Figure& figure : figures_) std::ranges::sort(figure.mentions);
    // Someone known beforehand of whom nobody speaks is no figure of this transcript.
    std::erase_if(figures_, [](const Figure& figure) { return figure.mentions.empty(); });
    std::ranges::stable_sort(figures_, {}, [](const Figure& figure) { return figure.mentions.front(); });
    return std::move(figures_);
  }

 private:
  void add_given(Figure figure) {
    const std::string name = folded(figure.name);
    if (const Kin* kin = known_.kin(name)) {
      figure.id = kin->id;
      figure.gender = kin->gender;
    } else {
      if (figure.id.empty()) figure.id = figure_id(name);
      if (const std::optional<Gender> gender = known_.pronoun(name)) {
        figure.gender = *gender;
        given_pronouns_.emplace_back(*gender, figures_.size());
      }
    }
    by_id_.emplace(figure.id, figures_.size());
    figures_.push_back(std::move(figure));
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

  std::size_t figure_named(const std::string& id, std::string_view name, Gender gender) {
    const auto [known, is_new] = by_id_.try_emplace(id, figures_.size());
    if (is_new) {
      Figure figure;
      figure.id = id;
      figure.name = name;
      figure.gender = gender;
      figures_.push_back(std::move(figure));
    }
    return known->second;
  }

  std::size_t kin_figure(const Word& word) {
    if (word.kin >= of_kin_.size()) of_kin_.resize(word.kin + 1);
    std::optional<std::size_t>& figure = of_kin_[word.kin];
    const Kin& kin = known_.kin(word);
    if (!figure) figure = figure_named(kin.id, slice(transcript_->text, word.span), kin.gender);
    return *figure;
  }

  /// The figure a word names, if any.
  std::optional<std::size_t> figure_at(std::size_t i, Role role) {
    const Word& word = words_[i];
    if (word.redacted) return redacted_figure(word);
    if (word.cue == Cue::kin) {
      // "his mother", "Tom's mother", "a mother", "mothers' meeting": somebody else's, or nobody in particular.
      std::size_t at = i;
      while (at > 0 && words_[at - 1].cue == Cue::adjective && !words_[at - 1].clause_end) --at;  // "her own mother"
      if (at > 0) {
        const Word& before = words_[at - 1];
        if (before.cue == Cue::others || before.cue == Cue::determiner) return std::nullopt;
        if (before.possessive && !before.clause_end) return std::nullopt;
        if (role == Role::interviewer && before.cue == Cue::mine) return std::nullopt;
      }
      return kin_figure(word);
    }
    if (word.cue == Cue::pronoun || (word.cue == Cue::others && word.gender != Gender::unknown)) {
      for (const auto& [gender, figure] : given_pronouns_)
        if (gender == word.gender) return figure;
      std::optional<std::size_t> fitting;
      for (std::size_t figure : recent_) {
        const Gender gender = figures_[figure].gender;
        if (gender != word.gender && gender != Gender::unknown) continue;
        if (fitting && *fitting != figure) return std::nullopt;
        fitting = figure;
      }
      return fitting;
    }
    return std::nullopt;
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
    return figure_named(kin != nullptr && !numbered ? kin->id : id, name, gender);
  }

  void remember(std::size_t figure) {
    std::erase(recent_, figure);
    recent_.push_back(figure);
  }

  void read_sentence(Role role, bool opens_answer) {
    people_.assign(words_.size(), std::nullopt);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((bits(words_[i].cue) & kOfPeople) == 0) continue;
      const std::optional<std::size_t> figure = figure_at(i, role);
      if (!figure) continue;
      people_[i] = figure;
      const bool speaks_of = role == Role::participant || words_[i].cue == Cue::kin;
      if (role == Role::participant && words_[i].cue != Cue::others) figures_[*figure].mentions.push_back(words_[i].span);
      if (speaks_of && words_[i].cue == Cue::kin) remember(*figure);
    }
    if ((seen_ & kOfDeath) != 0) find_deaths();
    if (role == Role::participant && (seen_ & bits(Cue::harm)) != 0) find_harm();
    if (role == Role::interviewer) question_asks_death_ = question_asks_death_ || asks_who_died();
    else if (opens_answer && question_asks_death_ && words_.size() <= kShortAnswer) {
      for (std::size_t i = 0; i < words_.size(); ++i)
        if (people_[i] && words_[i].cue == Cue::kin) note_death(*people_[i], words_[i].span);
    }
  }

  bool asks_who_died() const {
    const auto has = [&](auto... cues) { return std::ranges::any_of(words_, [&](const Word& word) { return ((word.cue == cues) || ...); }); };
    if (!has(Cue::died, Cue::dead, Cue::death, Cue::lost, Cue::passed, Cue::pass)) return false;
    return std::ranges::any_of(words_, [](const Word& word) { return word.is_in(List::asked_who); });
  }

  void note_death(std::size_t figure, Span evidence) {
    figures_[figure].dead = true;
    figures_[figure].evidence.push_back(evidence);
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
      if (people_[at]) return doubtful(at > 2 ? at - 2 : 0, i) ? std::nullopt : people_[at];
      if (words_[at].cue == Cue::kin) return std::nullopt;  // somebody else's: "my mum's mother had died"
    }
    return std::nullopt;
  }

  std::optional<std::size_t> person_after(std::size_t i, std::size_t reach) const {
    for (std::size_t at = i + 1; at < words_.size() && at <= i + reach; ++at)
      if (people_[at] && words_[at].cue != Cue::others) return doubtful(i > 3 ? i - 3 : 0, i) ? std::nullopt : people_[at];
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
          if (i > 0 && people_[i - 1] && (words_[i - 1].possessive || words_[i - 1].cue == Cue::others)) person = people_[i - 1];
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
        if (const auto person = people_[i - back]) {
          figures_[*person].did_harm = true;
          figures_[*person].evidence.push_back(words_[i].span);
          break;
        }
    }
  }

  PeopleWords known_;
  const Transcript* transcript_ = nullptr;
  std::vector<Figure> figures_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<std::optional<std::size_t>> of_kin_;  // by `Form::kin`, where it was named
  std::vector<std::pair<Gender, std::size_t>> given_pronouns_;
  std::vector<std::size_t> recent_;  // figures in mind, the latest last
  bool question_asks_death_ = false;
  std::vector<Word> words_;                          // of the sentence at hand
  std::uint32_t seen_ = 0;                           // the cues among them
  std::vector<std::optional<std::size_t>> people_;   // whom each names
};

FigureFinder::FigureFinder(const Language& language) : impl_(std::make_unique<Impl>(language)) {}
FigureFinder::FigureFinder(FigureFinder&&) noexcept = default;
FigureFinder& FigureFinder::operator=(FigureFinder&&) noexcept = default;
FigureFinder::~FigureFinder() = default;

std::vector<Figure> FigureFinder::find(const Transcript& transcript, const std::vector<Figure>& given) { return impl_->find(transcript, given); }

}  // namespace attune
