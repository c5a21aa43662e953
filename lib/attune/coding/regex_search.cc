#include "attune/coding/regex_search.h"

#include <algorithm>
#include <optional>

#include "attune/text/span.h"

namespace attune {
namespace {

void add_once(std::vector<std::uint32_t>& list, std::uint32_t value) {
  if (std::ranges::find(list, value) == list.end()) list.push_back(value);
}

}  // namespace

void RegexSearch::learn(const Vocabulary& vocabulary) {
  if (regexes_.size() == 0) return;
  for (auto next = static_cast<std::uint32_t>(pieces_.size()); next < vocabulary.size(); ++next) pieces_.push_back(regexes_.pieces_in(vocabulary.form(next)));
}

void RegexSearch::begin_turn(const std::vector<Unit>& units, std::string_view text, const std::vector<bool>& allowed) {
  units_ = &units;
  text_ = text;
  allowed_ = &allowed;
  turn_pieces_.clear();
}

std::vector<RegexSearch::Found> RegexSearch::find_in_sentence(UnitRange sentence) {
  if (regexes_.size() == 0) return {};
  gather_pieces(sentence);
  return find(sentence_pieces_, sentence, Part::sentence);
}

std::vector<RegexSearch::Found> RegexSearch::find_in_turn() {
  if (regexes_.size() == 0) return {};
  return find(turn_pieces_, {0, static_cast<std::uint32_t>(units_->size())}, Part::turn);
}

void RegexSearch::gather_pieces(UnitRange sentence) {
  sentence_pieces_.clear();
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const Unit& unit = (*units_)[i];
    // A regex sees a bracket whole, a phrase only the words in it.
    if (unit.kind == TokenKind::redacted || unit.kind == TokenKind::uncertain || unit.kind == TokenKind::unintelligible || unit.kind == TokenKind::sic)
      add_pieces(regexes_.pieces_in(slice(text_, unit.span)));
    if (unit.has_form) add_pieces(pieces_[unit.form]);
  }
}

void RegexSearch::add_pieces(const std::vector<std::uint32_t>& pieces) {
  for (std::uint32_t piece : pieces) {
    add_once(sentence_pieces_, piece);
    add_once(turn_pieces_, piece);
  }
}

std::vector<RegexSearch::Found> RegexSearch::find(const std::vector<std::uint32_t>& pieces, UnitRange scope, Part part) {
  std::vector<Found> all;
  std::optional<IntendedView> view;
  for (int number : regexes_.candidates(pieces)) {
    const auto regex = static_cast<std::uint32_t>(number);
    const std::uint32_t rule = rules_.regex_rules[regex];
    const bool in_sentence = rules_.rules[rule].marker->scope == Scope::sentence;
    if (!(*allowed_)[rule] || in_sentence != (part == Part::sentence)) continue;
    if (!view) view = intended_view(*units_, scope, text_);
    for (Span span : regexes_.find(regex, *view)) all.push_back({regex, span});
  }
  return all;
}

}  // namespace attune
