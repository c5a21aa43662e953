#include "attune/coding/figures.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "attune/coding/people_in_mind.h"
#include "attune/coding/people_phrases.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kDeathWindow = 6;  // words between a person and "died"
constexpr std::size_t kHarmWindow = 3;   // and "hit me"
constexpr std::size_t kShortAnswer = 8;  // words of an answer that only names who died

using Cue = PeopleWords::Cue;
using List = PeopleWords::List;
using Standing = PeoplePhrases::Standing;
using Word = PeoplePhrases::Word;

constexpr std::uint32_t kOfDeath = cue_bits(Cue::died, Cue::dead, Cue::death, Cue::lost, Cue::killed_part, Cue::passed, Cue::pass);

}  // namespace

class FigureFinder::Impl {
 public:
  explicit Impl(const Language& language) : sentence_(language) {}

  std::vector<Figure> find(const Transcript& transcript, const std::vector<Figure>& given) {
    transcript_ = &transcript;
    sentence_.begin(transcript);
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
        sentence_.read(transcript.sentences[s]);
        if (words().empty()) continue;
        if ((sentence_.seen() & (kCuesOfPeople | kOfDeath)) != 0) read_sentence(role, first);
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
  [[nodiscard]] const PeopleWords& known() const { return sentence_.known(); }
  [[nodiscard]] const std::vector<Word>& words() const { return sentence_.words(); }

  void add_given(Figure figure) {
    const std::string name = folded(figure.name);
    const Kin* kin = known().kin(name);
    const std::optional<Gender> pronoun = kin == nullptr ? known().pronoun(name) : std::nullopt;
    if (kin != nullptr) figure.id = kin->id;
    else if (figure.id.empty()) figure.id = figure_id(name);
    if (kin != nullptr || pronoun) figure.gender = kin != nullptr ? kin->gender : *pronoun;
    people_.know(std::move(figure), known().kin_number(name), pronoun);
  }

  // -- figures ---------------------------------------------------------------------------------------------------------

  /// The figure a word names, if any. A person without a figure comes to mind all the same.
  std::optional<std::size_t> figure_at(std::size_t i) {
    const Word& word = words()[i];
    if (word.redacted) {
      const std::optional<PeoplePhrases::RedactedName> redacted = sentence_.redacted_name(i);
      return redacted ? std::optional(figure_of(*redacted)) : std::nullopt;
    }
    if (word.cue == Cue::pronoun || (word.cue == Cue::others && word.gender != Gender::unknown)) return people_.meant_by(word.gender);
    if (word.cue == Cue::others) return std::nullopt;
    const Standing standing = sentence_.person_at(i, role_).standing;
    if (standing == Standing::known) return relative_at(i);
    if (standing == Standing::comes_in) people_.meet_stranger(word.gender);
    return std::nullopt;
  }

  std::size_t relative_at(std::size_t i) {
    KinName said{sentence_.kin_of(i), sentence_.which(i), ""};
    const bool goes_on = i + 1 < words().size() && !words()[i].clause_end && !words()[i].possessive;
    const Kin& kin = known().kin(said.kin);
    const std::optional<PeoplePhrases::RedactedName> redacted = goes_on ? sentence_.redacted_name(i + 1) : std::nullopt;
    if (redacted && sentence_.is_one(i, *redacted)) {  // "my dad {{Aunt 2}}" are two
      const std::size_t figure = figure_of(*redacted);
      if (agree(people_.figures()[figure].gender, kin.gender)) {
        said.name = people_.figures()[figure].id;
        people_.is_relative(figure, said, kin.gender);
        return figure;
      }
    }
    if (goes_on && sentence_.is_name(i + 1) && !sentence_.is_name(i)) said.name = folded(sentence_.text_of(i + 1));
    return people_.relative(said, kin, sentence_.text_of(i));
  }

  /// Without a number a redacted kin word is the kin itself: "{{Mother}}" is the mother.
  std::size_t figure_of(const PeoplePhrases::RedactedName& redacted) {
    if (redacted.kin == 0 || redacted.is_numbered) return people_.named(redacted.id, redacted.name, redacted.gender);
    return people_.relative({redacted.kin, "", ""}, known().kin(redacted.kin), redacted.name);
  }

  void read_sentence(Role role, bool opens_answer) {
    role_ = role;
    named_.assign(words().size(), std::nullopt);
    for (std::size_t i = 0; i < words().size(); ++i) {
      if ((cue_bits(words()[i].cue) & kCuesOfPeople) == 0) continue;
      const std::optional<std::size_t> figure = figure_at(i);
      if (!figure) continue;
      named_[i] = figure;
      const bool speaks_of = role == Role::participant || words()[i].cue == Cue::kin;
      if (role == Role::participant && words()[i].cue != Cue::others) people_.figures()[*figure].mentions.push_back(words()[i].span);
      if (speaks_of && words()[i].cue == Cue::kin) people_.remember(*figure);
    }
    if ((sentence_.seen() & kOfDeath) != 0) find_deaths();
    if (role == Role::participant && (sentence_.seen() & cue_bits(Cue::harm)) != 0) find_harm();
    if (role == Role::interviewer) question_asks_death_ = question_asks_death_ || asks_who_died();
    else if (opens_answer && question_asks_death_) {
      // "My mum's mum", "my mum's": whose she was has not died.
      for (std::size_t i = names_from().value_or(words().size()); i < words().size(); ++i)
        if (named_[i] && words()[i].cue == Cue::kin && !words()[i].possessive) note_death(*named_[i], words()[i].span);
    }
  }

  /// Where in an answer of a few words those who died are named: "my gran", "no, just my gran". Nowhere when it says that somebody
  /// lives or was left behind.
  std::optional<std::size_t> names_from() const {
    if (words().size() > kShortAnswer || (sentence_.seen() & cue_bits(Cue::lost)) != 0) return std::nullopt;
    if (std::ranges::any_of(words(), [](const Word& word) { return word.is_in(List::living); })) return std::nullopt;
    std::size_t from = 0;
    for (std::size_t i = 0; i < words().size(); ++i) {
      if (words()[i].cue != Cue::not_really && !sentence_.says(i, List::spared)) continue;
      if (sentence_.says(i + 1, List::besides) || sentence_.says(i + 2, List::besides)) continue;  // "nobody else", "no one else"
      const std::optional<std::size_t> exception = sentence_.exception_behind(i);
      if (!exception) return std::nullopt;
      from = *exception + 1;
    }
    const auto lasts = [](const Word& word) { return word.is_in(List::lasting); };
    if (from > 0 && std::any_of(words().begin() + static_cast<std::ptrdiff_t>(from), words().end(), lasts)) return std::nullopt;
    return from;
  }

  bool asks_who_died() const {
    const auto has = [&](auto... cues) { return std::ranges::any_of(words(), [&](const Word& word) { return ((word.cue == cues) || ...); }); };
    if (!has(Cue::died, Cue::dead, Cue::death, Cue::lost, Cue::passed, Cue::pass)) return false;
    return std::ranges::any_of(words(), [](const Word& word) { return word.is_in(List::asked_who); });
  }

  void note_death(std::size_t figure, Span evidence) {
    people_.figures()[figure].dead = true;
    people_.figures()[figure].evidence.push_back(evidence);
  }

  bool doubtful(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i)
      if (words()[i].cue == Cue::not_really) return true;
    return false;
  }

