#include "attune/learning/learn.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <utility>

#include <linear.h>

#include "attune/sampling/draws.h"

namespace attune {
namespace {

struct ModelDeleter {
  void operator()(model* fitted) const { free_and_destroy_model(&fitted); }
};

/// Responses as rows of numbers, features as columns.
struct Matrix {
  std::vector<std::string> names;           // of the columns
  std::vector<std::vector<int>> rows;       // columns of each response, in rising order
  std::vector<bool> labels;
  std::vector<int> group;                   // of each response: the place of its group in the shuffled order
};

/// Where the score must lie for a mark.
struct Threshold {
  double value = 0;
  double f1 = -1;
};

double rounded(double value) { return std::round(value * 1000) / 1000; }

double score(const std::vector<double>& weights, const std::vector<int>& row) {
  double sum = 0;
  for (int column : row) sum += weights[static_cast<std::size_t>(column)];
  return sum;
}

/// The weight of each column.
std::vector<double> fit_rows(const Matrix& matrix, std::span<const std::size_t> rows, double cost) {
  std::vector<double> weights(matrix.names.size(), 0.0);
  std::vector<std::vector<feature_node>> nodes;
  std::vector<feature_node*> pointers;
  std::vector<double> labels;
  const int columns = static_cast<int>(matrix.names.size());
  for (std::size_t row : rows) {
    std::vector<feature_node> list;
    for (int column : matrix.rows[row]) list.push_back({column + 1, 1.0});
    list.push_back({columns + 1, 1.0});  // the constant
    list.push_back({-1, 0.0});
    nodes.push_back(std::move(list));
    labels.push_back(matrix.labels[row] ? 1 : -1);
  }
  if (std::ranges::count(labels, 1.0) == 0 || std::ranges::count(labels, -1.0) == 0) return weights;
  for (std::vector<feature_node>& list : nodes) pointers.push_back(list.data());
  const problem data{static_cast<int>(rows.size()), columns + 1, labels.data(), pointers.data(), 1.0};
  // The rare class counts as much as the other: a code has one response in twenty.
  const double positives = static_cast<double>(std::ranges::count(labels, 1.0));
  int classes[] = {1, -1};
  double balance[] = {std::sqrt((static_cast<double>(labels.size()) - positives) / positives), 1.0};
  parameter settings{};
  settings.solver_type = L1R_LR;
  settings.eps = 0.001;
  settings.C = cost;
  settings.nr_weight = 2;
  settings.weight_label = classes;
  settings.weight = balance;
  set_print_string_function([](const char*) {});
  // liblinear shuffles coordinates by rand(): seeded anew before each fit, so that the same responses give the same list.
  std::srand(1);
  const std::unique_ptr<model, ModelDeleter> fitted(train(&data, &settings));
  const double sign = fitted->label[0] == 1 ? 1 : -1;
  for (int column = 0; column < columns; ++column) weights[static_cast<std::size_t>(column)] = rounded(sign * fitted->w[column]);
  return weights;
}

double f1_at(std::span<const std::pair<double, bool>> scored, double threshold) {
  int hits = 0, marks = 0, positives = 0;
  for (const auto& [value, label] : scored) {
    marks += value >= threshold;
    hits += value >= threshold && label;
    positives += label;
  }
  return marks + positives == 0 ? 0 : 2.0 * hits / (marks + positives);
}

/// The threshold with the best F1 over scores that were given without having seen the response.
Threshold best_threshold(const Matrix& matrix, std::span<const std::size_t> rows, int folds, int offset, double cost) {
  std::vector<std::pair<double, bool>> scored;
  for (int inner = 0; inner < 3; ++inner) {
    std::vector<std::size_t> train_rows, test_rows;
    for (std::size_t row : rows) ((matrix.group[row] / folds + offset) % 3 == inner ? test_rows : train_rows).push_back(row);
    const std::vector<double> weights = fit_rows(matrix, train_rows, cost);
    for (std::size_t row : test_rows) scored.emplace_back(score(weights, matrix.rows[row]), matrix.labels[row]);
  }
  Threshold best;
  for (const auto& [value, label] : scored) {
    const double threshold = threshold_below(value);
    if (!label || threshold <= 0) continue;
    if (const double f1 = f1_at(scored, threshold); f1 > best.f1) best = {threshold, f1};
  }
  return best;
}

/// A group's remainder by the number of folds is its fold; the inner split takes the quotient, so that it parts groups too.
Matrix matrix_of(const std::string& code, const std::vector<LabelledFeatures>& responses, const LearningOptions& options) {
  Matrix matrix;
  std::map<std::string, int> counts;
  for (const LabelledFeatures& response : responses)
    for (const std::string& feature : response.features) ++counts[feature];
  std::map<std::string, int> columns;
  for (const auto& [feature, count] : counts)
    if (count >= options.fewest_responses) {
      columns.emplace(feature, static_cast<int>(matrix.names.size()));
      matrix.names.push_back(feature);
    }
  std::map<std::string, int> groups;
  for (const LabelledFeatures& response : responses) groups.emplace(response.group, 0);
  std::vector<int> order;
  for (int i = 0; i < static_cast<int>(groups.size()); ++i) order.push_back(i);
  Draws draws(options.seed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[draws.below(i)]);
  int number = 0;
  for (auto& [name, place] : groups) place = order[static_cast<std::size_t>(number++)];
  for (const LabelledFeatures& response : responses) {
    std::vector<int> row;
    for (const std::string& feature : response.features)
      if (const auto column = columns.find(feature); column != columns.end()) row.push_back(column->second);
    std::ranges::sort(row);
    matrix.rows.push_back(std::move(row));
    matrix.labels.push_back(std::ranges::find(response.labels, code) != response.labels.end());
    matrix.group.push_back(groups[response.group]);
  }
  if (options.shuffle_labels)
    for (std::size_t i = matrix.labels.size(); i > 1; --i) {
      const auto other = static_cast<std::size_t>(draws.below(i));
      const bool label = matrix.labels[i - 1];
      matrix.labels[i - 1] = matrix.labels[other];
      matrix.labels[other] = label;
    }
  return matrix;
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
    std::vector<std::size_t> train_rows, test_rows;
    for (std::size_t row = 0; row < matrix.rows.size(); ++row) (matrix.group[row] % options.folds == fold ? test_rows : train_rows).push_back(row);
    const std::vector<double> weights = fit_rows(matrix, train_rows, options.cost);
    const Threshold threshold = best_threshold(matrix, train_rows, options.folds, fold, options.cost);
    for (std::size_t row : test_rows) {
      const bool marked = threshold.f1 > 0 && score(weights, matrix.rows[row]) >= threshold.value;
      list.figures.true_marks += marked && matrix.labels[row];
      list.figures.false_marks += marked && !matrix.labels[row];
      list.figures.missed += !marked && matrix.labels[row];
    }
  }
  std::vector<std::size_t> all(matrix.rows.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const std::vector<double> weights = fit_rows(matrix, all, options.cost);
  const Threshold threshold = best_threshold(matrix, all, options.folds, 0, options.cost);
  if (threshold.f1 <= 0) return list;
  list.threshold = threshold.value;
  for (std::size_t column = 0; column < matrix.names.size(); ++column)
    if (weights[column] != 0) list.entries.push_back({matrix.names[column], weights[column]});
  std::ranges::stable_sort(list.entries, std::greater<>{}, &WeightedEntry::weight);
  return list;
}

}  // namespace attune
