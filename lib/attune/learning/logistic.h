// Logistic regression on labelled rows (Fan et al. 2008, LIBLINEAR), and the rows that labelled speech makes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "attune/learning/learn.h"

namespace attune {

/// Responses as rows of numbers, features as columns.
struct Matrix {
  std::vector<std::string> names;                          // of the columns
  std::vector<int> responses;                              // by column: how many rows have it
  std::vector<std::vector<std::pair<int, double>>> rows;   // column and value, columns rising
  std::vector<bool> labels;
  std::vector<int> group;                                  // by row: the place of its group in the shuffled order
};

/// A column for each feature of at least `options.fewest_responses` responses; its value is how often a response has it. A group's
/// remainder by the number of folds is its fold.
[[nodiscard]] Matrix matrix_of(const std::string& code, const std::vector<LabelledFeatures>& responses, const LearningOptions& options);

struct Parted {
  std::vector<std::size_t> train, test;
};
/// The rows of a fold, and the others.
[[nodiscard]] Parted parted(const Matrix& matrix, int folds, int fold);

enum class Penalty : std::uint8_t {
  l1,  // few features keep a weight; the rarer label counts by the square root of how rare it is
  l2,  // all keep a small one; both labels count alike
};

struct Fitted {
  std::vector<double> weights;  // by column
  double constant = 0;
};
/// All zeros where the rows have one label only.
[[nodiscard]] Fitted fit(const Matrix& matrix, std::span<const std::size_t> rows, Penalty penalty, double cost);

[[nodiscard]] double score(const std::vector<double>& weights, const std::vector<std::pair<int, double>>& row);

}  // namespace attune
