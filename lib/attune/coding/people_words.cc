#include "attune/coding/people_words.h"

#include <algorithm>
#include <iterator>

#include "attune/text/unicode.h"

namespace attune {
namespace {

using Cue = PeopleWords::Cue;

constexpr std::size_t kMostForms = 1'000'000;

constexpr std::string_view kListNames[] = {"supposed", "self", "harmed", "contests", "contest_of", "longing", "longing_for", "asked_who",
                                             "nobody", "likened", "merely", "pointing", "in_law", "living", "no_names", "ages", "alone", "joins", "conjunctions", "there", "called", "spared", "lasting", "besides"};
static_assert(std::size(kListNames) <= 32);  // bits of PeopleWords::Form::lists

/// What the lists of a language's [people] stand for.
struct CueName {
  std::string_view name;
  Cue cue;
  Gender gender = Gender::unknown;
};

constexpr CueName kCueNames[] = {
    {"he", Cue::pronoun, Gender::male}, {"she", Cue::pronoun, Gender::female}, {"mine", Cue::mine},
    {"yours", Cue::yours}, {"his", Cue::others, Gender::male}, {"hers", Cue::others, Gender::female},
    {"theirs", Cue::others}, {"died", Cue::died}, {"dead", Cue::dead}, {"death", Cue::death}, {"lost", Cue::lost},
    {"killed", Cue::killed_part}, {"passed", Cue::passed}, {"pass", Cue::pass}, {"away", Cue::away},
    {"beyond", Cue::beyond}, {"not_really", Cue::not_really}, {"of", Cue::of}, {"was", Cue::was}, {"got", Cue::got},
    {"harm", Cue::harm}, {"adjectives", Cue::adjective}, {"determiners", Cue::determiner},
    {"men", Cue::stranger, Gender::male}, {"women", Cue::stranger, Gender::female}, {"strangers", Cue::stranger},
    {"mr", Cue::title, Gender::male}, {"mrs", Cue::title, Gender::female}, {"titles", Cue::title},
};

}  // namespace

PeopleWords::PeopleWords(const Language& language) : language_(language) {
  for (std::uint32_t k = 0; k < language_.kin.size(); ++k)
    for (const std::string& word : language_.kin[k].words) kin_.emplace(folded(word), k + 1);
  for (const auto& [word, id] : language_.which) {
    if (which_ids_.empty() || which_ids_.back() != id) which_ids_.push_back(id);
    which_.emplace(word, static_cast<std::uint16_t>(which_ids_.size()));
  }
  for (const CueName& cue : kCueNames)
    for (const auto& [name, words] : language_.people)
      if (name == cue.name)
        for (const std::string& word : words) cues_.emplace(word, NamedCue{cue.cue, cue.gender});
  for (const auto& [name, words] : language_.people) lists_[name].insert(words.begin(), words.end());
}

void PeopleWords::begin() {
  if (vocabulary_.size() <= kMostForms) return;
  vocabulary_.clear();
  forms_.clear();
}

const PeopleWords::Form& PeopleWords::form_of(std::string_view text, Span word) {
  const std::uint32_t known = vocabulary_.known(text, word);
  return forms_[known != Vocabulary::kNone ? known : meet(slice(text, word))];
}

std::uint32_t PeopleWords::meet(std::string_view word) {
  const std::uint32_t number = vocabulary_.intern(word);
  if (number == forms_.size()) forms_.push_back(decide(folded(word)));
  return number;
}

PeopleWords::Form PeopleWords::decide(const std::string& word) const {
  Form form;
  std::string words = word;  // "great-aunt"
  std::ranges::replace(words, '-', ' ');
  if (const std::uint32_t kin = kin_number(words); kin != 0) {
    form.kin = kin;
    form.cue = Cue::kin;
    form.gender = language_.kin[kin - 1].gender;
  } else if (const auto cue = cues_.find(word); cue != cues_.end()) {
    form.cue = cue->second.cue;
    form.gender = cue->second.gender;
  }
  if (const auto which = which_.find(word); which != which_.end()) {
    form.which = which->second;
    if (form.cue == Cue::none) form.cue = Cue::adjective;
  }
  for (std::size_t i = 0; i < std::size(kListNames); ++i)
    if (is_listed(kListNames[i], word)) form.lists |= std::uint32_t{1} << i;
  return form;
}

std::uint32_t PeopleWords::kin_number(const std::string& word) const {
  const auto known = kin_.find(word);
  return known == kin_.end() ? 0 : known->second;
}

const Kin* PeopleWords::kin(const std::string& word) const {
  const std::uint32_t number = kin_number(word);
  return number == 0 ? nullptr : &language_.kin[number - 1];
}

std::optional<Gender> PeopleWords::pronoun(const std::string& word) const {
  const auto known = cues_.find(word);
  return known != cues_.end() && known->second.cue == Cue::pronoun ? std::optional(known->second.gender) : std::nullopt;
}

bool PeopleWords::is_listed(std::string_view list, const std::string& word) const {
  const auto known = lists_.find(std::string(list));
  return known != lists_.end() && known->second.contains(word);
}

}  // namespace attune
