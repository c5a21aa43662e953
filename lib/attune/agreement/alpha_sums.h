// The two sums that alpha is made of, kept per pattern so that a resample costs no more than a walk over patterns.
// Private to the room: shared by alpha.cc and alpha_bootstrap.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/distance.h"
#include "attune/agreement/patterns.h"

namespace attune {

/// Why alpha with `metric` has no value on `table`, whatever its ratings; or empty.
[[nodiscard]] std::string objection_to(const Table& table, Metric metric);

/// Alpha with one metric, for any number of units of each pattern.
class AlphaSums {
 public:
  /// Keeps a reference: `patterns` must outlive it. REQUIRES: every pattern has two ratings or more.
  AlphaSums(const Table& table, const std::vector<Pattern>& patterns, Metric metric);

  /// Krippendorff (2004, p. 222): 1 - (N - 1) sum(o d) / sum(n n d). Empty when there is no variation.
  [[nodiscard]] std::optional<double> alpha(std::span<const std::uint32_t> units) const;

  /// Distances among categories as this sample sees them. For `ordinal` they are squared differences of midranks,
  /// which is what Krippendorff's sum of the frequencies between two ranks comes to.
  [[nodiscard]] Distances distances(std::span<const std::uint32_t> units) const;
  /// How many ratings of each category there are.
  [[nodiscard]] std::vector<double> margins(std::span<const std::uint32_t> units) const;

 private:
  const std::vector<Pattern>& patterns_;
  bool by_midranks_;
  Distances distances_;
  std::vector<double> observed_;  // of each pattern: pair distance / (ratings - 1); unused by midranks
};

}  // namespace attune
