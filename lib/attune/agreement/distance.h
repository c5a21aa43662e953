// How far two categories are apart. Weighted kappas, weighted percent agreement and the metrics of alpha are all made
// of these; a weight is 1 - distance / (distance of the outermost categories).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/agreement/table.h"

namespace attune {

/// Agreement weights by the names of Gwet (2014, ch. 3); `given` are the table's own.
enum class Weights : std::uint8_t { unweighted, linear, quadratic, ordinal, radical, ratio, given };

[[nodiscard]] std::string_view weights_name(Weights weights);

/// Where categories stand: at their numbers, or one step from the next.
enum class Spacing : std::uint8_t { value, index };

[[nodiscard]] std::string_view spacing_name(Spacing spacing);

/// Distances among the categories of a table. Zero for a category and itself.
struct Distances {
  Weights weights = Weights::unweighted;
  std::vector<double> positions;  // of the categories, ascending
  std::vector<double> matrix;     // row by row (the first rater's category), of `given` only

  [[nodiscard]] double operator()(std::size_t a, std::size_t b) const;
  /// Between the outermost categories; 1 for `unweighted`.
  [[nodiscard]] double largest() const;
};

/// Distances of `table`'s categories. Text stands at its index; `ordinal` always does, `ratio` never.
[[nodiscard]] Distances distances_of(const Table& table, Weights weights, Spacing spacing);

/// Why `weights` mean nothing on `table` ("no order", "categories are not numbers", "negative values"), or empty.
/// `objection_to` is for statistics that treat raters alike, which weights that are not the same both ways have no
/// meaning for; `objection_of_two` for those that know a first rater and a second.
[[nodiscard]] std::string objection_to(const Table& table, Weights weights);
[[nodiscard]] std::string objection_of_two(const Table& table, Weights weights);

/// True when the categories are numbers that do not stand at equal steps, so that the two spacings differ.
[[nodiscard]] bool unequally_spaced(const Table& table);

/// For each category the mean distance to a category drawn by `shares` (which add up to 1); `from`: from a category
/// drawn so. They differ only where weights are not the same both ways.
[[nodiscard]] std::vector<double> mean_distances(const Distances& distances, std::span<const double> shares);
[[nodiscard]] std::vector<double> mean_distances_from(const Distances& distances, std::span<const double> shares);

}  // namespace attune
