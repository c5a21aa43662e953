#include "attune/agreement/span_match.h"

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

namespace attune {
namespace {

using Fits = std::function<bool(const ContinuumUnit&, const ContinuumUnit&)>;

/// The largest number of pairs, each unit in one at most (Kuhn's augmenting paths; spans touch few others).
class Matching {
 public:
  Matching(const std::vector<ContinuumUnit>& a, const std::vector<ContinuumUnit>& b, const Fits& fits)
      : partner_of_(b.size(), kNobody), neighbours_(a.size()) {
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < b.size(); ++j)
        if (fits(a[i], b[j])) neighbours_[i].push_back(j);
  }

  [[nodiscard]] double size() {
    double pairs = 0;
    for (std::size_t i = 0; i < neighbours_.size(); ++i) {
      seen_.assign(partner_of_.size(), false);
      pairs += augment(i) ? 1 : 0;
    }
    return pairs;
  }

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

  /// Walks from `first` to an unmatched unit of the other side, without recursion: chains can be long.
  bool augment(std::size_t first) {
    std::vector<std::pair<std::size_t, std::size_t>> path = {{first, 0}};  // a unit, and its next neighbour to try
    std::vector<std::size_t> taken;
    while (!path.empty()) {
      auto& [unit, next] = path.back();
      if (next == neighbours_[unit].size()) {
        path.pop_back();
        if (!taken.empty()) taken.pop_back();
        continue;
      }
      const std::size_t other = neighbours_[unit][next++];
      if (seen_[other]) continue;
      seen_[other] = true;
      taken.push_back(other);
      if (partner_of_[other] == kNobody) {
        for (std::size_t i = 0; i < path.size(); ++i) partner_of_[taken[i]] = path[i].first;
        return true;
      }
      path.emplace_back(partner_of_[other], 0);
    }
    return false;
  }

