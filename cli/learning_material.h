// What `codebook learn` learns from: labelled responses of a file, or the raters' marks of a study.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attune/io/study.h"
#include "attune/learning/learn.h"
#include "attune/learning/learned_book.h"
#include "attune/learning/marked_units.h"
#include "cli/command.h"

namespace attune::cli {

/// What is fitted: a short list of words and pairs, or the weights of all common words.
enum class LearnedForm : std::uint8_t { entries, words };

struct LearningMaterial {
  std::vector<LabelledFeatures> rows;
  std::vector<LabelledText> texts = {};  // of the rows, for examples; empty where they must not be shown
  std::string origin;                    // "867 labelled responses of dev.jsonl"
  std::string language = "en";
  std::string left_out = {};             // how many codings and why, or empty
};

/// Throws `Errors` with every line that is no labelled response.
[[nodiscard]] LearningMaterial labelled_material(const std::string& file, LearnedForm form, Context& context);

struct MarksWanted {
  std::vector<std::string> raters = {};  // empty: all
  int round = 1;
  LearnedUnit unit = LearnedUnit::sentence;
  LearnedForm form = LearnedForm::entries;
};

/// The newest texts of the study with the marks of people whose coding is locked, was made without sight of others' and is no
/// training case. A rater who marked nothing in the whole round did not mark, and is no witness that nothing was there.
/// Codings of a text that the study has no longer, or never had, are left out and counted. Of others' marks being shown, the study is told. Throws `Errors` where nothing is left, or the transcripts are of several languages.
[[nodiscard]] LearningMaterial marked_material(Study& study, const MarksWanted& wanted, const Arguments& arguments);

}  // namespace attune::cli
