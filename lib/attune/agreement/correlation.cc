#include "attune/agreement/correlation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attune/agreement/inference.h"
#include "attune/agreement/numbers.h"
#include "attune/agreement/variant.h"

namespace attune {
namespace {

/// 1 or -1, but for rounding: Fisher's z and t are infinite.
bool is_perfect(double r) { return std::abs(r) >= 1 - 1e-12; }

/// REQUIRES: not perfect.
void add_fisher_interval(Statistic& statistic, std::size_t n) {
  if (n < 4) return;
  const double z = std::atanh(*statistic.value);
  const double half = normal_quantile() / std::sqrt(static_cast<double>(n) - 3);
  statistic.ci_low = std::tanh(z - half);
  statistic.ci_high = std::tanh(z + half);
  statistic.method = "Fisher z, 1/sqrt(n-3)";
}

/// REQUIRES: not perfect.
void add_t_test(Statistic& statistic, std::size_t n, const char* name) {
  if (n < 3) return;
  const double r = *statistic.value;
  const double degrees = static_cast<double>(n) - 2;
  statistic.stat = r * std::sqrt(degrees / (1 - r * r));
  statistic.p = t_p(*statistic.stat, degrees);
  statistic.test_method = name;
}

/// Values that lie on a line: p is 0 and the limits are the value, as with an infinite F.
Statistic pearson_of(Statistic result, const Pairs& pairs) {
  const std::size_t n = pairs.first.size();
  result.value = correlation(pairs.first, pairs.second);
  if (!is_perfect(*result.value)) {
    add_fisher_interval(result, n);
    add_t_test(result, n, "t(n-2)");
    return result;
  }
  if (n > 2) {
    result.p = 0;
    result.test_method = "t(n-2)";
  }
  if (n > 3) {
    result.ci_low = result.ci_high = result.value;
    result.method = "Fisher z, 1/sqrt(n-3)";
  }
  return result;
}

/// Sums over groups of equal values, for the correction for ties.
struct Ties {
  double pairs = 0;    // t(t-1)
  double triples = 0;  // t(t-1)(t-2)
  double spread = 0;   // t(t-1)(2t+5)
};

Ties ties_of(const std::vector<double>& values) {
  std::map<double, double> counts;
  for (double value : values) counts[value] += 1;
  Ties ties;
  for (const auto& [value, t] : counts) {
    ties.pairs += t * (t - 1);
    ties.triples += t * (t - 1) * (t - 2);
    ties.spread += t * (t - 1) * (2 * t + 5);
  }
  return ties;
}

/// Sorts `values` and counts how many pairs of them stood the other way round: merging, n log n steps.
double inversions(std::vector<double>& values) {
  double count = 0;
  std::vector<double> merged(values.size());
  for (std::size_t width = 1; width < values.size(); width *= 2) {
    for (std::size_t begin = 0; begin < values.size(); begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, values.size());
      const std::size_t end = std::min(middle + width, values.size());
      for (std::size_t left = begin, right = middle, to = begin; to < end; ++to) {
        const bool takes_left = left < middle && (right == end || values[left] <= values[right]);
        if (!takes_left) count += static_cast<double>(middle - left);
        merged[to] = values[takes_left ? left++ : right++];
      }
    }
    values.swap(merged);
  }
  return count;
}

/// Pairs of units in the same order less those in the other, as Knight (1966) counts them: sorted by the first rater, the second's
/// inversions are the pairs in the other order. `untied`: the pairs less those tied by the first rater, less those by the second.
double score_of(const Pairs& pairs, double untied) {
  std::vector<std::pair<double, double>> units;
  for (std::size_t i = 0; i < pairs.first.size(); ++i) units.emplace_back(pairs.first[i], pairs.second[i]);
  std::ranges::sort(units);  // ties of the first by the second, so that they are no inversions
  double tied_by_both = 0;
  for (std::size_t i = 0, same = 0; i < units.size(); ++i) {
    same = i > 0 && units[i] == units[i - 1] ? same + 1 : 0;
    tied_by_both += static_cast<double>(same);
  }
  std::vector<double> second;
  for (const auto& unit : units) second.push_back(unit.second);
  return untied + tied_by_both - 2 * inversions(second);
}

Statistic kendall(Statistic result, const Pairs& pairs) {
  const double n = static_cast<double>(pairs.first.size());
  const Ties x = ties_of(pairs.first);
  const Ties y = ties_of(pairs.second);
  const double all = n * (n - 1);
  const double score = score_of(pairs, (all - x.pairs - y.pairs) / 2);
  result.value = 2 * score / std::sqrt((all - x.pairs) * (all - y.pairs));
  double variance = (all * (2 * n + 5) - x.spread - y.spread) / 18 + x.pairs * y.pairs / (2 * all);
  if (n > 2) variance += x.triples * y.triples / (9 * all * (n - 2));
  if (!(variance > 0)) return result;
  result.stat = score / std::sqrt(variance);
  result.p = normal_p(*result.stat);
  result.test_method = "z, tie-corrected";
  return result;
}

/// Why `spearman_exact` has no answer, or empty.
std::string objection_to_exact(const Pairs& pairs) {
  constexpr std::size_t kMost = 9;
  if (pairs.first.size() > kMost) return "more than nine units";
  return ties_of(pairs.first).pairs > 0 || ties_of(pairs.second).pairs > 0 ? "equal values have no exact distribution" : "";
}

/// Two-sided p over all orders of the second rater's ranks, doubling the smaller tail, as R does it.
void add_exact_test(Statistic& result, const Pairs& pairs) {
  const std::vector<double> x = midranks(pairs.first);
  const std::vector<double> y = midranks(pairs.second);
  const auto product = [&](const std::vector<double>& order) {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * order[i];
    return sum;
  };
  const double observed = product(y);
  std::vector<double> order = y;
  std::ranges::sort(order);
  double below = 0;
  double above = 0;
  double all = 0;
  do {
    const double each = product(order);
    all += 1;
    below += each <= observed ? 1 : 0;
    above += each >= observed ? 1 : 0;
  } while (std::next_permutation(order.begin(), order.end()));
  result.p = std::min(1.0, 2 * std::min(below, above) / all);
  result.test_method = "exact permutation";
}

/// Ranks in the same order throughout are no evidence without end, as t would have it: three units are so once in six times.
Statistic spearman_approximate(Statistic result, const Pairs& pairs) {
  result.value = correlation(midranks(pairs.first), midranks(pairs.second));
  if (is_perfect(*result.value)) return result;
  add_fisher_interval(result, pairs.first.size());
  add_t_test(result, pairs.first.size(), "t(n-2) approximation");
  return result;
}

Statistic spearman_of(Statistic result, const Pairs& pairs) {
  result = spearman_approximate(std::move(result), pairs);
  if (!objection_to_exact(pairs).empty()) return result;
  result.stat = std::nullopt;
  add_exact_test(result, pairs);
  return result;
}

Statistic lin(Statistic result, const Pairs& pairs) {
  const double n = static_cast<double>(pairs.first.size());
  const double mx = mean_of(pairs.first);
  const double my = mean_of(pairs.second);
  const double vx = squares_of(pairs.first) / n;
  const double vy = squares_of(pairs.second) / n;
  double covariance = 0;
  for (std::size_t i = 0; i < pairs.first.size(); ++i)
    covariance += (pairs.first[i] - mx) * (pairs.second[i] - my) / n;
  const double denominator = vx + vy + (mx - my) * (mx - my);
  if (!(denominator > 0)) return without_value(result.name, result.options, "no variance");
  const double c = 2 * covariance / denominator;
  result.value = c;
  if (n < 3 || !(vx > 0) || !(vy > 0) || covariance == 0 || std::abs(c) >= 1 - 1e-12) return result;
  // Lin (1989), with the correction of 2000.
  const double r2 = covariance * covariance / (vx * vy);
  const double r = covariance / std::sqrt(vx * vy);
  const double u2 = (mx - my) * (mx - my) / std::sqrt(vx * vy);
  const double variance = ((1 - r2) * c * c * (1 - c * c) / r2 + 2 * c * c * c * (1 - c) * u2 / r -
                           c * c * c * c * u2 * u2 / (2 * r2)) /
                          (n - 2);
  if (!(variance > 0)) return result;
  const double half = normal_quantile() * std::sqrt(variance) / (1 - c * c);
  result.ci_low = std::tanh(std::atanh(c) - half);
  result.ci_high = std::tanh(std::atanh(c) + half);
  result.method = "Fisher z transform (Lin)";
  return result;
}

/// What two raters' correlations are computed from, or why there are none.
struct Paired {
  StatisticOptions options;
  std::string reason;
  std::string no_ranks;  // why none but Lin's
  Pairs pairs;
};

Paired paired(const Table& table, std::size_t first, std::size_t second) {
  Paired data;
  data.options = {{"pair", pair_name(table, first, second)}};
  add_missing(data.options, table, "pairwise");
  data.reason = objection_to_numbers(table);
  if (data.reason.empty()) data.pairs = pairs_of(table, first, second);
  if (data.reason.empty() && data.pairs.first.size() < 2) data.reason = "fewer than two units rated by both";
  data.no_ranks = data.reason;
  if (data.reason.empty() && (squares_of(data.pairs.first) == 0 || squares_of(data.pairs.second) == 0))
    data.no_ranks = "no variance";
  return data;
}

}  // namespace

