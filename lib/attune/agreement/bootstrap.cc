#include "attune/agreement/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "attune/agreement/inference.h"
#include "attune/sampling/sample.h"

namespace attune {
namespace {

Statistic percentile_interval(const StatisticOptions& options, const std::vector<double>& sorted,
                              const Resampling& resampling) {
  const double n = static_cast<double>(sorted.size());
  Statistic result;
  result.name = "bootstrap";
  result.options = options;
  result.value = std::accumulate(sorted.begin(), sorted.end(), 0.0) / n;
  double squares = 0;
  for (double value : sorted) squares += (value - *result.value) * (value - *result.value);
  result.se = std::sqrt(squares / (n - 1));
  result.ci_low = percentile(sorted, 0.025);
  result.ci_high = percentile(sorted, 0.975);
  result.se_method = "bootstrap";
  result.method = fmt::format("percentile of {} resamples of {}, seed {}, {} undefined", resampling.resamples,
                              resampling.what, resampling.seed, resampling.resamples - sorted.size());
  return result;
}

/// The acceleration (Efron 1987) from the values without one thing each; nothing when one of them has no value.
std::optional<double> acceleration(const Resampler& resampler, const Resampled& statistic) {
  std::vector<std::pair<double, double>> values;  // value, how often
  double n = 0;
  double mean = 0;
  for (const auto& [units, number] : resampler.without_one()) {
    const std::optional<double> value = statistic.value(units);
    if (!value) return std::nullopt;
    values.emplace_back(*value, number);
    n += number;
    mean += number * *value;
  }
  mean /= n;
  double squares = 0;
  double cubes = 0;
  for (const auto& [value, number] : values) {
    squares += number * std::pow(mean - value, 2);
    cubes += number * std::pow(mean - value, 3);
  }
  if (!(squares > 0)) return std::nullopt;
  return cubes / (6 * std::pow(squares, 1.5));
}

/// The same record with the interval of BCa, or without one and with the reason in its method.
Statistic bca_interval(Statistic record, const std::vector<double>& sorted, double estimate,
                       std::optional<double> accelerated) {
  const std::string rest = record.method.substr(record.method.find(" of "));
  record.ci_low = record.ci_high = std::nullopt;
  record.method.clear();
  const auto below = std::ranges::lower_bound(sorted, estimate) - sorted.begin();
  const auto equal = std::ranges::upper_bound(sorted, estimate) - sorted.begin() - below;
  const double share = (static_cast<double>(below) + static_cast<double>(equal) / 2) / static_cast<double>(sorted.size());
  if (!accelerated || share <= 0 || share >= 1) return record;
  const double z0 = normal_quantile_of(share);
  const auto end = [&](double z) { return normal_share(z0 + (z0 + z) / (1 - *accelerated * (z0 + z))); };
  record.ci_low = percentile(sorted, end(-normal_quantile()));
  record.ci_high = percentile(sorted, end(normal_quantile()));
  record.method = "BCa" + rest;
  return record;
}

}  // namespace

Resampler::Resampler(const Drawable& drawable, std::uint64_t seed) : draws_(seed), units_(drawable.units) {
  // Clusters that hold the same are one kind, as units with the same ratings are.
  std::vector<RatingCounts> clusters = drawable.clusters;
  std::ranges::sort(clusters);
  for (RatingCounts& cluster : clusters) {
    if (kinds_.empty() || kinds_.back() != cluster) {
      kinds_.push_back(std::move(cluster));
      sizes_.push_back(0);
    }
    ++sizes_.back();
  }
}

std::uint64_t Resampler::drawn() const {
  const std::vector<std::uint32_t>& sizes = kinds_.empty() ? units_ : sizes_;
  return std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
}

std::vector<std::uint32_t> Resampler::next() {
  if (kinds_.empty()) return draws_.resample(units_);
  const std::vector<std::uint32_t> drawn_kinds = draws_.resample(sizes_);
  std::vector<std::uint32_t> units(units_.size(), 0);
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind)
    if (drawn_kinds[kind] > 0)
      for (const auto& [of, number] : kinds_[kind]) units[of] += drawn_kinds[kind] * number;
  return units;
}

std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> Resampler::without_one() const {
  std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> result;
  if (kinds_.empty()) {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (units_[i] == 0) continue;
      result.emplace_back(units_, units_[i]);
      --result.back().first[i];
    }
    return result;
  }
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    result.emplace_back(units_, sizes_[kind]);
    for (const auto& [of, number] : kinds_[kind]) result.back().first[of] -= number;
  }
  return result;
}

StatisticOptions resampling_options(const Resampling& resampling) {
  return {{"resample", resampling.what}, {"undefined", "dropped"}, {"B", fmt::format("{}", resampling.resamples)}};
}

std::vector<Statistic> bootstrap(const Drawable& drawable, std::span<const Resampled> statistics,
                                 const Resampling& resampling) {
  Resampler resampler(drawable, resampling.seed);
  std::vector<std::size_t> live;  // of `statistics`, those with a value to resample
  std::vector<std::string> reasons;
  for (std::size_t i = 0; i < statistics.size(); ++i) {
    reasons.push_back(statistics[i].reason);
    if (reasons.back().empty() && resampler.drawn() < 2) reasons.back() = fmt::format("one of {} only", resampling.what);
    if (reasons.back().empty()) live.push_back(i);
  }
  std::vector<std::vector<double>> values(statistics.size());
  for (std::uint32_t resample = 0; !live.empty() && resample < resampling.resamples; ++resample) {
    const std::vector<std::uint32_t> units = resampler.next();
    for (std::size_t i : live)
      if (const std::optional<double> value = statistics[i].value(units)) values[i].push_back(*value);
  }
  std::vector<Statistic> results;
  for (std::size_t i = 0; i < statistics.size(); ++i) {
    StatisticOptions options = statistics[i].options;
    for (auto& option : resampling_options(resampling)) options.push_back(std::move(option));
    if (reasons[i].empty() && values[i].size() < 2) reasons[i] = "no variation in any resample";
    if (!reasons[i].empty()) {
      results.push_back(without_value("bootstrap", options, reasons[i]));
      continue;
    }
    std::ranges::sort(values[i]);
    results.push_back(percentile_interval(options, values[i], resampling));
    const std::optional<double> estimate = statistics[i].value(drawable.units);
    if (!estimate) continue;
    Statistic bca = bca_interval(results.back(), values[i], *estimate, acceleration(resampler, statistics[i]));
    if (bca.ci_low) results.push_back(std::move(bca));
  }
  return results;
}

}  // namespace attune
