#include "attune/agreement/span_bootstrap.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "attune/agreement/bootstrap.h"
#include "attune/agreement/span_match.h"

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

/// What is resampled of two raters: options as `span_matches` gives them, with "of" first.
std::vector<Resampled> resampled_of(std::span<const Continuum> texts, std::size_t reference, std::size_t hypothesis) {
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

/// The percentile record of a statistic, or null.
const Statistic* record_of(const Statistic& statistic, const std::vector<Statistic>& records) {
  StatisticOptions options = {{"of", statistic.name}};
  options.insert(options.end(), statistic.options.begin(), statistic.options.end());
  for (const Statistic& record : records)
    if (record.options.size() >= options.size() &&
        std::equal(options.begin(), options.end(), record.options.begin()))
      return &record;  // the percentile record comes before BCa
  return nullptr;
}

}  // namespace

std::vector<Statistic> with_span_intervals(std::vector<Statistic> statistics, std::span<const Continuum> texts,
                                           const Resampling& resampling) {
  if (texts.empty()) return statistics;
  const Drawable drawable{std::vector<std::uint32_t>(texts.size(), 1), {}};
  std::vector<Statistic> records;
  const std::size_t raters = texts.front().raters.size();
  for (std::size_t reference = 0; reference < raters; ++reference)
    for (std::size_t other = reference + 1; other < raters; ++other)
      for (Statistic& record : bootstrap(drawable, resampled_of(texts, reference, other), resampling))
        records.push_back(std::move(record));
  for (Statistic& statistic : statistics) {
    if (!statistic.value || statistic.name == "span_decomposition") continue;
    const Statistic* record = record_of(statistic, records);
    if (record != nullptr && record->ci_low) {
      statistic.ci_low = record->ci_low;
      statistic.ci_high = record->ci_high;
      statistic.se = record->se;
      statistic.se_method = record->se_method;
      statistic.method = record->method;
    } else if (statistic.method.empty() && !statistic.ci_low) {
      statistic.method = record == nullptr ? "none: not resampled by text" : "none: " + record->reason;
    }
  }
  return statistics;
}

}  // namespace attune
