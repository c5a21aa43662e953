#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

#include "attune/learning/learn.h"
#include "attune/learning/logistic.h"

namespace attune {
namespace {

constexpr std::size_t kMostWords = 500;  // heaviest first: with 250 figures on other writers' answers fell, with 2,000 they hardly rose
constexpr double kThreshold = 1.5;       // at 1 words by themselves were right on answers, and in one passage of ten of whole interviews
constexpr double kKeeps = -1.5;           // below it marks of other rules go: chosen with the threshold, see docs/codebooks.md
constexpr double kStep = 0.05;           // of a weight as it is written: words of one weight stand together

/// Counts times how telling a word is at all, ln((1 + N) / (1 + n)) + 1 of N responses and n with the word (the smoothed inverse
/// document frequency of Salton & Buckley 1988): a common word must earn its weight more often. The divisor only sets what a cost means.
/// By column, what its values were multiplied with.
std::vector<double> scale_by_rarity(Matrix& matrix) {
  std::vector<double> rarity;
  for (int responses : matrix.responses) rarity.push_back((std::log((1.0 + static_cast<double>(matrix.rows.size())) / (1.0 + responses)) + 1) / 40);
  for (auto& row : matrix.rows)
    for (auto& [column, value] : row) value *= rarity[static_cast<std::size_t>(column)];
  return rarity;
}

/// Only the words keep a weight that weigh most when said once.
Fitted fit_words(const Matrix& matrix, const std::vector<double>& rarity, std::span<const std::size_t> rows, double cost) {
  Fitted fitted = fit(matrix, rows, Penalty::l2, cost);
  if (fitted.weights.size() <= kMostWords) return fitted;
  const auto heaviness = [&](std::size_t column) { return std::abs(fitted.weights[column] * rarity[column]); };
  std::vector<std::size_t> order(fitted.weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), heaviness);
  for (std::size_t i = kMostWords; i < order.size(); ++i) fitted.weights[order[i]] = 0;
  return fitted;
}

double deviation(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / count);
}

}  // namespace

LearnedList learn_words(const std::string& code, const std::vector<LabelledFeatures>& responses, const LearningOptions& options) {
  LearnedList list;
  list.code = code;
  list.weighs_words = true;
  Matrix matrix = matrix_of(code, responses, options);
  const std::vector<double> rarity = scale_by_rarity(matrix);
  std::set<std::string> with_code;
  for (std::size_t i = 0; i < responses.size(); ++i)
    if (matrix.labels[i]) with_code.insert(responses[i].group);
  const auto positives = static_cast<std::size_t>(std::ranges::count(matrix.labels, true));
  list.figures.positives = list.figures.missed = static_cast<int>(positives);
  list.groups = static_cast<int>(with_code.size());
  if (with_code.size() < static_cast<std::size_t>(options.folds) || positives == matrix.rows.size()) return list;

  std::vector<double> scores(matrix.rows.size());  // each given without having seen the response's group
  for (int fold = 0; fold < options.folds; ++fold) {
    const auto [train_rows, test_rows] = parted(matrix, options.folds, fold);
    const Fitted fitted = fit_words(matrix, rarity, train_rows, options.cost);
    for (std::size_t row : test_rows) scores[row] = score(fitted.weights, matrix.rows[row]) + fitted.constant;
  }
  // 0 is where as many responses lie above as carry the code; 1 is a standard deviation of all scores.
  std::vector<double> falling = scores;
  std::ranges::sort(falling, std::greater<>());
  const double origin = falling[positives], unit = deviation(scores);
  if (unit == 0) return list;
  list.threshold = kThreshold;
  list.keeps = kKeeps;
  list.figures.missed = 0;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    const bool marked = (scores[row] - origin) / unit >= list.threshold;
    list.figures.true_marks += marked && matrix.labels[row];
    list.figures.false_marks += marked && !matrix.labels[row];
    list.figures.missed += !marked && matrix.labels[row];
  }

  std::vector<std::size_t> all(matrix.rows.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const Fitted fitted = fit_words(matrix, rarity, all, options.cost);
  for (std::size_t column = 0; column < matrix.names.size(); ++column) {
    const double weight = fitted.weights[column] * rarity[column] / unit;
    if (std::abs(weight) >= kStep / 2) list.entries.push_back({matrix.names[column], std::round(weight / kStep) * kStep});
  }
  std::ranges::stable_sort(list.entries, std::greater<>(), &WeightedEntry::weight);
  list.base = std::round((fitted.constant - origin) / unit * 100) / 100;
  return list;
}

}  // namespace attune