  std::vector<std::size_t> partner_of_;
  std::vector<std::vector<std::size_t>> neighbours_;
  std::vector<bool> seen_;
};

bool overlaps(const ContinuumUnit& a, const ContinuumUnit& b) { return shared(a, b) > 0; }

bool shares_half(const ContinuumUnit& a, const ContinuumUnit& b) {
  const double both = shared(a, b);
  return both > 0 && 2 * both >= a.length() + b.length() - both;
}

double positions_of(const std::vector<ContinuumUnit>& units, std::uint32_t category) {
  double sum = 0;
  std::int64_t end = 0;
  bool first = true;
  for (const ContinuumUnit& unit : units) {
    if (unit.category != category) continue;
    const std::int64_t begin = first ? unit.begin : std::max(unit.begin, end);
    sum += static_cast<double>(std::max<std::int64_t>(0, unit.end - begin));
    end = first ? unit.end : std::max(end, unit.end);
    first = false;
  }
  return sum;
}

/// Positions of a category that both raters marked with it.
double shared_positions(const std::vector<ContinuumUnit>& a, const std::vector<ContinuumUnit>& b, std::uint32_t category) {
  std::vector<ContinuumUnit> all;
  for (const std::vector<ContinuumUnit>* units : {&a, &b})
    for (const ContinuumUnit& unit : *units)
      if (unit.category == category) all.push_back(unit);
  std::ranges::sort(all);
  return positions_of(a, category) + positions_of(b, category) - positions_of(all, category);
}

double count_with_partner(const std::vector<ContinuumUnit>& units, const std::vector<ContinuumUnit>& others) {
  return static_cast<double>(std::ranges::count_if(units, [&](const ContinuumUnit& unit) {
    return std::ranges::any_of(others,
                               [&](const ContinuumUnit& other) { return unit.category == other.category && overlaps(unit, other); });
  }));
}

std::optional<double> quotient(double part, double whole) {
  return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

}  // namespace

std::optional<double> span_precision(const SpanCounts& counts) {
  return quotient(counts.hypothesis_matched, counts.hypothesis);
}

std::optional<double> span_recall(const SpanCounts& counts) {
  return quotient(counts.reference_matched, counts.reference);
}

std::optional<double> span_f1(const SpanCounts& counts) {
  if (!(counts.reference + counts.hypothesis > 0)) return std::nullopt;
  const double precision = span_precision(counts).value_or(0);
  const double recall = span_recall(counts).value_or(0);
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

std::vector<SpanMatch> span_counts(const Continuum& continuum, std::size_t reference, std::size_t hypothesis) {
  const std::vector<ContinuumUnit>& ref = continuum.units[reference];
  const std::vector<ContinuumUnit>& hyp = continuum.units[hypothesis];
  const auto same = [](const ContinuumUnit& a, const ContinuumUnit& b) { return a.category == b.category; };
  const std::array<std::pair<const char*, Fits>, 5> one_to_one = {{
      {"exact_typed", [](const ContinuumUnit& a, const ContinuumUnit& b) { return a == b; }},
      {"exact_untyped", [](const ContinuumUnit& a, const ContinuumUnit& b) { return a.begin == b.begin && a.end == b.end; }},
      {"overlap1to1_typed", [&](const ContinuumUnit& a, const ContinuumUnit& b) { return same(a, b) && overlaps(a, b); }},
      {"overlap1to1_untyped", overlaps},
      {"iou50_1to1_typed", [&](const ContinuumUnit& a, const ContinuumUnit& b) { return same(a, b) && shares_half(a, b); }},
  }};
  std::vector<SpanMatch> matches;
  const double n_ref = static_cast<double>(ref.size());
  const double n_hyp = static_cast<double>(hyp.size());
  for (const auto& [name, fits] : one_to_one) {
    const double pairs = Matching(ref, hyp, fits).size();
    matches.push_back({name, {pairs, pairs, n_ref, n_hyp}});
  }
  matches.push_back({"overlap_any_typed", {count_with_partner(ref, hyp), count_with_partner(hyp, ref), n_ref, n_hyp}});
  SpanCounts tokens;
  for (std::uint32_t category = 0; category < continuum.categories.size(); ++category) {
    const double both = shared_positions(ref, hyp, category);
    tokens.reference_matched += both;
    tokens.hypothesis_matched += both;
    tokens.reference += positions_of(ref, category);
    tokens.hypothesis += positions_of(hyp, category);
  }
  matches.push_back({"token_typed", tokens});
  return matches;
}

std::vector<Statistic> span_matches(const Continuum& continuum, std::size_t reference, std::size_t hypothesis) {
  std::vector<Statistic> panel;
  for (const auto& [match, counts] : span_counts(continuum, reference, hypothesis)) {
    const StatisticOptions options = {
        {"match", match}, {"ref", continuum.raters[reference]}, {"hyp", continuum.raters[hypothesis]}};
    const auto add = [&](const char* name, std::optional<double> value, const char* reason) {
      Statistic statistic = without_value(name, options, value ? "" : reason);
      statistic.value = value;
      panel.push_back(std::move(statistic));
    };
    add("span_precision", span_precision(counts), "hyp marked nothing");
    add("span_recall", span_recall(counts), "ref marked nothing");
    add("span_f1", span_f1(counts), "nobody marked anything");
  }
  return panel;
}

std::vector<Statistic> span_decomposition(const Continuum& continuum, std::size_t reference, std::size_t hypothesis) {
  std::vector<Statistic> panel;
  for (std::uint32_t category = 0; category < continuum.categories.size(); ++category) {
    std::array<double, 4> counts = {};
    for (const ContinuumUnit& unit : continuum.units[reference]) {
      if (unit.category != category) continue;
      bool equal = false;
      bool same = false;
      bool other = false;
      for (const ContinuumUnit& found : continuum.units[hypothesis]) {
        equal = equal || found == unit;
        if (overlaps(found, unit)) (found.category == category ? same : other) = true;
      }
      counts[equal ? 0 : same ? 1 : other ? 2 : 3] += 1;
    }
    constexpr std::array<const char*, 4> kParts = {"agreed", "boundary_differs", "code_differs", "not_detected"};
    for (std::size_t part = 0; part < kParts.size(); ++part) {
      Statistic result;
      result.name = "span_decomposition";
      result.options = {{"category", continuum.categories[category]},
                        {"part", kParts[part]},
                        {"ref", continuum.raters[reference]},
                        {"hyp", continuum.raters[hypothesis]}};
      result.value = counts[part];
      panel.push_back(std::move(result));
    }
  }
  return panel;
}

}  // namespace attune
