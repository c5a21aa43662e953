#include "attune/agreement/chance_corrected.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "attune/agreement/inference.h"
#include "attune/agreement/patterns.h"
#include "attune/agreement/variant.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"fleiss_kappa", "conger_kappa", "gwet_ac", "brennan_prediger"};

/// A kind of unit: its observed agreement (only with two ratings or more), its share in chance agreement, and how many
/// units are of it.
struct Term {
  std::optional<double> observed;
  double expected = 0;
  double units = 0;
};

struct Terms {
  std::vector<Term> terms;
  double expected = 0;
};

/// Distances on a scale where the outermost categories are 1 apart, so that a weight is 1 minus one.
struct Scaled {
  Distances distances;
  double largest = 1;

  /// For each category the mean weight to a category drawn by `shares`, which add up to 1.
  [[nodiscard]] std::vector<double> mean_weights(const std::vector<double>& shares) const {
    std::vector<double> means = mean_distances(distances, shares);
    for (double& mean : means) mean = 1 - mean / largest;
    return means;
  }
};

double product(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// The shares of the categories, every unit counting alike.
std::vector<double> category_shares(const std::vector<Pattern>& patterns, std::size_t categories) {
  std::vector<double> shares(categories, 0.0);
  double units = 0;
  for (const Pattern& pattern : patterns) {
    units += pattern.units;
    for (const auto& [category, count] : pattern.counts)
      shares[category] += static_cast<double>(pattern.units) * count / pattern.ratings;
  }
  for (double& share : shares) share /= units;
  return shares;
}

std::optional<double> observed_in(const Pattern& pattern, const Scaled& scaled) {
  if (pattern.ratings < 2) return std::nullopt;
  const double pairs = static_cast<double>(pattern.ratings) * (pattern.ratings - 1.0);
  return 1 - pair_distance(pattern, scaled.distances) / (scaled.largest * pairs);
}

/// Coefficients that treat raters alike. `credit` is what a rating of each category adds to chance agreement.
Terms alike(const std::vector<Pattern>& patterns, const Scaled& scaled, const std::vector<double>& credit,
            double expected) {
  Terms result{{}, expected};
  for (const Pattern& pattern : patterns) {
    double mean = 0;
    for (const auto& [category, count] : pattern.counts) mean += count * credit[category] / pattern.ratings;
    result.terms.push_back({observed_in(pattern, scaled), mean, static_cast<double>(pattern.units)});
  }
  return result;
}

Terms fleiss_terms(const std::vector<Pattern>& patterns, const Scaled& scaled, const std::vector<double>& shares) {
  const std::vector<double> credit = scaled.mean_weights(shares);
  return alike(patterns, scaled, credit, product(shares, credit));
}

/// The mean of all weights, also of a category with itself: T / q^2.
double mean_weight(const Scaled& scaled, std::size_t categories) {
  const std::vector<double> equal(categories, 1 / static_cast<double>(categories));
  return product(equal, scaled.mean_weights(equal));
}

Terms gwet_terms(const std::vector<Pattern>& patterns, const Scaled& scaled, const std::vector<double>& shares) {
  const double q = static_cast<double>(shares.size());
  const double factor = q > 1 ? mean_weight(scaled, shares.size()) * q / (q - 1) : 0;
  std::vector<double> credit;
  for (double share : shares) credit.push_back(factor * (1 - share));
  return alike(patterns, scaled, credit, product(shares, credit));
}

Terms brennan_prediger_terms(const std::vector<Pattern>& patterns, const Scaled& scaled, std::size_t categories) {
  const double expected = mean_weight(scaled, categories);
  return alike(patterns, scaled, std::vector<double>(categories, expected), expected);
}

/// Conger's terms depend on who gave which rating, so they are of rows, not of patterns.
Terms conger_terms(const std::vector<Row>& rows, const Scaled& scaled, std::size_t raters, std::size_t categories) {
  std::vector<std::vector<double>> margins(raters, std::vector<double>(categories, 0.0));
  std::vector<double> rated(raters, 0.0);
  double units = 0;
  for (const Row& row : rows) {
    units += row.units;
    for (std::size_t rater = 0; rater < raters; ++rater)
      if (row.ratings[rater] != kMissing) {
        rated[rater] += row.units;
        margins[rater][static_cast<std::size_t>(row.ratings[rater])] += row.units;
      }
  }
  std::vector<double> all(categories, 0.0);
  for (std::size_t rater = 0; rater < raters; ++rater)
    for (std::size_t k = 0; k < categories; ++k) {
      margins[rater][k] /= rated[rater];
      all[k] += margins[rater][k];
    }
  const double others = static_cast<double>(raters) - 1;
  std::vector<std::vector<double>> weight_to_others;  // for each rater, the mean weight of a category to the others
  std::vector<double> agreement;                      // of each rater with the others, by chance
  for (const std::vector<double>& own : margins) {
    std::vector<double> shares(categories);
    for (std::size_t k = 0; k < categories; ++k) shares[k] = std::max(0.0, all[k] - own[k]) / others;
    weight_to_others.push_back(scaled.mean_weights(shares));
    agreement.push_back(product(own, weight_to_others.back()));
  }
  Terms result;
  const double r = static_cast<double>(raters);
  result.expected = std::accumulate(agreement.begin(), agreement.end(), 0.0) / r;
  for (const Row& row : rows) {
    Term term;
    term.units = row.units;
    for (std::size_t rater = 0; rater < raters; ++rater) {
      term.expected += agreement[rater] / r;
      if (row.ratings[rater] == kMissing) continue;
      const double own = weight_to_others[rater][static_cast<std::size_t>(row.ratings[rater])];
      term.expected += units / rated[rater] * (own - agreement[rater]) / r;
    }
    double sum = 0;
    double pairs = 0;
    for (std::size_t a = 0; a < raters; ++a)
      for (std::size_t b = a + 1; b < raters; ++b)
        if (row.ratings[a] != kMissing && row.ratings[b] != kMissing) {
          pairs += 1;
          sum += scaled.distances(static_cast<std::size_t>(row.ratings[a]), static_cast<std::size_t>(row.ratings[b]));
        }
    if (pairs > 0) term.observed = 1 - sum / (scaled.largest * pairs);
    result.terms.push_back(term);
  }
  return result;
}

/// Gwet (2008): each unit's share in the coefficient, linearised; the error is that of their mean.
Statistic coefficient_of(const Terms& terms, Statistic statistic) {
  double n = 0;
  double paired = 0;
  double observed = 0;
  for (const Term& term : terms.terms) {
    n += term.units;
    if (!term.observed) continue;
    paired += term.units;
    observed += term.units * *term.observed;
  }
  observed /= paired;
  const double room = 1 - terms.expected;
  const double value = (observed - terms.expected) / room;
  statistic.value = std::abs(value) < 1e-14 ? 0 : value;
  if (n < 2) return statistic;
  double squares = 0;
  for (const Term& term : terms.terms) {
    const double own = term.observed ? n / paired * (*term.observed - terms.expected) / room : 0;
    const double apart = own - 2 * (1 - value) * (term.expected - terms.expected) / room - value;
    squares += term.units * apart * apart;
  }
  return with_t_interval(std::move(statistic), std::sqrt(squares / (n * (n - 1))), static_cast<std::size_t>(n));
}

bool has_pair(const std::vector<Pattern>& patterns) {
  for (const Pattern& pattern : patterns)
    if (pattern.ratings > 1) return true;
  return false;
}

bool rated_nothing(const Table& table, std::size_t rater) {
  for (std::size_t unit = 0; unit < table.units.size(); ++unit)
    if (table.cell(unit, rater) != kMissing) return false;
  return true;
}

}  // namespace

