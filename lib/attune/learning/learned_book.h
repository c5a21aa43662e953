// A codebook of learned lists, as text that a person can read, prune and version.
#pragma once

#include <string>
#include <vector>

#include "attune/learning/learn.h"

namespace attune {

/// A response that was labelled by somebody, for the examples of a codebook.
struct LabelledText {
  std::string text;
  std::vector<std::string> labels;
};

/// What stands in the head of the codebook.
struct LearnedBookHead {
  std::string id;
  std::string language = "en";
  std::string scope = "response";
  std::string origin;  // "867 responses of dev.jsonl, seed 1, 5 folds"
};

/// The TOML of a codebook with one weighted marker for each list that has entries. Its examples are responses of `texts` on which
/// the list is right; where `texts` is empty they are made of entries and of words that stand in no list, so that no passage of an
/// interview stands in the codebook. A list without enough examples is left out.
[[nodiscard]] std::string learned_book(const LearnedBookHead& head, const std::vector<LearnedList>& lists, const std::vector<LabelledText>& texts,
                                       const std::vector<LabelledFeatures>& responses);

/// "C precision 0.70, recall 0.40, F1 0.51" for people; "no value" where there is none.
[[nodiscard]] std::string figures_line(const LearnedFigures& figures);

}  // namespace attune
