// Mathet's gamma: agreement on where units are and what they are, from the best alignment of all raters' units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/agreement/continuum.h"
#include "attune/agreement/statistic.h"

namespace attune {

/// The dissimilarity of two units: alpha times their positional one (squared: how far starts and ends are apart, over
/// their summed lengths) plus beta for different categories, both times delta_empty, which is also that of a unit and
/// none (Mathet, Widloecher & Metivier 2015, sec. 4).
struct GammaWeights {
  double alpha = 1;
  double beta = 1;
  double delta_empty = 1;
};

/// A unit where a sampler put it, which need not be at a whole number.
struct PlacedUnit {
  double begin = 0;
  double end = 0;
  std::uint32_t category = 0;

  [[nodiscard]] double length() const { return end - begin; }
};

/// The units of each rater.
using Placement = std::vector<std::vector<PlacedUnit>>;

/// Groups of units that stand for one thing: one unit of each rater at most, as index into the rater's units, or -1.
using UnitaryAlignment = std::vector<std::int32_t>;

struct Alignment {
  std::vector<UnitaryAlignment> groups;
  double cost = 0;  // summed over groups; of one the mean over all pairs of raters
};

/// The alignment of least cost, exactly: an integer programme solved by branching on its linear relaxation. Nothing when
/// units are so dense that the programme would have more than two million columns.
[[nodiscard]] std::optional<Alignment> best_alignment(const Placement& units, const GammaWeights& weights);

struct GammaOptions {
  bool all = false;
  GammaWeights weights;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> samples;
};

/// How chance is drawn; see `gamma_panel`.
enum class GammaSampler : std::uint8_t { statistical, shuffle_int_pivot };

[[nodiscard]] std::string_view sampler_name(GammaSampler sampler);

struct GammaValues {
  std::optional<double> gamma;
  std::optional<double> of_categories;              // Mathet (2017)
  std::optional<double> of_categories_and_unaligned;  // pygamma's
};

/// gamma and gamma-cat and no more, for who resamples. Nothing where `gamma_panel` has no value.
[[nodiscard]] GammaValues gamma_values(const Continuum& continuum, const GammaWeights& weights, GammaSampler sampler,
                                       std::uint32_t samples, std::uint64_t seed);

/// gamma_sampler_stat, gamma_observed_disorder and gamma_cat_observed_disorder (Mathet 2017, sec. 4.2); with a seed also
/// gamma_expected_disorder, gamma and gamma_cat by each sampler: `statistical` (numbers, lengths and gaps of units drawn
/// from normal distributions, as pygamma does by default) and `shuffle_int_pivot` (raters' units turned around random
/// points, as Mathet does). `se` of gamma is that of the mean disorder of the samples.
/// No value: one rater; nobody marked anything.
[[nodiscard]] std::vector<Statistic> gamma_panel(const Continuum& continuum, const GammaOptions& options);

}  // namespace attune
