#include "attune/agreement/icc_basis.h"

#include <algorithm>
#include <vector>

#include "attune/agreement/numbers.h"
#include "attune/agreement/variance_components.h"

namespace attune {
namespace {

/// The ratings of each unit that has some, from the least on, and how many each rater gave.
struct Ratings {
  std::vector<std::vector<double>> of_units;
  std::vector<std::size_t> of_raters;
};

Ratings ratings_of(const Table& table) {
  Ratings ratings;
  ratings.of_raters.resize(table.raters.size());
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    std::vector<double> of_unit;
    for (std::size_t rater = 0; rater < table.raters.size(); ++rater) {
      if (table.cell(unit, rater) == kMissing) continue;
      of_unit.push_back(table.numbers[static_cast<std::size_t>(table.cell(unit, rater))] - table.numbers.front());
      ++ratings.of_raters[rater];
    }
    if (!of_unit.empty()) ratings.of_units.push_back(std::move(of_unit));
  }
  return ratings;
}

/// Why nothing can be estimated from these ratings, or empty.
std::string objection_to(const Ratings& ratings) {
  if (ratings.of_units.size() < 2) return "fewer than two units";
  if (std::ranges::all_of(ratings.of_units, [](const auto& unit) { return unit.size() < 2; }))
    return "no unit has two ratings";
  const double first = ratings.of_units.front().front();
  const auto is_first = [&](double value) { return value == first; };
  const bool varies = std::ranges::any_of(
      ratings.of_units, [&](const auto& unit) { return !std::ranges::all_of(unit, is_first); });
  return varies ? "" : "no variance";
}

/// The one-way analysis of variance of units that have different numbers of ratings, with Ebel's (1951) number for all.
Anova ebel_anova(const Ratings& ratings) {
  double grand = 0;
  double n = 0;
  double squared_sizes = 0;
  for (const std::vector<double>& unit : ratings.of_units) {
    const auto size = static_cast<double>(unit.size());
    for (double value : unit) grand += value;
    n += size;
    squared_sizes += size * size;
  }
  grand /= n;
  Anova anova;
  anova.units = static_cast<double>(ratings.of_units.size());
  anova.raters = (n - squared_sizes / n) / (anova.units - 1);
  anova.within_degrees = n - anova.units;
  double between = 0;
  double within = 0;
  for (const std::vector<double>& unit : ratings.of_units) {
    const double mean = mean_of(unit);
    between += static_cast<double>(unit.size()) * (mean - grand) * (mean - grand);
    within += squares_of(unit);
  }
  anova.between_units = between / (anova.units - 1);
  anova.within_units = within / anova.within_degrees;
  return anova;
}

/// The mean squares that a complete table with these components would have (psych::ICC, Revelle).
Anova anova_of(const VarianceComponents& components, double units, double raters) {
  Anova anova;
  anova.units = units;
  anova.raters = raters;
  anova.within_degrees = units * (raters - 1);
  anova.residual = components.residual;
  anova.between_units = raters * components.units + components.residual;
  anova.between_raters = units * components.raters + components.residual;
  anova.within_units = components.raters + components.residual;
  return anova;
}

}  // namespace

std::string objection_to(const Anova& anova) {
  if (anova.units < 2) return "fewer than two units rated by all raters";
  return anova.has_variance() ? "" : "no variance";
}

IccBasis icc_basis(const Table& table, IccEstimator estimator) {
  IccBasis basis;
  basis.reason = objection_to_numbers(table);
  if (!basis.reason.empty()) return basis;
  if (estimator == IccEstimator::anova) {
    basis.anova = anova_of(table);
    basis.reason = objection_to(basis.anova);
    return basis;
  }
  const Ratings ratings = ratings_of(table);
  basis.reason = objection_to(ratings);
  if (!basis.reason.empty()) return basis;
  if (estimator == IccEstimator::ebel) {
    basis.anova = ebel_anova(ratings);
  } else if (std::ranges::all_of(ratings.of_raters, [](std::size_t n) { return n < 2; })) {
    basis.reason = "no rater has two ratings";
  } else if (const auto components = reml_components(table)) {
    const auto raters = table.raters.size() - static_cast<std::size_t>(std::ranges::count(ratings.of_raters, 0U));
    basis.anova = anova_of(*components, static_cast<double>(ratings.of_units.size()), static_cast<double>(raters));
  } else {
    basis.reason = "no residual variance";
  }
  return basis;
}

}  // namespace attune
