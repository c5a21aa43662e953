// The bootstrap of alpha.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "attune/agreement/alpha.h"
#include "attune/agreement/alpha_sums.h"
#include "attune/sampling/draws.h"

namespace attune {
namespace {

StatisticOptions options_of(Metric metric, const Resampling& resampling) {
  return {{"of", "krippendorff_alpha"},
          {"metric", std::string(metric_name(metric))},
          {"resample", resampling.what},
          {"undefined", "dropped"},
          {"B", fmt::format("{}", resampling.resamples)}};
}

/// Draws resamples of units, or of clusters when the table has some, as numbers of units of each pattern.
class Resampler {
 public:
  Resampler(const Table& table, const std::vector<Pattern>& patterns, std::uint64_t seed)
      : draws_(seed), units_(patterns.size()) {
    for (std::size_t i = 0; i < patterns.size(); ++i) units_[i] = patterns[i].units;
    if (table.clusters.empty()) return;
    // Clusters that hold the same patterns are one kind, as units with the same ratings are.
    for (RatingCounts& cluster : clusters_of(table, patterns)) {
      if (kinds_.empty() || kinds_.back() != cluster) {
        kinds_.push_back(std::move(cluster));
        sizes_.push_back(0);
      }
      ++sizes_.back();
    }
  }

  /// How many things one resample draws.
  [[nodiscard]] std::uint64_t drawn() const {
    const std::vector<std::uint32_t>& sizes = kinds_.empty() ? units_ : sizes_;
    return std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
  }

  [[nodiscard]] std::vector<std::uint32_t> next() {
    if (kinds_.empty()) return draws_.resample(units_);
    const std::vector<std::uint32_t> drawn_kinds = draws_.resample(sizes_);
    std::vector<std::uint32_t> units(units_.size(), 0);
    for (std::size_t kind = 0; kind < kinds_.size(); ++kind)
      if (drawn_kinds[kind] > 0)
        for (const auto& [pattern, number] : kinds_[kind]) units[pattern] += drawn_kinds[kind] * number;
    return units;
  }

 private:
  Draws draws_;
  std::vector<std::uint32_t> units_;
  std::vector<RatingCounts> kinds_;
  std::vector<std::uint32_t> sizes_;
};

/// The smallest of `sorted` below which lies at least `share` of them. REQUIRES: not empty.
double percentile(const std::vector<double>& sorted, double share) {
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

Statistic summary(std::vector<double> alphas, Metric metric, const Resampling& resampling) {
  const StatisticOptions options = options_of(metric, resampling);
  if (alphas.size() < 2) return without_value("bootstrap", options, "no variation in any resample");
  std::ranges::sort(alphas);
  const double n = static_cast<double>(alphas.size());
  Statistic result;
  result.name = "bootstrap";
  result.options = options;
  result.value = std::accumulate(alphas.begin(), alphas.end(), 0.0) / n;
  double squares = 0;
  for (double alpha : alphas) squares += (alpha - *result.value) * (alpha - *result.value);
  result.se = std::sqrt(squares / (n - 1));
  result.ci_low = percentile(alphas, 0.025);
  result.ci_high = percentile(alphas, 0.975);
  result.se_method = "bootstrap";
  result.method = fmt::format("percentile of {} resamples of {}, seed {}, {} undefined", resampling.resamples,
                              resampling.what, resampling.seed, resampling.resamples - alphas.size());
  return result;
}

}  // namespace

std::vector<Statistic> bootstrap_alpha(const Table& table, std::span<const Metric> metrics,
                                       const Resampling& resampling) {
  const std::vector<Pattern> patterns = patterns_of(table, 2);
  Resampler resampler(table, patterns, resampling.seed);
  std::vector<Statistic> results;
  std::vector<std::size_t> live;  // of `metrics`, those with a value to resample
  std::vector<AlphaSums> sums;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    Statistic point = krippendorff_alpha(table, metrics[i]);
    if (point.value && resampler.drawn() < 2) point.reason = fmt::format("one of {} only", resampling.what);
    results.push_back(without_value("bootstrap", options_of(metrics[i], resampling), point.reason));
    if (!point.reason.empty()) continue;
    live.push_back(i);
    sums.emplace_back(table, patterns, metrics[i]);
  }
  if (live.empty()) return results;
  std::vector<std::vector<double>> alphas(live.size());
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    const std::vector<std::uint32_t> units = resampler.next();
    for (std::size_t i = 0; i < live.size(); ++i)
      if (const std::optional<double> alpha = sums[i].alpha(units)) alphas[i].push_back(*alpha);
  }
  for (std::size_t i = 0; i < live.size(); ++i)
    results[live[i]] = summary(std::move(alphas[i]), metrics[live[i]], resampling);
  return results;
}

}  // namespace attune
