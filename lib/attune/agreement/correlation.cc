#include "attune/agreement/correlation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "attune/agreement/inference.h"
#include "attune/agreement/numbers.h"
#include "attune/agreement/variant.h"

namespace attune {
namespace {

void add_fisher_interval(Statistic& statistic, std::size_t n) {
  if (n < 4) return;
  statistic.method = "Fisher z, 1/sqrt(n-3)";
  if (std::abs(*statistic.value) >= 1) {  // z is infinite
    statistic.ci_low = statistic.ci_high = statistic.value;
    return;
  }
  const double z = std::atanh(*statistic.value);
  const double half = normal_quantile() / std::sqrt(static_cast<double>(n) - 3);
  statistic.ci_low = std::tanh(z - half);
  statistic.ci_high = std::tanh(z + half);
}

void add_t_test(Statistic& statistic, std::size_t n, const char* name) {
  if (n < 3) return;
  const double r = *statistic.value;
  const double degrees = static_cast<double>(n) - 2;
  if (std::abs(r) >= 1) {
    statistic.p = 0;
  } else {
    statistic.stat = r * std::sqrt(degrees / (1 - r * r));
    statistic.p = t_p(*statistic.stat, degrees);
  }
  statistic.test_method = name;
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

Statistic kendall(Statistic result, const Pairs& pairs) {
  const double n = static_cast<double>(pairs.first.size());
  double score = 0;
  for (std::size_t i = 0; i < pairs.first.size(); ++i)
    for (std::size_t j = i + 1; j < pairs.first.size(); ++j) {
      const double product = (pairs.first[i] - pairs.first[j]) * (pairs.second[i] - pairs.second[j]);
      score += product > 0 ? 1 : product < 0 ? -1 : 0;
    }
  const Ties x = ties_of(pairs.first);
  const Ties y = ties_of(pairs.second);
  const double all = n * (n - 1);
  result.value = 2 * score / std::sqrt((all - x.pairs) * (all - y.pairs));
  double variance = (all * (2 * n + 5) - x.spread - y.spread) / 18 + x.pairs * y.pairs / (2 * all);
  if (n > 2) variance += x.triples * y.triples / (9 * all * (n - 2));
  if (!(variance > 0)) return result;
  result.stat = score / std::sqrt(variance);
  result.p = normal_p(*result.stat);
  result.test_method = "z, tie-corrected";
  return result;
}

/// Two-sided p over all orders of the second rater's ranks, doubling the smaller tail, as R does it.
Statistic spearman_exact(Statistic result, const Pairs& pairs) {
  constexpr std::size_t kMost = 9;
  if (pairs.first.size() > kMost) return without_value(result.name, result.options, "more than nine units");
  if (ties_of(pairs.first).pairs > 0 || ties_of(pairs.second).pairs > 0)
    return without_value(result.name, result.options, "equal values have no exact distribution");
  const std::vector<double> x = midranks(pairs.first);
  const std::vector<double> y = midranks(pairs.second);
  result.value = correlation(x, y);
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

}  // namespace

std::vector<Statistic> correlations(const Table& table, std::size_t first, std::size_t second) {
  StatisticOptions options = {{"pair", pair_name(table, first, second)}};
  add_missing(options, table, "pairwise");
  std::vector<Statistic> results;
  std::string reason = objection_to_numbers(table);
  const Pairs pairs = reason.empty() ? pairs_of(table, first, second) : Pairs();
  const std::size_t n = pairs.first.size();
  if (reason.empty() && n < 2) reason = "fewer than two units rated by both";
  std::string no_ranks = reason;
  if (reason.empty() && (squares_of(pairs.first) == 0 || squares_of(pairs.second) == 0)) no_ranks = "no variance";
  const auto named = [&](const char* name, const std::string& why) { return without_value(name, options, why); };

  Statistic pearson = named("pearson", no_ranks);
  Statistic spearman = named("spearman", no_ranks);
  Statistic tau = named("kendall_tau_b", no_ranks);
  if (no_ranks.empty()) {
    pearson.value = correlation(pairs.first, pairs.second);
    add_fisher_interval(pearson, n);
    add_t_test(pearson, n, "t(n-2)");
    spearman.value = correlation(midranks(pairs.first), midranks(pairs.second));
    add_fisher_interval(spearman, n);
    add_t_test(spearman, n, "t(n-2) approximation");
    tau = kendall(std::move(tau), pairs);
  }
  Statistic exact = named("spearman_exact_p", no_ranks);
  if (no_ranks.empty()) exact = spearman_exact(std::move(exact), pairs);
  Statistic ccc = named("lin_ccc", reason);
  if (reason.empty()) ccc = lin(std::move(ccc), pairs);
  return {std::move(ccc), std::move(pearson), std::move(spearman), std::move(exact), std::move(tau)};
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
        transformed += std::atanh(*r);
        pairs += 1;
      }
    for (bool fisher : {false, true}) {
      StatisticOptions options = {{"fisher", fisher ? "TRUE" : "FALSE"}};
      add_missing(options, table, "listwise");
      Statistic result = without_value(name, options, why);
      if (why.empty()) result.value = fisher ? std::tanh(transformed / pairs) : sum / pairs;
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
