#include "attune/coding/word_marks.h"

#include <algorithm>

namespace attune {

WordMarks::WordMarks(const std::vector<Codebook>& codebooks, const Rules& rules) : rules_(rules), weigher_(codebooks), lists_of_(rules.rules.size()) {
  for (std::size_t list = 0; list < weigher_.lists().size(); ++list) {
    const auto own = std::ranges::find(rules.rules, weigher_.lists()[list].marker, &Rule::marker);
    rule_of_.push_back(static_cast<std::uint32_t>(own - rules.rules.begin()));
    for (std::size_t i = 0; i < rules.rules.size(); ++i)
      if (have_one_code(rules.rules[i], *own)) lists_of_[i].push_back(list);
  }
}

void WordMarks::begin(bool together) {
  together_ = together;
  reached_.clear();
}

void WordMarks::begin_turn(const TurnUnits& turn, Role role, const std::vector<bool>& allowed) {
  const bool is_weighed = role == Role::participant && !rule_of_.empty();
  allowed_ = is_weighed ? &allowed : nullptr;
  if (is_weighed) weigher_.begin_turn(turn);
}

bool WordMarks::let_stand(std::uint32_t rule, Span passage) const {
  if (!together_ || allowed_ == nullptr) return true;
  return std::ranges::all_of(lists_of_[rule], [&](std::size_t list) { return !(*allowed_)[rule_of_[list]] || weigher_.keeps(list, passage); });
}

void WordMarks::end_turn(std::uint32_t turn, std::span<const RuleFinding> found) {
  if (allowed_ == nullptr) return;
  for (std::size_t list = 0; list < rule_of_.size(); ++list) {
    const std::uint32_t rule = rule_of_[list];
    if (!weigher_.is_reached(list) || !(*allowed_)[rule]) continue;
    for (const WordWeigher::Reached& reached : weigher_.reached(list))
      if (!is_found(found, rule, reached.all)) reached_.push_back({{reached.heaviest, turn, rule, "words"}, reached.all});
  }
}

std::vector<RuleFinding> WordMarks::marked_by_words(std::vector<RuleFinding> late) const {
  std::ranges::sort(late, {}, &RuleFinding::turn);
  std::vector<RuleFinding> marked;
  for (const Reached& reached : reached_) {
    const std::uint32_t turn = reached.finding.turn;
    const auto first = std::ranges::lower_bound(late, turn, {}, &RuleFinding::turn), end = std::ranges::upper_bound(late, turn, {}, &RuleFinding::turn);
    if (!is_found({first, end}, reached.finding.rule, reached.all)) marked.push_back(reached.finding);
  }
  return marked;
}

/// Whether something of a rule's code is found in a place, and words heed it.
bool WordMarks::is_found(std::span<const RuleFinding> found, std::uint32_t rule, Span place) const {
  return together_ && std::ranges::any_of(found, [&](const RuleFinding& finding) { return overlap(finding.span, place) && have_one_code(rules_.rules[finding.rule], rules_.rules[rule]); });
}

}  // namespace attune
