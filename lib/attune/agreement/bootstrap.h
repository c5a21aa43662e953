// The bootstrap, for any statistic that can be computed from how often each kind of unit was drawn. Private to the
// room.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/patterns.h"
#include "attune/agreement/statistic.h"
#include "attune/sampling/draws.h"

namespace attune {

/// What is drawn from: how many units there are of each kind, and, when units stand in clusters, what each cluster holds
/// as (kind, number).
struct Drawable {
  std::vector<std::uint32_t> units;
  std::vector<RatingCounts> clusters;
};

/// Draws resamples of units, or of clusters when there are some, as numbers of units of each kind.
class Resampler {
 public:
  Resampler(const Drawable& drawable, std::uint64_t seed);

  /// How many things one resample draws.
  [[nodiscard]] std::uint64_t drawn() const;
  [[nodiscard]] std::vector<std::uint32_t> next();
  /// All samples that lack one thing, each with how many things it stands for.
  [[nodiscard]] std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> without_one() const;

 private:
  Draws draws_;
  std::vector<std::uint32_t> units_;
  std::vector<RatingCounts> kinds_;
  std::vector<std::uint32_t> sizes_;
};

/// A statistic to resample.
struct Resampled {
  StatisticOptions options;  // of=..., what names it
  std::string reason;        // why it has no value to resample, or empty
  std::function<std::optional<double>(std::span<const std::uint32_t> units)> value;
};

/// For each of `statistics` two records named "bootstrap": percentile interval (Efron 1979) and BCa (Efron 1987, with
/// the acceleration of the jackknife). Value: mean; se: standard deviation. All read the same resamples. Resamples
/// without a value are dropped, and `method` says how many.
[[nodiscard]] std::vector<Statistic> bootstrap(const Drawable& drawable, std::span<const Resampled> statistics,
                                               const Resampling& resampling);

/// {"resample", ...}, {"undefined", "dropped"}, {"B", ...}
[[nodiscard]] StatisticOptions resampling_options(const Resampling& resampling);

}  // namespace attune
