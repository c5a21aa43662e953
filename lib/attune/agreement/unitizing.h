// Krippendorff's alphas for unitizing: raters who both find the units and name them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "attune/agreement/continuum.h"
#include "attune/agreement/statistic.h"

namespace attune {

/// alpha_u_1995 (Krippendorff 1995; 2004, p. 251 ff.) of each category and of all (category=ALL), and its observed and
/// expected disagreement. Depends on the length of a position in short continua. Units of one category that overlap
/// within a rater are against its model: the values are printed with warning=overlap_same_category.
/// No value: one rater; nobody used the category or nobody marked anything.
[[nodiscard]] std::vector<Statistic> alpha_u_1995(const Continuum& continuum);

/// The family of Krippendorff, Mathet, Bouvry & Widloecher (2016, eqs 1 to 13): u_alpha (units, gaps and categories),
/// u_alpha_binary (units against gaps), cu_alpha (categories where units meet), its coverage, and ku_alpha of each
/// category. self_pairing=pairwise and union are two readings that differ only with more than two raters.
/// No value: one rater; units that overlap within a rater; only one value (or none).
[[nodiscard]] std::vector<Statistic> u_alphas(const Continuum& continuum, bool all);

/// What those are computed from: lengths on which raters' values meet. A value is a gap (0) or a category + 1.
struct UnitizedLengths {
  std::size_t raters = 0;
  std::size_t values = 0;
  double line = 0;              // length of the continuum
  std::size_t units = 0;
  bool has_overlaps = false;    // within a rater: nothing is counted then
  std::vector<double> lengths;  // values x values, over all ordered pairs of raters
  std::vector<double> self;     // what units share with themselves
  std::vector<double> self_pairwise;  // of what meets units of others
  std::vector<double> self_union;
};

[[nodiscard]] UnitizedLengths unitized_lengths(const Continuum& continuum);

/// Those of texts laid end to end, each as often as `times` says. REQUIRES: they have the same raters and categories.
[[nodiscard]] UnitizedLengths sum_of(std::span<const UnitizedLengths> texts, std::span<const std::uint32_t> times);

[[nodiscard]] std::vector<Statistic> u_alphas(const UnitizedLengths& lengths, const std::vector<std::string>& categories,
                                              bool all);

}  // namespace attune
