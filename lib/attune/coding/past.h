// Words in the past tense, as a language tells them: its list of forms, and its endings but for words that only look so.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/coding/spoken.h"

namespace attune {

class PastForms {
 public:
  explicit PastForms(const GrammarWords& grammar) : past_(grammar.past), not_past_(grammar.not_past), endings_(grammar.past_endings) {}

  [[nodiscard]] bool has(std::span<const SpokenWord> words, std::size_t at) const {
    if (past_.match(words, at) > 0) return true;
    const SpokenWord& word = words[at];
    // An ending is no word: there must be something in front that has more than one letter.
    const auto ends = [&](const std::string& ending) { return word.text.size() > ending.size() + 1 && word.text.ends_with(ending); };
    return word.words > 0 && std::ranges::any_of(endings_, ends) && not_past_.match(words, at) == 0;
  }

 private:
  PhraseList past_, not_past_;
  std::vector<std::string> endings_;
};

}  // namespace attune
