// The u-alpha family.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "attune/agreement/unitizing.h"

namespace attune {
namespace {

/// A stretch of a rater's partition: a unit with its category + 1, or a gap with 0.
struct Part {
  ContinuumUnit span;
  std::size_t value = 0;
};

std::vector<Part> partition_of(const Continuum& continuum, const std::vector<ContinuumUnit>& units) {
  std::vector<Part> parts;
  std::int64_t at = continuum.begin;
  for (const ContinuumUnit& unit : units) {
    if (unit.begin > at) parts.push_back({{at, unit.begin, 0}, 0});
    parts.push_back({unit, std::size_t{unit.category} + 1});
    at = unit.end;
  }
  const std::int64_t end = continuum.begin + continuum.length;
  if (end > at) parts.push_back({{at, end, 0}, 0});
  return parts;
}

/// Lengths on which two raters gave two values, over all ordered pairs of raters; and what a unit shares with itself.
struct Coincidences {
  std::size_t values = 0;
  std::vector<double> lengths;  // values x values
  std::vector<double> self;
  std::vector<double> self_pairwise;  // of what meets units of others
  std::vector<double> self_union;

  [[nodiscard]] double at(std::size_t a, std::size_t b) const { return lengths[a * values + b]; }
  [[nodiscard]] double row(std::size_t a, std::size_t first) const {
    double sum = 0;
    for (std::size_t b = first; b < values; ++b) sum += at(a, b);
    return sum;
  }
};

/// Adds what `part` shares with the units of the others to the self-pairings.
void add_self(Coincidences& c, const std::vector<std::vector<Part>>& partitions, std::size_t rater, const Part& part) {
  const double others = static_cast<double>(partitions.size()) - 1;
  std::vector<std::pair<std::int64_t, std::int64_t>> covered;
  for (std::size_t j = 0; j < partitions.size(); ++j) {
    if (j == rater) continue;
    double with_j = 0;
    for (const Part& other : partitions[j]) {
      if (other.value == 0) continue;
      const double both = shared(part.span, other.span);
      if (both == 0) continue;
      with_j += both;
      covered.emplace_back(std::max(part.span.begin, other.span.begin), std::min(part.span.end, other.span.end));
    }
    c.self_pairwise[part.value] += with_j * with_j / others;
  }
  std::ranges::sort(covered);
  double by_any = 0;
  std::int64_t at = part.span.begin;
  for (const auto& [begin, end] : covered) {
    by_any += static_cast<double>(std::max<std::int64_t>(0, end - std::max(begin, at)));
    at = std::max(at, end);
  }
  c.self_union[part.value] += by_any * by_any;
}

Coincidences coincidences_of(const Continuum& continuum) {
  Coincidences c;
  c.values = continuum.categories.size() + 1;
  c.lengths.assign(c.values * c.values, 0.0);
  c.self.assign(c.values, 0.0);
  c.self_pairwise.assign(c.values, 0.0);
  c.self_union.assign(c.values, 0.0);
  std::vector<std::vector<Part>> partitions;
  for (const std::vector<ContinuumUnit>& units : continuum.units) partitions.push_back(partition_of(continuum, units));
  const double others = static_cast<double>(partitions.size()) - 1;
  for (std::size_t i = 0; i < partitions.size(); ++i)
    for (const Part& part : partitions[i]) {
      const double length = part.span.length();
      c.self[part.value] += part.value == 0 ? length : length * length;
      if (part.value > 0) add_self(c, partitions, i, part);
      for (std::size_t j = 0; j < partitions.size(); ++j)
        if (i != j)
          for (const Part& other : partitions[j])
            c.lengths[part.value * c.values + other.value] += shared(part.span, other.span) / others;
    }
  return c;
}


/// 1 - observed / expected difference; nothing when nothing is expected.
std::optional<double> alpha_of(double observed, double expected, double scale) {
  if (!(expected > 1e-12 * scale)) return std::nullopt;
  return 1 - observed / expected;
}

Statistic statistic_of(const char* name, StatisticOptions options, std::optional<double> value, std::string reason) {
  Statistic result;
  result.name = name;
  result.options = std::move(options);
  if (reason.empty() && !value) reason = "only one value";
  if (reason.empty()) result.value = value;
  result.reason = std::move(reason);
  return result;
}

/// cu_alpha and ku_alpha with one reading of self-pairing.
void add_where_units_meet(std::vector<Statistic>& panel, const Continuum& continuum, const Coincidences& c,
                          const std::vector<double>& self, const char* reading, const std::string& reason) {
  std::vector<double> rows(c.values, 0.0);
  double total = 0;
  double same = 0;
  double self_total = 0;
  for (std::size_t k = 1; k < c.values; ++k) {
    rows[k] = c.row(k, 1);
    total += rows[k];
    same += c.at(k, k);
    self_total += self[k];
  }
  const double divisor = total > 0 ? total - self_total / total : 0;
  const auto expected = [&](std::size_t a, std::size_t b) {
    return (rows[a] * rows[b] - (a == b ? self[a] : 0)) / divisor;
  };
  std::optional<double> all;
  const bool several = std::ranges::count_if(rows, [](double row) { return row > 0; }) > 1 && divisor > 1e-12 * total;
  if (several) {
    double expected_same = 0;
    for (std::size_t k = 1; k < c.values; ++k) expected_same += expected(k, k);
    all = alpha_of(total - same, total - expected_same, total);
  }
  panel.push_back(statistic_of("cu_alpha", {{"self_pairing", reading}}, all, reason));
  for (std::size_t k = 1; k < c.values; ++k) {
    std::optional<double> value;
    if (several && rows[k] > 0) {
      double row = 0;
      for (std::size_t b = 1; b < c.values; ++b) row += expected(k, b);
      const double differing = row - expected(k, k);
      if (differing > 1e-12 * total) value = 1 - row / rows[k] * (rows[k] - c.at(k, k)) / differing;
    }
    panel.push_back(statistic_of("ku_alpha", {{"category", continuum.categories[k - 1]}, {"self_pairing", reading}},
                                 value, reason));
  }
}

}  // namespace

std::vector<Statistic> u_alphas(const Continuum& continuum, bool all) {
  std::string reason;
  if (continuum.raters.size() < 2) reason = "one rater";
  else if (has_overlaps(continuum, false)) reason = "units of a rater overlap";
  else if (continuum.number_of_units() == 0) reason = "nobody marked anything";
  std::vector<Statistic> panel;
  const Coincidences c = reason.empty() ? coincidences_of(continuum) : Coincidences();
  std::optional<double> u;
  std::optional<double> binary;
  double coverage = 0;
  if (reason.empty()) {
    const double l = static_cast<double>(continuum.raters.size()) * static_cast<double>(continuum.length);
    const double self = std::accumulate(c.self.begin(), c.self.end(), 0.0);
    const double factor = l * l - self > 1e-12 * l * l ? l / (l * l - self) : 0;
    double same = 0;
    double expected_same = 0;
    double expected_gaps = 0;
    for (std::size_t k = 0; k < c.values; ++k) {
      same += c.at(k, k);
      expected_same += factor * (c.row(k, 0) * c.row(k, 0) - c.self[k]);
      expected_gaps += factor * (c.row(0, 0) * c.row(k, 0) - (k == 0 ? c.self[0] : 0));
      if (k > 0) coverage += c.row(k, 1) / l;
    }
    const double gaps = c.row(0, 0);
    const double expected_same_gaps = factor * (gaps * gaps - c.self[0]);
    const auto used = [&](std::size_t k) { return c.row(k, 0) > 0; };
    std::size_t values = 0;
    for (std::size_t k = 0; k < c.values; ++k) values += used(k) ? 1 : 0;
    if (factor > 0 && values > 1) u = alpha_of(l - same, l - expected_same, l);
    if (factor > 0 && gaps > 0 && gaps < l) binary = alpha_of(gaps - c.at(0, 0), expected_gaps - expected_same_gaps, l);
  }
  panel.push_back(statistic_of("u_alpha", {}, u, reason));
  panel.push_back(statistic_of("u_alpha_binary", {}, binary, reason));
  panel.push_back(statistic_of("cu_coverage", {}, coverage, reason));
  add_where_units_meet(panel, continuum, c, c.self_pairwise, "pairwise", reason);
  if (all) add_where_units_meet(panel, continuum, c, c.self_union, "union", reason);
  return panel;
}

}  // namespace attune
