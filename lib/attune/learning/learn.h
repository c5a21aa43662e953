// Weighted markers fitted to labelled speech by logistic regression: few entries (L1 penalty), so that the result is a list a person
// can read and prune, or the weights of all common words (L2 penalty).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace attune {

/// A labelled response. Responses of one `group` (a transcript) never stand on both sides of a cross-validation.
struct LabelledFeatures {
  std::string group;
  std::vector<std::string> features;  // in rising order; `learn_words` counts those that stand there more than once
  std::vector<std::string> labels;
};

struct LearningOptions {
  std::uint64_t seed = 1;
  int folds = 5;
  double cost = 1;             // the C of liblinear: larger keeps more entries
  int fewest_responses = 3;    // an entry stands in at least so many
  bool shuffle_labels = false; // a control: what is learned must then be nothing
};

/// What cross-validation found: each response was judged by a list that was fitted without its group.
struct LearnedFigures {
  int positives = 0;
  int true_marks = 0;
  int false_marks = 0;
  int missed = 0;

  bool operator==(const LearnedFigures&) const = default;
};

/// Precision, recall and F1; empty when nothing was marked or nothing was there.
[[nodiscard]] std::optional<double> precision_of(const LearnedFigures& figures);
[[nodiscard]] std::optional<double> recall_of(const LearnedFigures& figures);
[[nodiscard]] std::optional<double> f1_of(const LearnedFigures& figures);

struct WeightedEntry {
  std::string text;
  double weight = 0;

  bool operator==(const WeightedEntry&) const = default;
};

/// A list fitted to all responses. It marks a response when the weights of the entries in it add up to `threshold` or more.
struct LearnedList {
  std::string code;
  std::vector<WeightedEntry> entries;  // largest first
  double threshold = 0;
  LearnedFigures figures;
  int groups = 0;                      // that have the code
  bool weighs_words = false;           // entries are words and add their weight each time, to `base` (`WordWeights`)
  double base = 0;
  double keeps = 0;
};

/// A threshold that `sum`, a sum of weights, just reaches: half a thousandth below it, where no sum of weights of three digits lies,
/// so that it does not matter that 0.1 and 0.7 add up to a little less than 0.8.
[[nodiscard]] double threshold_below(double sum);

/// Fits a list for `code` (Fan et al. 2008, LIBLINEAR, solver L1R_LR). Entries are rounded to three digits, as they are written, and
/// the threshold lies between two sums of them (`threshold_below`). Within each fit it is the one with the best F1 on the responses it
/// was fitted to, found by an inner split. The same input and seed give the same list. Empty entries when fewer than `folds` groups
/// have the code.
[[nodiscard]] LearnedList learn(const std::string& code, const std::vector<LabelledFeatures>& responses, const LearningOptions& options);

/// What `learn_words` did best with on answers of writers who were left out.
inline constexpr double kWordsCost = 10;
inline constexpr int kFewestResponsesOfWord = 8;

/// Fits weights of words (LIBLINEAR, solver L2R_LR, on counts times inverse document frequency): for a stretch of talk 0 is where as many
/// responses lie above as carry the code, and 1 lies a standard deviation of all responses above it; the threshold is 1.5, and marks are kept from -1.5 on. Those scores come
/// from the cross-validation, so the figures know of the labels of a response only how many there are in all. The 500 heaviest words
/// are kept, rounded to 0.05. The same input and seed give the same list. Empty entries as with `learn`.
[[nodiscard]] LearnedList learn_words(const std::string& code, const std::vector<LabelledFeatures>& responses, const LearningOptions& options);

}  // namespace attune
