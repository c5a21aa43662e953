// Krippendorff's alpha: chance-corrected agreement of any number of raters, with missing cells, at any level.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// How disagreement grows with the distance of two values: Krippendorff's four metrics, and those of Gwet's weights.
enum class Metric : std::uint8_t { nominal, ordinal, interval, ratio, gwet_linear, gwet_radical, gwet_ordinal };

[[nodiscard]] std::string_view metric_name(Metric metric);

/// Krippendorff's alpha (1970; 2004, ch. 11) over the units with two or more ratings. Interval: Gwet's (2014)
/// linearised standard error and t(n-1); none for one unit, and none for `ordinal`, whose distances depend on the
/// sample itself (use `bootstrap_alpha`).
/// No value: one rater; no unit with two ratings; no variation; a metric that the level does not allow.
[[nodiscard]] Statistic krippendorff_alpha(const Table& table, Metric metric);

/// How to resample. Units of a cluster are drawn together; the table says which belong to one.
struct Resampling {
  std::uint64_t seed = 1;
  std::uint32_t resamples = 10'000;
  std::string what = "items";  // what is drawn: "items" when the table has no clusters, else their name
};

/// The bootstrap of alpha for several metrics over the same resamples of pairable units or of clusters: mean, standard
/// deviation, percentile (Efron 1979) and BCa interval (Efron 1987), as statistics named "bootstrap". Resamples without variation have
/// no alpha: they are dropped, and `method` says how many. No value also where `krippendorff_alpha` has none, and for
/// one unit or cluster. The order of units and raters makes no difference to any digit.
[[nodiscard]] std::vector<Statistic> bootstrap_alpha(const Table& table, std::span<const Metric> metrics,
                                                     const Resampling& resampling);

/// Krippendorff's own bootstrap (2006; Hayes & Krippendorff 2007), in the variant of the SPSS macro KALPHA 3.0: draws
/// disagreements from the coincidences, not units, against the expected disagreement of the sample, so it takes units
/// for more ratings than they are and its intervals are narrower where they are few. "krippendorff_alpha_bootstrap" with
/// its interval, and "krippendorff_alpha_below": the share of resamples with an alpha below `least`.
[[nodiscard]] std::vector<Statistic> bootstrap_alpha_deviations(const Table& table, std::span<const Metric> metrics,
                                                                const Resampling& resampling);

}  // namespace attune
