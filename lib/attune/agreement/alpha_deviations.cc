// Krippendorff's own bootstrap of alpha, as the macro KALPHA has it.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "attune/agreement/alpha.h"
#include "attune/agreement/alpha_sums.h"
#include "attune/sampling/draws.h"
#include "attune/sampling/sample.h"

namespace attune {
namespace {

/// The coincidences of a table (Krippendorff 2004, ch. 11), as what is drawn: each distance that occurs, how far off its
/// alpha would be if nothing else occurred, and its share of the coincidences.
struct Coincidences {
  std::vector<std::pair<double, double>> steps;  // distance, share
  std::size_t cells = 0;                         // of the matrix, that are not empty
  std::size_t matching_cells = 0;                // of them on its diagonal
  double ratings = 0;                            // pairable ones
  double pairs = 0;                              // of ratings within units
  double all_match = 0;  // chance that a draw of `pairs` coincidences finds one matching cell only
};

Coincidences coincidences_of(const std::vector<Pattern>& patterns, const Distances& distances) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> cells;
  Coincidences result;
  for (const Pattern& pattern : patterns) {
    const double per_rating = pattern.units / (pattern.ratings - 1.0);
    result.ratings += static_cast<double>(pattern.units) * pattern.ratings;
    result.pairs += pattern.units * pattern.ratings * (pattern.ratings - 1.0) / 2;
    for (const auto& [one, times] : pattern.counts)
      for (const auto& [other, others] : pattern.counts)
        if (one != other || times > 1) cells[{one, other}] += per_rating * times * (others - (one == other ? 1.0 : 0.0));
  }
  std::map<double, double> steps;
  result.cells = cells.size();
  for (const auto& [cell, coincidences] : cells) {
    const double share = coincidences / result.ratings;
    steps[distances(cell.first, cell.second)] += share;
    if (cell.first != cell.second) continue;
    ++result.matching_cells;
    result.all_match += std::pow(share, result.pairs);
  }
  result.steps.assign(steps.begin(), steps.end());
  return result;
}

/// How many coincidences a resample draws: 25 for each cell of the matrix, at most as many as (m - 1) n / 2.
std::uint64_t drawn_from(const Coincidences& coincidences, std::size_t raters) {
  const double all = (static_cast<double>(raters) - 1) * coincidences.ratings / 2;
  return static_cast<std::uint64_t>(std::min(25.0 * static_cast<double>(coincidences.cells), all));
}

/// The sum of the distances of `draws` coincidences.
double distance_drawn(const Coincidences& coincidences, std::uint64_t number, Draws& draws) {
  double sum = 0;
  double left = 1;
  for (const auto& [distance, share] : coincidences.steps) {
    if (number == 0) break;
    const std::uint64_t here = draws.binomial(number, std::min(1.0, share / left));
    sum += distance * static_cast<double>(here);
    number -= here;
    left -= share;
  }
  return sum;
}

/// Alphas of resamples, sorted. A resample in which everything matches has an alpha of 1 only if more than one category
/// was matched; of those that found one category only, as many as chance lets expect, alpha is 0.
std::vector<double> alphas_of(const Coincidences& coincidences, double alpha, std::size_t raters,
                              const Resampling& resampling) {
  double observed = 0;
  for (const auto& [distance, share] : coincidences.steps) observed += distance * share;
  const std::uint64_t number = drawn_from(coincidences, raters);
  // Without any disagreement every resample is as the table.
  const double expected = observed > 0 ? observed / (1 - alpha) : 1;
  Draws draws(resampling.seed);
  std::vector<double> alphas;
  std::uint32_t ones = 0;
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    const double sum = distance_drawn(coincidences, number, draws);
    const bool is_one = sum == 0;
    ones += is_one ? 1 : 0;
    alphas.push_back(is_one && coincidences.matching_cells == 1
                         ? 0
                         : std::max(-1.0, 1 - sum / (expected * static_cast<double>(number))));
  }
  std::ranges::sort(alphas);
  if (coincidences.matching_cells > 1) {
    const double of_one_category = std::round(resampling.resamples * coincidences.all_match);
    const auto zeros = static_cast<std::ptrdiff_t>(std::min<double>(ones, of_one_category));
    std::fill_n(alphas.rbegin(), zeros, 0.0);
    std::ranges::sort(alphas);
  }
  return alphas;
}

StatisticOptions options_of(Metric metric, const Resampling& resampling) {
  return {{"metric", std::string(metric_name(metric))},
          {"method", "krippendorff"},
          {"B", fmt::format("{}", resampling.resamples)}};
}

}  // namespace

std::vector<Statistic> bootstrap_alpha_deviations(const Table& given, std::span<const Metric> metrics,
                                                  const Resampling& resampling) {
  const Table table = with_categories_by_name(given);
  constexpr double kLeasts[] = {0.9, 0.8, 0.7, 0.67, 0.6, 0.5};  // the ones that KALPHA prints
  std::vector<Statistic> results;
  for (Metric metric : metrics) {
    const Statistic alpha = krippendorff_alpha(table, metric);
    const StatisticOptions options = options_of(metric, resampling);
    if (!alpha.value) {
      results.push_back(without_value("krippendorff_alpha_bootstrap", options, alpha.reason));
      continue;
    }
    const std::vector<Pattern> patterns = patterns_of(table, 2);
    std::vector<std::uint32_t> units;
    for (const Pattern& pattern : patterns) units.push_back(pattern.units);
    const Coincidences coincidences =
        coincidences_of(patterns, AlphaSums(table, patterns, metric).distances(units));
    const std::vector<double> alphas = alphas_of(coincidences, *alpha.value, table.raters.size(), resampling);
    Statistic& result = results.emplace_back();
    result.name = "krippendorff_alpha_bootstrap";
    result.options = options;
    result.value = alpha.value;
    result.se = std::sqrt(squares_of(alphas) / static_cast<double>(alphas.size() - 1));
    result.ci_low = percentile(alphas, 0.025);
    result.ci_high = alphas[std::min(alphas.size() - 1, static_cast<std::size_t>(0.975 * static_cast<double>(alphas.size())))];
    result.se_method = "KALPHA";
    result.method = fmt::format("KALPHA, {} resamples of deviations, seed {}", resampling.resamples, resampling.seed);
    for (double least : kLeasts) {
      Statistic& below = results.emplace_back();
      below.name = "krippendorff_alpha_below";
      below.options = options;
      below.options.insert(below.options.begin() + 1, {"least", fmt::format("{}", least)});
      below.value = static_cast<double>(std::ranges::lower_bound(alphas, least) - alphas.begin()) /
                    static_cast<double>(alphas.size());
    }
  }
  return results;
}

}  // namespace attune