std::vector<Statistic> correlations(const Table& table, std::size_t first, std::size_t second) {
  const Paired data = paired(table, first, second);
  Statistic ccc = without_value("lin_ccc", data.options, data.reason);
  Statistic pearson = without_value("pearson", data.options, data.no_ranks);
  Statistic spearman = without_value("spearman", data.options, data.no_ranks);
  Statistic tau = without_value("kendall_tau_b", data.options, data.no_ranks);
  if (data.reason.empty()) ccc = lin(std::move(ccc), data.pairs);
  if (data.no_ranks.empty()) {
    pearson = pearson_of(std::move(pearson), data.pairs);
    spearman = spearman_of(std::move(spearman), data.pairs);
    tau = kendall(std::move(tau), data.pairs);
  }
  return {std::move(ccc), std::move(pearson), std::move(spearman), std::move(tau)};
}

std::vector<Statistic> spearman_variants(const Table& table, std::size_t first, std::size_t second) {
  const Paired data = paired(table, first, second);
  Statistic exact = without_value("spearman_exact_p", data.options, data.no_ranks);
  if (!data.no_ranks.empty()) return {std::move(exact)};
  exact.reason = objection_to_exact(data.pairs);
  if (!exact.reason.empty()) return {std::move(exact)};
  exact.value = correlation(midranks(data.pairs.first), midranks(data.pairs.second));
  add_exact_test(exact, data.pairs);
  StatisticOptions options = data.options;
  options.emplace_back("test", "t(n-2)");
  Statistic approximate = spearman_approximate(without_value("spearman", std::move(options), ""), data.pairs);
  if (!approximate.p) return {std::move(exact)};
  return {std::move(exact), std::move(approximate)};
}

