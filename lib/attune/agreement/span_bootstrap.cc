#include "attune/agreement/span_bootstrap.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "attune/agreement/bootstrap.h"
#include "attune/agreement/gamma.h"
#include "attune/agreement/span_match.h"
#include "attune/agreement/unitizing.h"

namespace attune {
namespace {

using Of = std::optional<double> (*)(const SpanCounts&);

constexpr std::array<std::pair<const char*, Of>, 3> kOf = {
    {{"span_precision", span_precision}, {"span_recall", span_recall}, {"span_f1", span_f1}}};

/// The counts of the texts drawn.
SpanCounts sum(const std::vector<SpanCounts>& of_texts, std::span<const std::uint32_t> times) {
  SpanCounts result;
  for (std::size_t text = 0; text < of_texts.size(); ++text) {
    result.reference_matched += times[text] * of_texts[text].reference_matched;
    result.hypothesis_matched += times[text] * of_texts[text].hypothesis_matched;
    result.reference += times[text] * of_texts[text].reference;
    result.hypothesis += times[text] * of_texts[text].hypothesis;
  }
  return result;
}

/// Matches of two raters: options as `span_matches` gives them, with "of" first.
std::vector<Resampled> resampled_matches(std::span<const Continuum> texts, std::size_t reference, std::size_t hypothesis) {
  std::vector<std::string> names;
  std::vector<std::vector<SpanCounts>> counts;  // by way to match, then by text
  for (const Continuum& text : texts) {
    const std::vector<SpanMatch> matches = span_counts(text, reference, hypothesis);
    counts.resize(matches.size());
    for (std::size_t i = 0; i < matches.size(); ++i) {
      if (names.size() < matches.size()) names.push_back(matches[i].match);
      counts[i].push_back(matches[i].counts);
    }
  }
  std::vector<Resampled> result;
  for (std::size_t i = 0; i < names.size(); ++i)
    for (const auto& [name, of] : kOf)
      result.push_back({{{"of", name},
                         {"match", names[i]},
                         {"ref", texts.front().raters[reference]},
                         {"hyp", texts.front().raters[hypothesis]}},
                        "",
                        [of = of, of_texts = counts[i]](std::span<const std::uint32_t> times) {
                          return of(sum(of_texts, times));
                        }});
  return result;
}

/// The texts drawn, laid end to end.
Continuum drawn(std::span<const Continuum> texts, std::span<const std::uint32_t> times) {
  std::vector<Continuum> all;
  for (std::size_t text = 0; text < texts.size(); ++text) all.insert(all.end(), times[text], texts[text]);
  return end_to_end(all);
}

/// The statistics of a resample that are computed together, kept until another resample is asked for.
template <typename Values>
class OfResample {
 public:
  explicit OfResample(std::function<Values(std::span<const std::uint32_t>)> compute) : compute_(std::move(compute)) {}

  [[nodiscard]] const Values& of(std::span<const std::uint32_t> times) {
    if (times_.empty() || !std::ranges::equal(times_, times)) {
      times_.assign(times.begin(), times.end());
      values_ = compute_(times);
    }
    return values_;
  }

