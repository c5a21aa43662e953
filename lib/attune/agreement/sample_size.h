// How many interviews must be coded by several raters, so that their agreement is known well enough. By simulation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "attune/agreement/table.h"

namespace attune {

struct SampleSizeQuestion {
  Level level = Level::nominal;     // nominal: classes; interval: a scale from 1 to 9 in halves
  std::vector<double> prevalence;   // of the classes, adding up to 1; nominal only
  std::size_t raters = 2;
  double agreement = 0.75;          // expected Krippendorff's alpha
  double width = 0.3;               // of the range in which 95 % of the values fall
  std::uint32_t runs = 1000;
  std::uint64_t seed = 1;
  std::size_t most = 2000;          // interviews, after which the search ends
};

/// What agreement `interviews` give: the 2.5th and 97.5th percentile of alpha over the runs, and its mean. Runs in which
/// all ratings are equal have no alpha: they are dropped and counted.
struct SampleSizeStep {
  std::size_t interviews = 0;
  double low = 0, mean = 0, high = 0;
  std::size_t undefined = 0;

  [[nodiscard]] double width() const { return high - low; }
  bool operator==(const SampleSizeStep&) const = default;
};

/// One number of interviews. Classes: each interview has a true class drawn by prevalence, which a rater gives with the
/// square root of the agreement as probability, and otherwise one drawn by prevalence; so the alpha of any two raters is
/// the agreement. Scales: a normal true score (mean 5, standard
/// deviation 2 with error), of which agreement is the share of variance, rounded to halves and kept within 1 to 9.
/// The seed and the number decide every digit. Empty when no run has a value.
/// REQUIRES: interviews, raters >= 2; 0 <= agreement <= 1; runs >= 40; prevalence as said.
[[nodiscard]] std::optional<SampleSizeStep> simulate_agreement(const SampleSizeQuestion& question,
                                                               std::size_t interviews);

struct SampleSizeAnswer {
  std::optional<std::size_t> interviews;  // the fewest found whose width is not above the one asked for
  std::vector<SampleSizeStep> steps;      // all that were tried, by number
};

/// Doubles from 10 until the range is narrow enough, then halves the gap.
[[nodiscard]] SampleSizeAnswer sample_size(const SampleSizeQuestion& question);

}  // namespace attune