std::vector<Statistic> mean_correlations(const Table& table) {
  std::vector<Statistic> results;
  std::string reason = objection_to_numbers(table);
  const Table used = complete_units(table);
  if (reason.empty() && used.units.size() < 2) reason = "fewer than two units rated by all raters";
  for (const char* name : {"mean_pearson", "mean_spearman"}) {
    double sum = 0;
    double transformed = 0;
    double pairs = 0;
    bool has_perfect = false;
    std::string why = reason;
    for (std::size_t a = 0; why.empty() && a < used.raters.size(); ++a)
      for (std::size_t b = a + 1; b < used.raters.size(); ++b) {
        Pairs both = pairs_of(used, a, b);
        if (std::string(name) == "mean_spearman") both = {midranks(both.first), midranks(both.second)};
        const std::optional<double> r = correlation(both.first, both.second);
        if (!r) {
          why = "no variance";
          break;
        }
        sum += *r;
        has_perfect = has_perfect || is_perfect(*r);
        transformed += std::atanh(*r);
        pairs += 1;
      }
    for (bool fisher : {false, true}) {
      StatisticOptions options = {{"fisher", fisher ? "TRUE" : "FALSE"}};
      add_missing(options, table, "listwise");
      Statistic result = without_value(name, options, why);
      // Of correlations that are all 1 the mean is 1; else one whose z is infinite would stand for all of them.
      if (why.empty() && fisher && has_perfect && !is_perfect(sum / pairs))
        result.reason = "a correlation of 1 or -1 has no Fisher z";
      else if (why.empty())
        result.value = fisher && !has_perfect ? std::tanh(transformed / pairs) : sum / pairs;
      results.push_back(std::move(result));
    }
  }
  return results;
}

std::vector<Statistic> concordance_of_ranks(const Table& table) {
  std::vector<Statistic> results;
  std::string reason = objection_to_numbers(table);
  const Table used = complete_units(table);
  const std::size_t n = used.units.size();
  if (reason.empty() && n < 2) reason = "fewer than two units rated by all raters";
  std::vector<double> sums(n, 0.0);
  double ties = 0;
  for (std::size_t rater = 0; reason.empty() && rater < used.raters.size(); ++rater) {
    std::vector<double> values;
    for (std::size_t unit = 0; unit < n; ++unit)
      values.push_back(used.numbers[static_cast<std::size_t>(used.cell(unit, rater))]);
    const std::vector<double> ranks = midranks(values);
    for (std::size_t unit = 0; unit < n; ++unit) sums[unit] += ranks[unit];
    std::map<double, double> counts;
    for (double value : values) counts[value] += 1;
    for (const auto& [value, t] : counts) ties += t * t * t - t;
  }
  const double m = static_cast<double>(used.raters.size());
  const double units = static_cast<double>(n);
  for (bool corrected : {true, false}) {
    StatisticOptions options = {{"ties", corrected ? "corrected" : "uncorrected"}};
    add_missing(options, table, "listwise");
    Statistic result = without_value("kendall_w", options, reason);
    const double most = m * m * (units * units * units - units) - (corrected ? m * ties : 0);
    if (reason.empty() && !(most > 1e-9)) result.reason = "no variance";
    if (result.reason.empty()) {
      result.value = 12 * squares_of(sums) / most;
      result.stat = m * (units - 1) * *result.value;
      result.p = chi_squared_p(*result.stat, units - 1);
      result.test_method = "chi2(n-1)";
    }
    results.push_back(std::move(result));
  }
  Statistic friedman = results.front();
  friedman.name = "friedman";
  friedman.options.clear();
  add_missing(friedman.options, table, "listwise");
  friedman.value = friedman.stat;
  friedman.test_method = friedman.value ? "chi2" : "";
  results.push_back(std::move(friedman));
  return results;
}

}  // namespace attune
