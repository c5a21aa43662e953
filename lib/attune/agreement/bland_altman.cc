#include "attune/agreement/bland_altman.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "attune/agreement/inference.h"
#include "attune/agreement/numbers.h"

namespace attune {
namespace {

constexpr double kMultiple = 1.96;

struct Differences {
  std::string pair;
  std::string reason;
  std::vector<double> differences;
  std::vector<double> means;
  double n = 0;
  double bias = 0;
  double sd = 0;
  double rounding = 0;  // how far a difference or mean may be from the one that was meant: 0.3 is no number of bits
};

Differences differences_of(const Table& table, std::size_t first, std::size_t second) {
  Differences result;
  // Of two raters the first minus the second, whatever their names; of more the pair is named.
  result.pair = table.raters.size() == 2 ? "r1-r2" : table.raters[first] + "-" + table.raters[second];
  result.reason = objection_to_numbers(table);
  if (!result.reason.empty()) return result;
  const Pairs pairs = pairs_of(table, first, second);
  result.n = static_cast<double>(pairs.first.size());
  if (pairs.first.size() < 2) {
    result.reason = "fewer than two units rated by both";
    return result;
  }
  for (std::size_t i = 0; i < pairs.first.size(); ++i) {
    result.differences.push_back(pairs.first[i] - pairs.second[i]);
    result.means.push_back((pairs.first[i] + pairs.second[i]) / 2);
  }
  const double largest = std::max(std::abs(table.numbers.front()), std::abs(table.numbers.back()));
  result.rounding = 16 * std::numeric_limits<double>::epsilon() * largest;
  result.bias = mean_of(result.differences);
  result.sd = std::sqrt(squares_of(result.differences) / (result.n - 1));
  return result;
}

void add_t_interval(Statistic& statistic, double se, double n, const char* method) {
  const double half = t_quantile(n - 1) * se;
  statistic.se = se;
  statistic.ci_low = *statistic.value - half;
  statistic.ci_high = *statistic.value + half;
  statistic.method = method;
  statistic.se_method = method;
}

/// The two limits of agreement with the standard error `se`.
std::vector<Statistic> limits(const Differences& data, double se, bool exact) {
  std::vector<Statistic> results;
  for (bool upper : {false, true}) {
    StatisticOptions options = {{"part", upper ? "loa_upper" : "loa_lower"}, {"mult", "1.96"}, {"diff", data.pair}};
    if (exact) options.emplace_back("se", "exact_delta");
    Statistic result = without_value("bland_altman", options, data.reason);
    if (data.reason.empty()) {
      result.value = data.bias + (upper ? 1 : -1) * kMultiple * data.sd;
      add_t_interval(result, se, data.n,
                     exact ? "t(n-1), se=s sqrt(1/n+1.96^2/(2(n-1)))" : "t(n-1), se=sqrt(3/n) s");
    }
    results.push_back(std::move(result));
  }
  return results;
}

Statistic proportional_bias(const Differences& data) {
  Statistic result = without_value("bland_altman_proportional_bias", {{"slope", "of diff on mean"}, {"diff", data.pair}},
                                   data.reason);
  if (!data.reason.empty()) return result;
  const double nothing = data.n * data.rounding * data.rounding;
  const double spread = squares_of(data.means);
  if (!(spread > nothing)) {
    result.reason = "no variance";
    return result;
  }
  const double mean = mean_of(data.means);
  double product = 0;
  for (std::size_t i = 0; i < data.means.size(); ++i)
    product += (data.means[i] - mean) * (data.differences[i] - data.bias);
  const bool varies = squares_of(data.differences) > nothing;
  const double slope = varies ? product / spread : 0;
  result.value = slope;
  if (data.n < 3) return result;
  double residual = 0;
  for (std::size_t i = 0; varies && i < data.means.size(); ++i)
    residual += std::pow(data.differences[i] - data.bias - slope * (data.means[i] - mean), 2);
  if (residual <= nothing) residual = 0;
  result.se = std::sqrt(residual / (data.n - 2) / spread);
  result.se_method = "least squares";
  if (!(*result.se > 0)) return result;
  result.stat = slope / *result.se;
  result.p = t_p(*result.stat, data.n - 2);
  result.test_method = "t(n-2)";
  return result;
}

}  // namespace

std::vector<Statistic> bland_altman(const Table& table, std::size_t first, std::size_t second) {
  const Differences data = differences_of(table, first, second);
  Statistic bias = without_value("bland_altman", {{"part", "bias"}, {"diff", data.pair}}, data.reason);
  Statistic sd = without_value("bland_altman", {{"part", "sd"}, {"diff", data.pair}}, data.reason);
  if (data.reason.empty()) {
    bias.value = data.bias;
    add_t_interval(bias, data.sd / std::sqrt(data.n), data.n, "t(n-1)");
    sd.value = data.sd;
  }
  std::vector<Statistic> results = {std::move(bias), std::move(sd)};
  for (Statistic& limit : limits(data, std::sqrt(3 / data.n) * data.sd, false)) results.push_back(std::move(limit));
  results.push_back(proportional_bias(data));
  return results;
}

std::vector<Statistic> bland_altman_delta(const Table& table, std::size_t first, std::size_t second) {
  const Differences data = differences_of(table, first, second);
  return limits(data, data.sd * std::sqrt(1 / data.n + kMultiple * kMultiple / (2 * (data.n - 1))), true);
}

}  // namespace attune