  /// "If she's late I've got her dead": nothing behind an "if" has happened.
  bool is_supposed(std::size_t i) const {
    for (std::size_t at = 0; at < i; ++at)
      if (sentence_.says(at, List::supposed)) return true;
    return false;
  }

  /// The word of the nearest person before word i, at most `reach` words back, over what that person is said to be and whom it is joined by:
  /// "my father was a doctor and", "my gran and the dog". None when somebody without a figure is nearer: "my mum's mother".
  std::optional<std::size_t> nearest_person(std::size_t i, std::size_t reach) const {
    for (std::size_t at = i, steps = 0; at > 0 && steps < reach; ++steps) {
      --at;
      if (sentence_.says(at, List::self)) return std::nullopt;  // "I nearly died", "when I ..."
      if (named_[at]) return at;
      if (words()[at].redacted) return std::nullopt;
      if (words()[at].cue != Cue::kin && words()[at].cue != Cue::stranger) continue;
      const PeoplePhrases::Person person = sentence_.person_at(at, role_);
      if (person.standing != Standing::said_of && !is_joined(person, at, i)) return std::nullopt;
      at = person.from;
    }
    return std::nullopt;
  }

  /// "My gran and the dog died": but "I was with my gran and the dog died", "my gran and the doctor who died".
  bool is_joined(const PeoplePhrases::Person& person, std::size_t at, std::size_t i) const {
    if (person.standing != Standing::comes_in || person.from < 2 || !sentence_.says(person.from - 1, List::joins)) return false;
    for (; at < i; ++at)
      if (sentence_.says(at, List::asked_who)) return false;
    const Word& other = words()[person.from - 2];
    return named_[person.from - 2] && !other.possessive && !other.clause_end && sentence_.is_subject(person.from - 2);
  }

