// Segmentations: one line of units cut into segments by several raters, given as the segments' lengths ("masses").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/formats/csv.h"

namespace attune {

/// One item (a transcript) as a rater cut it. `boundaries[i]` says whether there is a cut after unit i + 1; there are
/// as many as units, less one.
struct Segmentation {
  std::string item;
  std::string rater;
  std::vector<std::uint32_t> masses;
  std::vector<bool> boundaries;

  [[nodiscard]] std::size_t units() const { return boundaries.size() + 1; }
};

/// Reads columns item, rater (or coder) and masses. Throws `Errors` with the place: a missing column, a mass that is no
/// whole number above 0, an item that a rater cut twice, raters whose masses of an item add up to different sums.
[[nodiscard]] std::vector<Segmentation> segmentations_of(const CsvTable& table, const std::string& file);

/// What two raters' boundaries of one item have in common (Fournier 2013): first boundaries at the same place; then
/// near misses, less than `n_t` apart, the nearest first and from left to right; the rest are additions.
struct BoundaryEdits {
  double matches = 0;
  double transpositions = 0;
  double additions = 0;
  double weighted = 0;  // additions, and transpositions by how far they are over n_t
};

[[nodiscard]] BoundaryEdits boundary_edits(const Segmentation& a, const Segmentation& b, std::size_t n_t);

/// Half the mean length of the reference's segments, at least 2, halves rounded up or to even.
enum class Rounding : std::uint8_t { half_even, half_up };
[[nodiscard]] std::size_t window_size(const Segmentation& reference, Rounding rounding);

/// Everything printed of segmentations. For each item and pair of raters: boundary_similarity B, segmentation_similarity
/// S and edits (Fournier & Inkpen 2012; Fournier 2013), boundary_f1, Pk (Beeferman, Berger & Lafferty 1999), WindowDiff
/// (Pevzner & Hearst 2002), each rater as reference once; over all, chance-corrected B and S. `all` adds other
/// software's windows.
[[nodiscard]] std::vector<Statistic> segmentation_panel(const std::vector<Segmentation>& segmentations, bool all);

/// Parts of it, for segmentation_panel.cc and its neighbours.
[[nodiscard]] std::vector<Statistic> window_statistics(const Segmentation& reference, const Segmentation& other,
                                                       bool all);
[[nodiscard]] std::vector<Statistic> corrected_similarities(const std::vector<Segmentation>& segmentations);

}  // namespace attune
