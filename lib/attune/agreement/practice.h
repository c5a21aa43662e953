// A rater in training against gold ratings.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/agreement/units.h"

namespace attune {

/// One scale and target, or one derived class. The table's first rater is gold.
struct PracticeTable {
  Compared compared = Compared::scale;
  std::string name;
  std::string target;
  Table table;
  std::size_t paired = 0;      // interviews where both gave a value
  std::size_t equal = 0;
  std::size_t within = 0;      // differ by the tolerance at most; of classes as `equal`
  std::optional<double> bias;  // mean of rater minus gold, in points; of scales only
  Statistic agreement;         // ICC(A,1) of scales, Cohen's kappa of classes
};

struct PracticeRound {
  int round = 1;
  std::size_t transcripts = 0;
  std::size_t assisted = 0;  // of them begun or locked after the rater had seen others' values
  std::vector<PracticeTable> tables;
};

/// Sums over the tables of scales, and the table of class4 if there is one.
struct PracticeTotals {
  std::size_t ratings = 0;
  std::size_t within = 0;
  std::size_t classes = 0;
  std::size_t classes_equal = 0;
};

/// The rater's codings of one round against gold codings of the same transcripts, whatever their round.
/// REQUIRES: one coding for each transcript in each list.
[[nodiscard]] PracticeRound practice_round(std::span<const Coding> gold, std::span<const Coding> own,
                                           std::span<const Scale> scales, double tolerance);

[[nodiscard]] PracticeTotals totals_of(const PracticeRound& round);

/// Whether the shares of ratings within the tolerance and of equal class4 both reach `cut` (0 to 1). What was not rated
/// at all is not asked; nothing rated is not met.
[[nodiscard]] bool is_met(const PracticeTotals& totals, double cut);

}  // namespace attune