  /// Who has died by word i: the nearest person, with nothing between that takes the death back.
  std::optional<std::size_t> person_before(std::size_t i) const {
    const std::optional<std::size_t> at = nearest_person(i, kDeathWindow);
    return at && !doubtful(*at > 2 ? *at - 2 : 0, i) ? named_[*at] : std::nullopt;
  }

  std::optional<std::size_t> person_after(std::size_t i, std::size_t reach) const {
    for (std::size_t at = i + 1; at < words().size() && at <= i + reach; ++at)
      if (named_[at] && words()[at].cue != Cue::others) return doubtful(i > 3 ? i - 3 : 0, i) ? std::nullopt : named_[at];
    return std::nullopt;
  }


  /// "was dead", "is long dead", "dad's dead": a verb of being stands before the word, or one word off.
  bool is_state(std::size_t i) const {
    const auto is = [&](std::size_t back) { return i >= back && (words()[i - back].cue == Cue::was || words()[i - back].possessive); };
    return is(1) || is(2);
  }

  void find_deaths() {
    for (std::size_t i = 0; i < words().size(); ++i) {
      std::optional<std::size_t> person;
      switch (words()[i].cue) {
        case Cue::died:
          if (!sentence_.says(i, List::longing) || !sentence_.says(i + 1, List::longing_for)) person = person_before(i);  // "dying to go"
          break;
        case Cue::dead:
          // "he was dead", "dad's dead": but "I've already got her dead".
          if (is_state(i)) person = person_before(i);
          break;
        case Cue::passed:
          // "passed away", "my dad passed", "he passed on": but "we passed the shop", "he passed on the news".
          if (sentence_.ends_clause(i) || words()[i + 1].cue == Cue::away || (words()[i + 1].cue == Cue::beyond && sentence_.ends_clause(i + 1)))
            person = person_before(i);
          break;
        case Cue::pass:
          if (i + 1 < words().size() && words()[i + 1].cue == Cue::away) person = person_before(i);
          break;
        case Cue::killed_part:
          if (i > 0 && (words()[i - 1].cue == Cue::was || words()[i - 1].cue == Cue::got)) person = person_before(i);
          break;
        case Cue::lost:
          // "lost my dad", but not "lost my dad's watch".
          person = person_after(i, 2);
          if (person && i + 2 < words().size() && words()[i + 2].possessive) person = std::nullopt;
          break;
        case Cue::death:
          // "my dad's funeral", "the death of my dad", "his death".
          if (i > 0 && named_[i - 1] && (words()[i - 1].possessive || words()[i - 1].cue == Cue::others)) person = named_[i - 1];
          else if (i + 1 < words().size() && words()[i + 1].cue == Cue::of) person = person_after(i + 1, 2);
          break;
        default: break;
      }
      if (person && !is_supposed(i)) note_death(*person, words()[i].span);
    }
  }

  /// "he hit me", "my stepfather beat us": a person, a deed, and who it was done to.
  void find_harm() {
    for (std::size_t i = 1; i + 1 < words().size(); ++i) {
      if (words()[i].cue != Cue::harm || doubtful(i > 3 ? i - 3 : 0, i)) continue;
      if (!sentence_.says(i + 1, List::harmed) && words()[i + 1].cue != Cue::mine) continue;
      if (sentence_.says(i, List::contests) && sentence_.says(i + 2, List::contest_of)) continue;  // at chess, to the door
      const std::optional<std::size_t> at = nearest_person(i, kHarmWindow);
      if (!at) continue;
      people_.figures()[*named_[*at]].did_harm = true;
      people_.figures()[*named_[*at]].evidence.push_back(words()[i].span);
    }
  }

  PeoplePhrases sentence_;                         // the one at hand
  Role role_ = Role::none;                         // whose it is
  const Transcript* transcript_ = nullptr;
  PeopleInMind people_;
  bool question_asks_death_ = false;
  std::vector<std::optional<std::size_t>> named_;  // whom each of its words names
};

FigureFinder::FigureFinder(const Language& language) : impl_(std::make_unique<Impl>(language)) {}
FigureFinder::FigureFinder(FigureFinder&&) noexcept = default;
FigureFinder& FigureFinder::operator=(FigureFinder&&) noexcept = default;
FigureFinder::~FigureFinder() = default;

std::vector<Figure> FigureFinder::find(const Transcript& transcript, const std::vector<Figure>& given) { return impl_->find(transcript, given); }

}  // namespace attune
