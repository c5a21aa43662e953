#include "attune/learning/learn.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <span>
#include <utility>

#include "attune/learning/logistic.h"
#include "attune/learning/threshold.h"

namespace attune {
namespace {

double rounded(double value) { return std::round(value * 1000) / 1000; }

/// The weight of each column, as it is written.
std::vector<double> written_weights(const Matrix& matrix, std::span<const std::size_t> rows, double cost) {
  std::vector<double> weights = fit(matrix, rows, Penalty::l1, cost).weights;
  std::ranges::transform(weights, weights.begin(), rounded);
  return weights;
}

/// The best over scores that were given without having seen the response. The inner split takes the quotient
/// of a group by the number of folds, so that it parts groups too.
Threshold threshold_by_inner_split(const Matrix& matrix, std::span<const std::size_t> rows, int folds, int offset, double cost) {
  std::vector<std::pair<double, bool>> scored;
  for (int inner = 0; inner < 3; ++inner) {
    std::vector<std::size_t> train_rows, test_rows;
    for (std::size_t row : rows) ((matrix.group[row] / folds + offset) % 3 == inner ? test_rows : train_rows).push_back(row);
    const std::vector<double> weights = written_weights(matrix, train_rows, cost);
    for (std::size_t row : test_rows) scored.emplace_back(score(weights, matrix.rows[row]), matrix.labels[row]);
  }
  return best_threshold(scored);
}

}  // namespace

double threshold_below(double sum) { return (std::round(sum * 1000) - 0.5) / 1000; }

std::optional<double> precision_of(const LearnedFigures& figures) {
  const int marks = figures.true_marks + figures.false_marks;
  return marks == 0 ? std::nullopt : std::optional(static_cast<double>(figures.true_marks) / marks);
}

std::optional<double> recall_of(const LearnedFigures& figures) {
  return figures.positives == 0 ? std::nullopt : std::optional(static_cast<double>(figures.true_marks) / figures.positives);
}

std::optional<double> f1_of(const LearnedFigures& figures) {
  const int sum = 2 * figures.true_marks + figures.false_marks + figures.missed;
  return sum == 0 ? std::nullopt : std::optional(2.0 * figures.true_marks / sum);
}

LearnedList learn(const std::string& code, const std::vector<LabelledFeatures>& responses, const LearningOptions& options) {
  LearnedList list;
  list.code = code;
  const Matrix matrix = matrix_of(code, responses, options);
  std::set<std::string> with_code;
  for (std::size_t i = 0; i < responses.size(); ++i)
    if (matrix.labels[i]) with_code.insert(responses[i].group);
  list.figures.positives = static_cast<int>(std::ranges::count(matrix.labels, true));
  list.figures.missed = list.figures.positives;
  list.groups = static_cast<int>(with_code.size());
  if (with_code.size() < static_cast<std::size_t>(options.folds)) return list;
  list.figures.missed = 0;
  for (int fold = 0; fold < options.folds; ++fold) {
    const auto [train_rows, test_rows] = parted(matrix, options.folds, fold);
    const std::vector<double> weights = written_weights(matrix, train_rows, options.cost);
    const Threshold threshold = threshold_by_inner_split(matrix, train_rows, options.folds, fold, options.cost);
    for (std::size_t row : test_rows) {
      const bool marked = threshold.f1 > 0 && score(weights, matrix.rows[row]) >= threshold.value;
      list.figures.true_marks += marked && matrix.labels[row];
      list.figures.false_marks += marked && !matrix.labels[row];
      list.figures.missed += !marked && matrix.labels[row];
    }
  }
  std::vector<std::size_t> all(matrix.rows.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const std::vector<double> weights = written_weights(matrix, all, options.cost);
  const Threshold threshold = threshold_by_inner_split(matrix, all, options.folds, 0, options.cost);
  if (threshold.f1 <= 0) return list;
  list.threshold = threshold.value;
  for (std::size_t column = 0; column < matrix.names.size(); ++column)
    if (weights[column] != 0) list.entries.push_back({matrix.names[column], weights[column]});
  std::ranges::stable_sort(list.entries, std::greater<>{}, &WeightedEntry::weight);
  return list;
}

}  // namespace attune