Statistic chance_corrected(const Table& table, Chance chance, Weights weights, Spacing spacing) {
  Statistic result;
  result.name = kNames[static_cast<std::size_t>(chance)];
  result.options = weighted_options(table, weights, spacing);
  add_declared(result.options, table);
  add_missing(result.options, table, "available");
  const auto none = [&](std::string reason) { return without_value(result.name, result.options, std::move(reason)); };
  if (table.raters.size() < 2) return none("one rater");
  if (std::string reason = objection_to(table, weights); !reason.empty()) return none(std::move(reason));
  const std::vector<Pattern> patterns = patterns_of(table, 1);
  if (!has_pair(patterns)) return none("no unit has two ratings");
  if (chance == Chance::conger)
    for (std::size_t rater = 0; rater < table.raters.size(); ++rater)
      if (rated_nothing(table, rater)) return none("a rater rated nothing");
  Scaled scaled{distances_of(table, weights, spacing), 1};
  scaled.largest = scaled.distances.largest();
  if (!(scaled.largest > 0)) return none("no variation");

  const std::size_t categories = table.categories.size();
  Terms terms;
  switch (chance) {
    case Chance::fleiss: terms = fleiss_terms(patterns, scaled, category_shares(patterns, categories)); break;
    case Chance::gwet: terms = gwet_terms(patterns, scaled, category_shares(patterns, categories)); break;
    case Chance::brennan_prediger: terms = brennan_prediger_terms(patterns, scaled, categories); break;
    case Chance::conger: {
      std::vector<Row> rows = rows_of(table);
      std::erase_if(rows, [](const Row& row) {
        return std::ranges::all_of(row.ratings, [](std::int32_t rating) { return rating == kMissing; });
      });
      terms = conger_terms(rows, scaled, table.raters.size(), categories);
    }
  }
  if (!(1 - terms.expected > 1e-12)) return none("no variation");
  return coefficient_of(terms, std::move(result));
}

}  // namespace attune
