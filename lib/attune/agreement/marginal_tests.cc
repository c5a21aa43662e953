// Whether two raters use the categories alike.
#include <cmath>
#include <optional>

#include "attune/agreement/cross_table.h"
#include "attune/agreement/inference.h"
#include "attune/agreement/two_raters.h"

namespace attune {
namespace {

/// x of a x = b by Gaussian elimination with pivots; nothing when `a` is singular.
std::optional<std::vector<double>> solved(std::vector<std::vector<double>> a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < n; ++row)
      if (std::abs(a[row][column]) > std::abs(a[pivot][column])) pivot = row;
    if (std::abs(a[pivot][column]) < 1e-9) return std::nullopt;
    std::swap(a[pivot], a[column]);
    std::swap(b[pivot], b[column]);
    for (std::size_t row = column + 1; row < n; ++row) {
      const double factor = a[row][column] / a[column][column];
      for (std::size_t k = column; k < n; ++k) a[row][k] -= factor * a[column][k];
      b[row] -= factor * b[column];
    }
  }
  for (std::size_t row = n; row-- > 0;) {
    for (std::size_t k = row + 1; k < n; ++k) b[row] -= a[row][k] * b[k];
    b[row] /= a[row][row];
  }
  return b;
}

/// Chi-squared and its degrees of freedom, in counts.
struct Test {
  double value = 0;
  double degrees = 0;
};

std::optional<Test> stuart_maxwell(const CrossTable& cross) {
  const double n = static_cast<double>(cross.units);
  std::vector<std::size_t> kept;
  for (std::size_t k = 0; k < cross.first.size(); ++k) {
    const double both = cross.cell(k, k);
    if (std::abs(cross.first[k] - both) > 1e-12 || std::abs(cross.second[k] - both) > 1e-12) kept.push_back(k);
  }
  if (kept.size() < 2) return std::nullopt;
  kept.pop_back();  // the last difference follows from the others
  std::vector<double> differences;
  std::vector<std::vector<double>> covariance;
  for (std::size_t a : kept) {
    differences.push_back(n * (cross.first[a] - cross.second[a]));
    std::vector<double> row;
    for (std::size_t b : kept)
      row.push_back(a == b ? n * (cross.first[a] + cross.second[a] - 2 * cross.cell(a, a))
                           : -n * (cross.cell(a, b) + cross.cell(b, a)));
    covariance.push_back(std::move(row));
  }
  const std::optional<std::vector<double>> x = solved(covariance, differences);
  if (!x) return std::nullopt;
  Test test{0, static_cast<double>(kept.size())};
  for (std::size_t i = 0; i < differences.size(); ++i) test.value += differences[i] * (*x)[i];
  return test;
}

Statistic tested(const char* name, StatisticOptions options, double value, double degrees) {
  Statistic result;
  result.name = name;
  result.options = std::move(options);
  result.value = value;
  result.stat = value;
  result.p = chi_squared_p(value, degrees);
  result.test_method = "chi2";
  return result;
}

}  // namespace

std::vector<Statistic> marginal_tests(const Table& table) {
  const CrossTable cross = cross_table(table, 0, 1);
  const double n = static_cast<double>(cross.units);
  std::vector<Statistic> results;
  const std::string nothing = cross.units == 0 ? "no unit rated by both" : "no ratings differ";
  if (table.categories.size() == 2) {
    const double b = n * cross.cell(0, 1);
    const double c = n * cross.cell(1, 0);
    for (bool correct : {false, true}) {
      const StatisticOptions options = {{"correct", correct ? "yes" : "no"}};
      if (!(b + c > 0.5)) {
        results.push_back(without_value("mcnemar", options, nothing));
        continue;
      }
      const double apart = std::max(0.0, std::abs(b - c) - (correct ? 1 : 0));
      results.push_back(tested("mcnemar", options, apart * apart / (b + c), 1));
    }
  }
  double differing = cross.units > 0 ? 1 : 0;
  for (std::size_t k = 0; k < cross.first.size(); ++k) differing -= cross.cell(k, k);
  const std::string reason = cross.units == 0 || differing < 1e-12
                                 ? nothing
                                 : "too few differing ratings in some category (singular covariance)";
  const std::optional<Test> test = cross.units == 0 ? std::nullopt : stuart_maxwell(cross);
  results.push_back(test ? tested("stuart_maxwell", {}, test->value, test->degrees)
                         : without_value("stuart_maxwell", {}, reason));
  if (test && test->value < n - 1e-9)
    results.push_back(tested("bhapkar", {}, test->value / (1 - test->value / n), test->degrees));
  else
    results.push_back(without_value("bhapkar", {}, test ? "every rating differs in one direction" : reason));
  return results;
}

}  // namespace attune
