#include "attune/learning/logistic.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>

#include <linear.h>

#include "attune/sampling/draws.h"

namespace attune {
namespace {

struct ModelDeleter {
  void operator()(model* fitted) const { free_and_destroy_model(&fitted); }
};

}  // namespace

Matrix matrix_of(const std::string& code, const std::vector<LabelledFeatures>& responses, const LearningOptions& options) {
  Matrix matrix;
  std::map<std::string, int> counts;
  for (const LabelledFeatures& response : responses)
    for (const std::string& feature : std::set<std::string>(response.features.begin(), response.features.end())) ++counts[feature];
  std::map<std::string, int> columns;
  for (const auto& [feature, count] : counts)
    if (count >= options.fewest_responses) {
      columns.emplace(feature, static_cast<int>(matrix.names.size()));
      matrix.names.push_back(feature);
      matrix.responses.push_back(count);
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
    std::map<int, double> row;
    for (const std::string& feature : response.features)
      if (const auto column = columns.find(feature); column != columns.end()) ++row[column->second];
    matrix.rows.emplace_back(row.begin(), row.end());
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

Parted parted(const Matrix& matrix, int folds, int fold) {
  Parted parted;
  for (std::size_t row = 0; row < matrix.rows.size(); ++row) (matrix.group[row] % folds == fold ? parted.test : parted.train).push_back(row);
  return parted;
}

Fitted fit(const Matrix& matrix, std::span<const std::size_t> rows, Penalty penalty, double cost) {
  Fitted result{std::vector<double>(matrix.names.size(), 0.0), 0};
  std::vector<std::vector<feature_node>> nodes;
  std::vector<feature_node*> pointers;
  std::vector<double> labels;
  const int columns = static_cast<int>(matrix.names.size());
  for (std::size_t row : rows) {
    std::vector<feature_node> list;
    for (const auto& [column, value] : matrix.rows[row]) list.push_back({column + 1, value});
    list.push_back({columns + 1, 1.0});  // the constant
    list.push_back({-1, 0.0});
    nodes.push_back(std::move(list));
    labels.push_back(matrix.labels[row] ? 1 : -1);
  }
  const auto positives = static_cast<double>(std::ranges::count(labels, 1.0)), all = static_cast<double>(labels.size());
  if (positives == 0 || positives == all) return result;
  for (std::vector<feature_node>& list : nodes) pointers.push_back(list.data());
  const problem data{static_cast<int>(rows.size()), columns + 1, labels.data(), pointers.data(), 1.0};
  // A code has one response in twenty: its label would count for little.
  int classes[] = {1, -1};
  double balance[] = {std::sqrt((all - positives) / positives), 1.0};
  if (penalty == Penalty::l2) balance[0] = all / (2 * positives), balance[1] = all / (2 * (all - positives));
  parameter settings{};
  settings.solver_type = penalty == Penalty::l1 ? L1R_LR : L2R_LR;
  settings.eps = 0.001;
  settings.C = cost;
  settings.nr_weight = 2;
  settings.weight_label = classes;
  settings.weight = balance;
  set_print_string_function([](const char*) {});
  // liblinear shuffles coordinates by rand(): seeded anew before each fit, so that the same responses give the same weights.
  std::srand(1);
  const std::unique_ptr<model, ModelDeleter> fitted(train(&data, &settings));
  const double sign = fitted->label[0] == 1 ? 1 : -1;
  for (int column = 0; column < columns; ++column) result.weights[static_cast<std::size_t>(column)] = sign * fitted->w[column];
  result.constant = sign * fitted->w[columns];
  return result;
}

double score(const std::vector<double>& weights, const std::vector<std::pair<int, double>>& row) {
  double sum = 0;
  for (const auto& [column, value] : row) sum += weights[static_cast<std::size_t>(column)] * value;
  return sum;
}

}  // namespace attune
