#include "attune/agreement/distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace attune {
namespace {

constexpr std::array<std::string_view, 7> kWeightsNames = {"unweighted", "linear",  "quadratic",
                                                           "ordinal",    "radical", "ratio", "given"};

double square(double x) { return x * x; }

bool is_same_both_ways(const std::vector<double>& matrix, std::size_t n) {
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (matrix[a * n + b] != matrix[b * n + a]) return false;
  return true;
}

/// Adds to each category's mean the categories on one side of it, walking away from them: by each step all that were passed are
/// that much farther off, and on the ordinal scale by as much as they then are off.
void add_passed(const Distances& distances, std::span<const double> shares, std::vector<double>& means, bool downwards) {
  const std::vector<double>& at = distances.positions;
  const auto place = [&](std::size_t step) { return downwards ? at.size() - 1 - step : step; };
  double passed = 0;
  double apart = 0;
  double pairs = 0;
  for (std::size_t step = 1; step < at.size(); ++step) {
    passed += shares[place(step - 1)];
    apart += passed * std::abs(at[place(step)] - at[place(step - 1)]);
    pairs += apart;
    means[place(step)] += distances.weights == Weights::ordinal ? pairs : apart;
  }
}

}  // namespace

std::string_view weights_name(Weights weights) { return kWeightsNames[static_cast<std::size_t>(weights)]; }

std::string_view spacing_name(Spacing spacing) { return spacing == Spacing::value ? "value" : "index"; }

double Distances::operator()(std::size_t a, std::size_t b) const {
  if (a == b) return 0;
  const double apart = std::abs(positions[a] - positions[b]);
  switch (weights) {
    case Weights::unweighted: return 1;
    case Weights::linear: return apart;
    case Weights::quadratic: return apart * apart;
    case Weights::ordinal: return apart * (apart + 1) / 2;  // pairs of categories from one to the other
    case Weights::radical: return std::sqrt(apart);
    case Weights::given: return matrix[a * positions.size() + b];
    case Weights::ratio: return positions[a] + positions[b] == 0 ? 0 : square(apart / (positions[a] + positions[b]));
  }
  return 0;
}

double Distances::largest() const {
  if (weights == Weights::unweighted) return 1;
  if (weights == Weights::given) return matrix.empty() ? 0 : *std::ranges::max_element(matrix);
  return positions.empty() ? 0 : (*this)(0, positions.size() - 1);
}

Distances distances_of(const Table& table, Weights weights, Spacing spacing) {
  Distances result{weights, table.numbers, {}};
  if (weights == Weights::given) result.matrix = table.given_distances;
  if (table.numbers.empty() || weights == Weights::ordinal ||
      (spacing == Spacing::index && weights != Weights::ratio)) {
    result.positions.resize(table.categories.size());
    std::iota(result.positions.begin(), result.positions.end(), 0.0);
  } else if (weights != Weights::ratio) {
    // From the least on: means of large numbers that differ by little would lose their digits.
    for (double& position : result.positions) position -= table.numbers.front();
  }
  return result;
}

std::string objection_to(const Table& table, Weights weights) {
  const std::size_t given = table.given_distances.empty() ? 0 : table.categories.size();
  if (weights == Weights::given && !is_same_both_ways(table.given_distances, given))
    return "weights are not the same both ways";
  return objection_of_two(table, weights);
}

std::string objection_of_two(const Table& table, Weights weights) {
  if (weights == Weights::unweighted) return "";
  if (weights == Weights::given) return table.given_distances.empty() ? "no weights given" : "";
  if (table.level == Level::nominal && !table.ordered) return "no order";
  if (weights != Weights::ratio) return "";
  if (table.numbers.empty()) return "categories are not numbers";
  return table.numbers.front() < 0 ? "negative values" : "";
}

bool unequally_spaced(const Table& table) {
  if (table.numbers.size() < 3) return false;
  const double step = table.numbers[1] - table.numbers[0];
  for (std::size_t i = 2; i < table.numbers.size(); ++i)
    if (std::abs(table.numbers[i] - table.numbers[i - 1] - step) > 1e-9 * std::abs(step)) return true;
  return false;
}

std::vector<double> mean_distances(const Distances& distances, std::span<const double> shares) {
  std::vector<double> means(shares.size(), 0.0);
  const std::vector<double>& at = distances.positions;
  if (distances.weights == Weights::unweighted) {
    std::ranges::transform(shares, means.begin(), [](double share) { return 1 - share; });
  } else if (distances.weights == Weights::quadratic) {
    // Squared distance from a point is that from the mean and the variance: no square of categories to walk.
    const double centre = std::inner_product(shares.begin(), shares.end(), at.begin(), 0.0);
    double variance = 0;
    for (std::size_t k = 0; k < at.size(); ++k) variance += shares[k] * square(at[k] - centre);
    std::ranges::transform(at, means.begin(), [&](double x) { return square(x - centre) + variance; });
  } else if (distances.weights == Weights::linear || distances.weights == Weights::ordinal) {
    add_passed(distances, shares, means, false);
    add_passed(distances, shares, means, true);
  } else {
    for (std::size_t k = 0; k < at.size(); ++k)
      for (std::size_t l = 0; l < at.size(); ++l)
        if (shares[l] > 0) means[k] += shares[l] * distances(k, l);
  }
  return means;
}

std::vector<double> mean_distances_from(const Distances& distances, std::span<const double> shares) {
  if (distances.weights != Weights::given) return mean_distances(distances, shares);
  std::vector<double> means(shares.size(), 0.0);
  for (std::size_t k = 0; k < shares.size(); ++k)
    for (std::size_t l = 0; l < shares.size(); ++l)
      if (shares[k] > 0) means[l] += shares[k] * distances(k, l);
  return means;
}

}  // namespace attune
