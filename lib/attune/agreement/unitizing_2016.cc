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

using Lengths = UnitizedLengths;

double at(const Lengths& c, std::size_t a, std::size_t b) { return c.lengths[a * c.values + b]; }

double row(const Lengths& c, std::size_t a, std::size_t first) {
  double sum = 0;
  for (std::size_t b = first; b < c.values; ++b) sum += at(c, a, b);
  return sum;
}

/// Adds what `part` shares with the units of the others to the self-pairings.
void add_self(Lengths& c, const std::vector<std::vector<Part>>& partitions, std::size_t rater, const Part& part) {
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
void add_where_units_meet(std::vector<Statistic>& panel, const std::vector<std::string>& categories, const Lengths& c,
                          const std::vector<double>& self, const char* reading, const std::string& reason) {
  std::vector<double> rows(c.values, 0.0);
  double total = 0;
  double same = 0;
  double self_total = 0;
  for (std::size_t k = 1; k < c.values; ++k) {
    rows[k] = row(c, k, 1);
    total += rows[k];
    same += at(c, k, k);
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
      double all_expected = 0;
      for (std::size_t b = 1; b < c.values; ++b) all_expected += expected(k, b);
      const double differing = all_expected - expected(k, k);
      if (differing > 1e-12 * total) value = 1 - all_expected / rows[k] * (rows[k] - at(c, k, k)) / differing;
    }
    panel.push_back(statistic_of("ku_alpha", {{"category", categories[k - 1]}, {"self_pairing", reading}},
                                 value, reason));
  }
}

}  // namespace

UnitizedLengths unitized_lengths(const Continuum& continuum) {
  UnitizedLengths c;
  c.raters = continuum.raters.size();
  c.line = static_cast<double>(continuum.length);
  c.units = continuum.number_of_units();
  c.has_overlaps = has_overlaps(continuum, false);
  c.values = continuum.categories.size() + 1;
  c.lengths.assign(c.values * c.values, 0.0);
  c.self.assign(c.values, 0.0);
  c.self_pairwise.assign(c.values, 0.0);
  c.self_union.assign(c.values, 0.0);
  if (c.has_overlaps) return c;
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

UnitizedLengths sum_of(std::span<const UnitizedLengths> texts, std::span<const std::uint32_t> times) {
  UnitizedLengths sum;
  for (std::size_t text = 0; text < texts.size(); ++text) {
    const UnitizedLengths& each = texts[text];
    const double n = times[text];
    const auto add = [n](std::vector<double>& to, const std::vector<double>& more) {
      to.resize(more.size());
      for (std::size_t i = 0; i < more.size(); ++i) to[i] += n * more[i];
    };
    sum.raters = each.raters;
    sum.values = each.values;
    sum.line += n * each.line;
    sum.units += times[text] * each.units;
    sum.has_overlaps = sum.has_overlaps || (times[text] > 0 && each.has_overlaps);
    add(sum.lengths, each.lengths);
    add(sum.self, each.self);
    add(sum.self_pairwise, each.self_pairwise);
    add(sum.self_union, each.self_union);
  }
  return sum;
}

std::vector<Statistic> u_alphas(const Continuum& continuum, bool all) {
  return u_alphas(unitized_lengths(continuum), continuum.categories, all);
}

std::vector<Statistic> u_alphas(const UnitizedLengths& c, const std::vector<std::string>& categories, bool all) {
  std::string reason;
  if (c.raters < 2) reason = "one rater";
  else if (c.has_overlaps) reason = "units of a rater overlap";
  else if (c.units == 0) reason = "nobody marked anything";
  std::vector<Statistic> panel;
  std::optional<double> u;
  std::optional<double> binary;
  double coverage = 0;
  if (reason.empty()) {
    const double l = static_cast<double>(c.raters) * c.line;
    const double self = std::accumulate(c.self.begin(), c.self.end(), 0.0);
    const double factor = l * l - self > 1e-12 * l * l ? l / (l * l - self) : 0;
    double same = 0;
    double expected_same = 0;
    double expected_gaps = 0;
    for (std::size_t k = 0; k < c.values; ++k) {
      same += at(c, k, k);
      expected_same += factor * (row(c, k, 0) * row(c, k, 0) - c.self[k]);
      expected_gaps += factor * (row(c, 0, 0) * row(c, k, 0) - (k == 0 ? c.self[0] : 0));
      if (k > 0) coverage += row(c, k, 1) / l;
    }
    const double gaps = row(c, 0, 0);
    const double expected_same_gaps = factor * (gaps * gaps - c.self[0]);
    const auto used = [&](std::size_t k) { return row(c, k, 0) > 0; };
    std::size_t values = 0;
    for (std::size_t k = 0; k < c.values; ++k) values += used(k) ? 1 : 0;
    if (factor > 0 && values > 1) u = alpha_of(l - same, l - expected_same, l);
    if (factor > 0 && gaps > 0 && gaps < l) binary = alpha_of(gaps - at(c, 0, 0), expected_gaps - expected_same_gaps, l);
  }
  panel.push_back(statistic_of("u_alpha", {}, u, reason));
  panel.push_back(statistic_of("u_alpha_binary", {}, binary, reason));
  panel.push_back(statistic_of("cu_coverage", {}, coverage, reason));
  add_where_units_meet(panel, categories, c, c.self_pairwise, "pairwise", reason);
  if (all) add_where_units_meet(panel, categories, c, c.self_union, "union", reason);
  return panel;
}

}  // namespace attune
