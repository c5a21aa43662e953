#include "attune/coding/people_in_mind.h"

#include <algorithm>

#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

bool fits(Gender person, Gender pronoun) { return person == pronoun || person == Gender::unknown; }

}  // namespace

std::string figure_id(std::string_view name) {
  std::string id;
  for (char c : folded(name)) {
    const bool plain = is_digit(c) || (is_ascii_letter(c) && !is_upper(c));
    if (plain) id += c;
    else if (!id.empty() && id.back() != '_') id += '_';
  }
  while (!id.empty() && id.back() == '_') id.pop_back();
  return id;
}

void PeopleInMind::begin() {
  figures_.clear();
  by_id_.clear();
  of_kin_.clear();
  given_pronouns_.clear();
  forget();
}

void PeopleInMind::know(Figure figure, std::uint32_t kin, std::optional<Gender> pronoun) {
  if (pronoun) given_pronouns_.emplace_back(*pronoun, figures_.size());
  if (kin != 0) of_kin(kin).push_back({"", "", true, figures_.size()});
  by_id_.emplace(figure.id, figures_.size());
  figures_.push_back(std::move(figure));
}

std::size_t PeopleInMind::named(const std::string& id, std::string_view name, Gender gender) {
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

std::vector<PeopleInMind::Relative>& PeopleInMind::of_kin(std::uint32_t kin) {
  if (kin >= of_kin_.size()) of_kin_.resize(kin + 1);
  return of_kin_[kin];
}

std::size_t PeopleInMind::relative(const KinName& said, const Kin& kin, std::string_view text) {
  std::vector<Relative>& relatives = of_kin(said.kin);
  Relative* one = known_as(relatives, said);
  if (one == nullptr) {
    std::string id = said.which.empty() ? kin.id : said.which + "_" + kin.id;
    const auto holds = by_id_.find(id);
    const bool is_taken = holds != by_id_.end() && std::ranges::find(relatives, holds->second, &Relative::figure) != relatives.end();
    if (is_taken) id = said.name.empty() ? "unnamed_" + id : id + "_" + figure_id(said.name);
    relatives.push_back({said.which, said.name, false, named(id, text, kin.gender)});
    one = &relatives.back();
  }
  if (one->name.empty()) one->name = said.name;
  one->is_plain = one->is_plain || (said.which.empty() && said.name.empty());
  return one->figure;
}

void PeopleInMind::is_relative(std::size_t figure, const KinName& said, Gender gender) {
  std::vector<Relative>& relatives = of_kin(said.kin);
  if (std::ranges::find(relatives, figure, &Relative::figure) == relatives.end()) relatives.push_back({said.which, said.name, false, figure});
  if (figures_[figure].gender == Gender::unknown) figures_[figure].gender = gender;
}

/// The one of a kin who is meant: by the same name and word for which; one whose name was not said yet may have any. By the kin word
/// alone, the only one in mind, else whoever it meant before, else the only one there is.
PeopleInMind::Relative* PeopleInMind::known_as(std::vector<Relative>& relatives, const KinName& said) const {
  const auto only = [&](const auto& is_meant) {
    Relative* found = nullptr;
    for (Relative& one : relatives) {
      if (!is_meant(one)) continue;
      if (found != nullptr) return static_cast<Relative*>(nullptr);
      found = &one;
    }
    return found;
  };
  const auto first = [&](const auto& is_meant) {
    const auto found = std::ranges::find_if(relatives, is_meant);
    return found == relatives.end() ? nullptr : &*found;
  };
  if (!said.name.empty()) {
    Relative* one = first([&](const Relative& r) { return r.name == said.name && (r.which == said.which || r.which.empty() || said.which.empty()); });
    return one != nullptr ? one : first([&](const Relative& r) { return r.name.empty() && r.which == said.which; });
  }
  if (!said.which.empty()) return first([&](const Relative& r) { return r.which == said.which; });
  if (Relative* one = only([&](const Relative& r) { return std::ranges::find(recent_, r.figure) != recent_.end(); })) return one;
  if (Relative* one = first([](const Relative& r) { return r.is_plain; })) return one;
  return only([](const Relative&) { return true; });
}

void PeopleInMind::remember(std::size_t figure) {
  std::erase(recent_, figure);
  recent_.push_back(figure);
}

void PeopleInMind::meet_stranger(Gender gender) {
  if (std::ranges::find(strangers_, gender) == strangers_.end()) strangers_.push_back(gender);
}

void PeopleInMind::forget() {
  recent_.clear();
  strangers_.clear();
}

std::optional<std::size_t> PeopleInMind::meant_by(Gender gender) const {
  for (const auto& [pronoun, figure] : given_pronouns_)
    if (pronoun == gender) return figure;
  if (std::ranges::any_of(strangers_, [&](Gender stranger) { return fits(stranger, gender); })) return std::nullopt;
  std::optional<std::size_t> fitting;
  for (std::size_t figure : recent_) {
    if (!fits(figures_[figure].gender, gender)) continue;
    if (fitting) return std::nullopt;
    fitting = figure;
  }
  return fitting;
}

}  // namespace attune
