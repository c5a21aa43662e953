#include "attune/agreement/variance_components.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include <boost/math/tools/minima.hpp>

namespace attune {
namespace {

/// What the likelihood needs of the ratings. One factor has a level for each block (the units, when there are more of
/// them), the other one has columns (then the raters). Blocks with ratings in the same columns are one kind.
struct Design {
  struct Kind {
    std::vector<std::size_t> columns;
    double blocks = 0;
    double sum = 0;                 // of all ratings
    double squared_block_sums = 0;  // sum over blocks of (sum of its ratings)^2
    std::vector<double> by_column;  // sums of ratings, as `columns`
  };
  std::vector<Kind> kinds;
  std::size_t columns = 0;
  double ratings = 0;
  double squares = 0;  // sum over ratings
};

/// Ratings are taken from the least on and centred, so that sums of squares keep their digits.
Design design_of(const Table& table, bool blocks_are_units) {
  const std::size_t blocks = blocks_are_units ? table.units.size() : table.raters.size();
  Design design;
  design.columns = blocks_are_units ? table.raters.size() : table.units.size();
  const auto number = [&](std::int32_t cell) {
    return table.numbers[static_cast<std::size_t>(cell)] - table.numbers.front();
  };
  double mean = 0;
  for (std::int32_t cell : table.cells)
    if (cell != kMissing) {
      mean += number(cell);
      ++design.ratings;
    }
  mean /= design.ratings;
  std::map<std::vector<std::size_t>, Design::Kind> kinds;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::vector<std::size_t> columns;
    std::vector<double> values;
    double sum = 0;
    for (std::size_t column = 0; column < design.columns; ++column) {
      const std::int32_t cell = blocks_are_units ? table.cell(block, column) : table.cell(column, block);
      if (cell == kMissing) continue;
      columns.push_back(column);
      values.push_back(number(cell) - mean);
      sum += values.back();
      design.squares += values.back() * values.back();
    }
    if (columns.empty()) continue;
    Design::Kind& kind = kinds[columns];
    kind.by_column.resize(columns.size());
    ++kind.blocks;
    kind.sum += sum;
    kind.squared_block_sums += sum * sum;
    for (std::size_t i = 0; i < values.size(); ++i) kind.by_column[i] += values[i];
  }
  for (auto& [columns, kind] : kinds) {
    kind.columns = columns;
    design.kinds.push_back(std::move(kind));
  }
  return design;
}

/// Cholesky's factor in place, in the lower triangle; the logarithm of the determinant. REQUIRES: positive definite.
double factorise(std::vector<double>& matrix, std::size_t n) {
  double log_determinant = 0;
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      double sum = matrix[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= matrix[i * n + k] * matrix[j * n + k];
      matrix[i * n + j] = i == j ? std::sqrt(sum) : sum / matrix[j * n + j];
    }
    log_determinant += 2 * std::log(matrix[j * n + j]);
  }
  return log_determinant;
}

/// `vector` before a factor was multiplied with it.
std::vector<double> solved(const std::vector<double>& factor, std::vector<double> vector) {
  const std::size_t n = vector.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) vector[i] -= factor[i * n + k] * vector[k];
    vector[i] /= factor[i * n + i];
  }
  return vector;
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

struct Fit {
  double criterion = 0;  // -2 log likelihood, less a constant
  double residual = 0;   // the variance that is left over
};

/// The restricted likelihood when the variance of blocks and of columns are these multiples of the residual one, which is
/// itself at its best. Blocks are eliminated one by one (Woodbury), columns remain as a system of equations.
Fit fit(const Design& design, double of_blocks, double of_columns) {
  const std::size_t n = design.columns;
  std::vector<double> system(n * n, 0.0);
  std::vector<double> ones(n, 0.0);
  std::vector<double> sums(n, 0.0);
  double one_one = 0;
  double one_y = 0;
  double y_y = design.squares;
  double log_determinant = 0;
  for (const Design::Kind& kind : design.kinds) {
    const double spread = 1 + of_blocks * static_cast<double>(kind.columns.size());
    const double weight = of_blocks / spread;
    log_determinant += kind.blocks * std::log(spread);
    one_one += kind.blocks * static_cast<double>(kind.columns.size()) / spread;
    one_y += kind.sum / spread;
    y_y -= weight * kind.squared_block_sums;
    for (std::size_t i = 0; i < kind.columns.size(); ++i) {
      const std::size_t row = kind.columns[i] * n;
      ones[kind.columns[i]] += kind.blocks / spread;
      sums[kind.columns[i]] += kind.by_column[i] - weight * kind.sum;
      system[row + kind.columns[i]] += of_columns * kind.blocks;
      for (std::size_t column : kind.columns) system[row + column] -= of_columns * kind.blocks * weight;
    }
  }
  for (std::size_t i = 0; i < n; ++i) system[i * n + i] += 1;
  log_determinant += factorise(system, n);
  ones = solved(system, std::move(ones));
  sums = solved(system, std::move(sums));
  one_one -= of_columns * product(ones, ones);
  one_y -= of_columns * product(ones, sums);
  y_y -= of_columns * product(sums, sums);
  const double rest = y_y - one_y * one_y / one_one;
  const double degrees = design.ratings - 1;
  return {log_determinant + std::log(one_one) + degrees * std::log(rest), rest / degrees};
}

// Ratios of variances are sought between these, and 0 is tried too; beyond the upper one nothing is left over.
constexpr double kLeastLogarithm = -18;
constexpr double kMostLogarithm = 18;

/// The ratio at which `criterion` is least, and how much it is there: a walk over the logarithm in steps, Brent's method
/// about the best step, and 0.
template <typename Criterion>
std::pair<double, double> least(const Criterion& criterion) {
  const auto of_logarithm = [&](double logarithm) { return criterion(std::exp(logarithm)); };
  constexpr double kStep = 3;
  double best = kLeastLogarithm;
  double value = of_logarithm(best);
  for (double logarithm = kLeastLogarithm + kStep; logarithm <= kMostLogarithm; logarithm += kStep)
    if (const double here = of_logarithm(logarithm); here < value) {
      best = logarithm;
      value = here;
    }
  const auto found = boost::math::tools::brent_find_minima(of_logarithm, best - kStep, best + kStep, 30);
  const double at_zero = criterion(0.0);
  constexpr double kNoGain = 1e-9;
  return at_zero <= found.second + kNoGain ? std::pair(0.0, at_zero) : std::pair(std::exp(found.first), found.second);
}

}  // namespace

std::optional<VarianceComponents> reml_components(const Table& table) {
  const bool blocks_are_units = table.units.size() >= table.raters.size();
  const Design design = design_of(table, blocks_are_units);
  const auto best_columns = [&](double of_blocks) {
    return least([&](double of_columns) { return fit(design, of_blocks, of_columns).criterion; });
  };
  const double of_blocks = least([&](double ratio) { return best_columns(ratio).second; }).first;
  const double of_columns = best_columns(of_blocks).first;
  const double residual = fit(design, of_blocks, of_columns).residual;
  const double most = std::exp(kMostLogarithm - 1);
  if (!(residual > 0) || of_blocks > most || of_columns > most) return std::nullopt;
  VarianceComponents components{of_blocks * residual, of_columns * residual, residual};
  if (!blocks_are_units) std::swap(components.units, components.raters);
  return components;
}

}  // namespace attune
