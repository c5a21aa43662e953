#include "attune/agreement/gamma.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include <fmt/format.h>

#include "attune/agreement/gamma_dissimilarity.h"
#include "attune/agreement/gamma_samplers.h"

namespace attune {
namespace {

constexpr std::array<const char*, 2> kDefinitions = {"mathet2017", "pygamma_with_unaligned_pairs"};

/// What one continuum's best alignment says.
struct Disorder {
  double total = 0;                                    // cost over the mean number of units of a rater
  std::array<std::optional<double>, 2> of_categories;  // by the definitions above
};

/// Mathet (2017, sec. 4.2): over pairs in one group, categories that differ, weighted by how well they sit. The other
/// definition, of pygamma-agreement, adds a pair of a unit and none as a full disagreement.
std::array<std::optional<double>, 2> categorical(const Placement& units, const Alignment& alignment,
                                                 const GammaWeights& weights) {
  double differing = 0;
  double weight = 0;
  double alone = 0;
  for (const UnitaryAlignment& group : alignment.groups) {
    std::vector<const PlacedUnit*> members;
    for (std::size_t rater = 0; rater < group.size(); ++rater)
      if (group[rater] >= 0) members.push_back(&units[rater][static_cast<std::size_t>(group[rater])]);
    const double n = static_cast<double>(members.size());
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = i + 1; j < members.size(); ++j) {
        const double own = std::max(0.0, 1 - weights.alpha * positional(*members[i], *members[j])) / (n - 1);
        weight += own;
        if (members[i]->category != members[j]->category) differing += own;
      }
    alone += n * (static_cast<double>(group.size()) - n) / std::max(1.0, n - 1);
  }
  std::array<std::optional<double>, 2> result;
  if (weight > 0) result[0] = differing / weight;
  if (weight + alone > 0) result[1] = (differing + alone) / (weight + alone);
  return result;
}

std::optional<Disorder> disorder_of(const Placement& units, const GammaWeights& weights) {
  const std::optional<Alignment> alignment = best_alignment(units, weights);
  if (!alignment) return std::nullopt;
  double number = 0;
  for (const std::vector<PlacedUnit>& of_rater : units) number += static_cast<double>(of_rater.size());
  Disorder disorder;
  disorder.total = alignment->cost / (number / static_cast<double>(units.size()));
  disorder.of_categories = categorical(units, *alignment, weights);
  return disorder;
}

StatisticOptions options_of(const GammaWeights& weights) {
  return {{"alpha", fmt::format("{}", weights.alpha)},
          {"beta", fmt::format("{}", weights.beta)},
          {"delta_empty", fmt::format("{}", weights.delta_empty)}};
}

StatisticOptions with(StatisticOptions options, const StatisticOptions& more) {
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

Statistic statistic_of(const char* name, StatisticOptions options, std::optional<double> value,
                       const std::string& reason) {
  Statistic result;
  result.name = name;
  result.options = std::move(options);
  result.value = value;
  if (!value) result.reason = reason;
  return result;
}

std::vector<Statistic> sampler_statistics(const Continuum& continuum, const std::string& reason) {
  const UnitStatistics s = reason.empty() ? unit_statistics(continuum) : UnitStatistics();
  std::vector<Statistic> panel;
  const auto add = [&](const StatisticOptions& options, double value) {
    panel.push_back(statistic_of("gamma_sampler_stat", options,
                                 reason.empty() ? std::optional(value) : std::nullopt, reason));
  };
  add({{"stat", "avg_nb_units_per_annotator"}}, s.units_mean);
  add({{"stat", "std_nb_units_per_annotator"}}, s.units_sd);
  add({{"stat", "avg_gap"}}, s.gap_mean);
  add({{"stat", "std_gap"}}, s.gap_sd);
  add({{"stat", "avg_unit_duration"}}, s.length_mean);
  add({{"stat", "std_unit_duration"}}, s.length_sd);
  for (std::size_t i = 0; i < s.category_shares.size(); ++i)
    add({{"stat", "category_weight"}, {"category", continuum.categories[i]}}, s.category_shares[i]);
  return panel;
}

/// Sums over samples of disorder.
struct Sums {
  double n = 0;
  double sum = 0;
  double squares = 0;

  void add(double value) {
    n += 1;
    sum += value;
    squares += value * value;
  }
  [[nodiscard]] double mean() const { return sum / n; }
  /// The standard error of the mean.
  [[nodiscard]] double error() const {
    return n > 1 ? std::sqrt(std::max(0.0, squares - sum * sum / n) / (n - 1) / n) : 0;
  }
};

/// 1 - observed / expected; 1 when the raters are at one, whatever chance would give.
std::optional<double> corrected(double observed, const Sums& expected) {
  if (observed == 0) return 1;
  if (expected.n == 0 || !(expected.mean() > 0)) return std::nullopt;
  return 1 - observed / expected.mean();
}

void add_corrected(std::vector<Statistic>& panel, const GammaOptions& options, const Disorder& observed,
                   const StatisticOptions& sampling, const Sums& total, const std::array<Sums, 2>& categories) {
  const StatisticOptions full = with(options_of(options.weights), sampling);
  const std::string method = fmt::format("{:.0f} samples, seed {}", total.n, *options.seed);
  Statistic expected = statistic_of("gamma_expected_disorder", full, total.mean(), "");
  expected.se = total.error();
  expected.se_method = method;
  panel.push_back(std::move(expected));
  Statistic gamma =
      statistic_of("gamma", full, corrected(observed.total, total), "chance has no disorder");
  if (gamma.value && total.mean() > 0) {
    gamma.se = observed.total * total.error() / (total.mean() * total.mean());
    gamma.se_method = method;
  }
  panel.push_back(std::move(gamma));
  for (std::size_t i = 0; i < kDefinitions.size(); ++i) {
    if (i == 1 && !options.all) continue;
    const StatisticOptions defined = with(full, {{"definition", kDefinitions[i]}});
    const std::optional<double>& own = observed.of_categories[i];
    panel.push_back(statistic_of("gamma_cat", defined, own ? corrected(*own, categories[i]) : std::nullopt,
                                 own ? "chance has no disorder" : "no units are aligned"));
  }
}

/// What random continua come to, one after another.
class Chance {
 public:
  /// Keeps a reference: `continuum` must outlive it.
  Chance(const Continuum& continuum, const GammaWeights& weights, GammaSampler sampler, std::uint64_t seed)
      : continuum_(continuum), weights_(weights), sampler_(sampler), statistics_(unit_statistics(continuum)), draws_(seed) {}

  void draw() {
    const Placement placement = sampler_ == GammaSampler::shuffle_int_pivot
                                    ? draw_shuffled(continuum_, statistics_, draws_)
                                    : draw_statistical(continuum_, statistics_, draws_);
    const std::optional<Disorder> disorder = disorder_of(placement, weights_);
    if (!disorder) return;
    total.add(disorder->total);
    for (std::size_t i = 0; i < categories.size(); ++i)
      if (disorder->of_categories[i]) categories[i].add(*disorder->of_categories[i]);
  }

  Sums total;
  std::array<Sums, 2> categories;

 private:
  const Continuum& continuum_;
  GammaWeights weights_;
  GammaSampler sampler_;
  UnitStatistics statistics_;
  Draws draws_;
};

std::vector<Statistic> sampled(const Continuum& continuum, const GammaOptions& options, const Disorder& observed) {
  std::vector<Statistic> panel;
  std::vector<std::uint32_t> reports = {options.samples.value_or(100)};
  constexpr std::size_t kFewUnits = 60;
  if (options.all && !options.samples && continuum.number_of_units() <= kFewUnits) reports.push_back(300);
  for (GammaSampler sampler : {GammaSampler::statistical, GammaSampler::shuffle_int_pivot}) {
    if (sampler == GammaSampler::shuffle_int_pivot && !options.all) continue;
    Chance chance(continuum, options.weights, sampler, *options.seed);
    for (std::uint32_t sample = 1; sample <= reports.back(); ++sample) {
      chance.draw();
      if (std::ranges::find(reports, sample) == reports.end() || chance.total.n == 0) continue;
      const StatisticOptions sampling = {{"sampler", std::string(sampler_name(sampler))},
                                         {"n", fmt::format("{}", sample)}};
      add_corrected(panel, options, observed, sampling, chance.total, chance.categories);
    }
  }
  return panel;
}

}  // namespace

std::string_view sampler_name(GammaSampler sampler) {
  return sampler == GammaSampler::statistical ? "statistical" : "shuffle_int_pivot";
}

GammaValues gamma_values(const Continuum& continuum, const GammaWeights& weights, GammaSampler sampler,
                         std::uint32_t samples, std::uint64_t seed) {
  GammaValues values;
  if (continuum.raters.size() < 2 || continuum.number_of_units() == 0) return values;
  const std::optional<Disorder> observed = disorder_of(placement_of(continuum), weights);
  if (!observed) return values;
  Chance chance(continuum, weights, sampler, seed);
  for (std::uint32_t sample = 0; sample < samples; ++sample) chance.draw();
  values.gamma = corrected(observed->total, chance.total);
  const auto& own = observed->of_categories;
  if (own[0]) values.of_categories = corrected(*own[0], chance.categories[0]);
  if (own[1]) values.of_categories_and_unaligned = corrected(*own[1], chance.categories[1]);
  return values;
}

std::vector<Statistic> gamma_panel(const Continuum& continuum, const GammaOptions& options) {
  std::string reason;
  if (continuum.raters.size() < 2) reason = "one rater";
  else if (continuum.number_of_units() == 0) reason = "nobody marked anything";
  std::vector<GammaWeights> weights = {options.weights};
  if (options.all)
    for (auto [alpha, beta] : {std::pair(1.0, 2.0), std::pair(3.0, 1.0), std::pair(3.0, 2.0)})
      weights.push_back({alpha, beta, options.weights.delta_empty});
  std::vector<Statistic> panel;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::optional<Disorder> observed =
        reason.empty() ? disorder_of(placement_of(continuum), weights[i]) : std::nullopt;
    const std::string why = !reason.empty() || observed ? reason : "too many units lie close together";
    panel.push_back(statistic_of("gamma_observed_disorder", options_of(weights[i]),
                                 observed ? std::optional(observed->total) : std::nullopt, why));
    for (std::size_t d = 0; d < kDefinitions.size(); ++d)
      if (options.all)
        panel.push_back(statistic_of("gamma_cat_observed_disorder",
                                     with(options_of(weights[i]), {{"definition", kDefinitions[d]}}),
                                     observed ? observed->of_categories[d] : std::nullopt,
                                     why.empty() ? "no units are aligned" : why));
    if (i > 0 || !options.seed) continue;
    if (observed)
      for (Statistic& statistic : sampled(continuum, options, *observed)) panel.push_back(std::move(statistic));
    else
      panel.push_back(statistic_of("gamma", options_of(weights[i]), std::nullopt, why));
  }
  if (options.all)
    for (Statistic& statistic : sampler_statistics(continuum, reason)) panel.push_back(std::move(statistic));
  return panel;
}

}  // namespace attune