 private:
  std::function<Values(std::span<const std::uint32_t>)> compute_;
  std::vector<std::uint32_t> times_;
  Values values_;
};

StatisticOptions resampled_options(const Statistic& statistic) {
  StatisticOptions options = {{"of", statistic.name}};
  options.insert(options.end(), statistic.options.begin(), statistic.options.end());
  return options;
}

/// The bootstrap of the alphas of unitizing among `statistics`.
std::vector<Statistic> bootstrap_unitizing(const std::vector<Statistic>& statistics, std::span<const Continuum> texts,
                                           const Resampling& resampling) {
  std::vector<UnitizedLengths> lengths;
  for (const Continuum& text : texts) lengths.push_back(unitized_lengths(text));
  OfResample<std::vector<Statistic>> panel([&](std::span<const std::uint32_t> times) {
    std::vector<Statistic> all = u_alphas(sum_of(lengths, times), texts.front().categories, true);
    for (Statistic& statistic : alpha_u_1995(drawn(texts, times)))
      if (statistic.name == "alpha_u_1995") all.push_back(std::move(statistic));
    return all;
  });
  const Drawable drawable{std::vector<std::uint32_t>(texts.size(), 1), {}};
  const std::vector<Statistic> names = panel.of(drawable.units);
  std::vector<Resampled> resampled;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_wanted = std::ranges::any_of(statistics, [&](const Statistic& statistic) {
      return statistic.value && statistic.name == names[i].name && statistic.options == names[i].options;
    });
    if (is_wanted)
      resampled.push_back({resampled_options(names[i]), "", [&panel, i](std::span<const std::uint32_t> times) {
                             return panel.of(times)[i].value;
                           }});
  }
  return bootstrap(drawable, resampled, resampling);
}

/// The bootstrap of gamma and gamma-cat by one sampler. Each resample has as many random continua as give it
/// about five hundred units of chance, one at least; all draw them from the same seed. Aligning takes the time: hundreds of resamples
/// of long texts are minutes.
std::vector<Statistic> bootstrap_gamma(const std::vector<Statistic>& statistics, std::span<const Continuum> texts,
                                       GammaSampler sampler, const SpanPanelOptions& options, Resampling resampling) {
  constexpr std::uint32_t kMostResamples = 300;
  constexpr std::size_t kUnitsOfChance = 500;
  constexpr std::size_t kMostSamples = 100;
  resampling.resamples = std::min(resampling.resamples, kMostResamples);
  OfResample<GammaValues> gamma([&](std::span<const std::uint32_t> times) {
    const Continuum continuum = drawn(texts, times);
    const std::size_t samples = std::clamp(kUnitsOfChance / std::max<std::size_t>(1, continuum.number_of_units()),
                                           std::size_t{1}, kMostSamples);
    return gamma_values(continuum, options.weights, sampler, static_cast<std::uint32_t>(samples), resampling.seed);
  });
  std::vector<Resampled> resampled;
  for (const Statistic& statistic : statistics) {
    if (!statistic.value || (statistic.name != "gamma" && statistic.name != "gamma_cat")) continue;
    if (option_of(statistic, "sampler") != sampler_name(sampler)) continue;
    const auto which = statistic.name == "gamma"                                ? &GammaValues::gamma
                       : option_of(statistic, "definition") == "mathet2017"     ? &GammaValues::of_categories
                                                                                : &GammaValues::of_categories_and_unaligned;
    resampled.push_back({resampled_options(statistic), "", [&gamma, which](std::span<const std::uint32_t> times) {
                           return gamma.of(times).*which;
                         }});
  }
  return bootstrap({std::vector<std::uint32_t>(texts.size(), 1), {}}, resampled, resampling);
}

/// The percentile record of a statistic, or null.
const Statistic* record_of(const Statistic& statistic, const std::vector<Statistic>& records) {
  const StatisticOptions options = resampled_options(statistic);
  for (const Statistic& record : records)
    if (record.options.size() >= options.size() &&
        std::equal(options.begin(), options.end(), record.options.begin()))
      return &record;  // the percentile record comes before BCa
  return nullptr;
}

}  // namespace

std::vector<Statistic> with_span_intervals(std::vector<Statistic> statistics, std::span<const Continuum> texts,
                                           const SpanPanelOptions& options, const Resampling& resampling) {
  if (texts.empty()) return statistics;
  const Drawable drawable{std::vector<std::uint32_t>(texts.size(), 1), {}};
  std::vector<Statistic> records = bootstrap_unitizing(statistics, texts, resampling);
  const auto add = [&](std::vector<Statistic> more) {
    records.insert(records.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  for (GammaSampler sampler : {GammaSampler::statistical, GammaSampler::shuffle_int_pivot})
    add(bootstrap_gamma(statistics, texts, sampler, options, resampling));
  const std::size_t raters = texts.front().raters.size();
  for (std::size_t reference = 0; reference < raters; ++reference)
    for (std::size_t other = reference + 1; other < raters; ++other)
      add(bootstrap(drawable, resampled_matches(texts, reference, other), resampling));
  for (Statistic& statistic : statistics) {
    if (!statistic.value || statistic.name == "span_decomposition") continue;
    const Statistic* record = record_of(statistic, records);
    if (record != nullptr && record->ci_low) {
      statistic.ci_low = record->ci_low;
      statistic.ci_high = record->ci_high;
      statistic.method = record->method;
      if (statistic.se) continue;  // of gamma: what the number of samples leaves uncertain
      statistic.se = record->se;
      statistic.se_method = record->se_method;
    } else if (statistic.method.empty() && !statistic.ci_low) {
      statistic.method = record == nullptr ? "none: not resampled by text" : "none: " + record->reason;
    }
  }
  return statistics;
}

}  // namespace attune
