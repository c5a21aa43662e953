// Precision, recall and F1 of one rater's spans against another's, and why spans differ.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "attune/agreement/continuum.h"
#include "attune/agreement/statistic.h"

namespace attune {

/// How many spans (or positions) of each there are, and how many of them the other has.
struct SpanCounts {
  double reference_matched = 0;
  double hypothesis_matched = 0;
  double reference = 0;
  double hypothesis = 0;
};

struct SpanMatch {
  std::string match;  // "exact_typed"
  SpanCounts counts;
};

/// The counts of every way to match. Those of two texts add up.
[[nodiscard]] std::vector<SpanMatch> span_counts(const Continuum& continuum, std::size_t reference,
                                                 std::size_t hypothesis);

/// Empty without a span to divide by.
[[nodiscard]] std::optional<double> span_precision(const SpanCounts& counts);
[[nodiscard]] std::optional<double> span_recall(const SpanCounts& counts);
[[nodiscard]] std::optional<double> span_f1(const SpanCounts& counts);

/// span_precision, span_recall and span_f1 of `hypothesis` against `reference` for each way to match: equal spans;
/// overlapping ones, one to one (as many pairs as possible); those that share half of what they cover together (IoU);
/// overlapping ones, not one to one; single positions. "typed" asks for the same category too. F1 does not change when
/// the raters change places, precision and recall do.
/// No value: precision when the hypothesis, recall when the reference, F1 when both are empty.
[[nodiscard]] std::vector<Statistic> span_matches(const Continuum& continuum, std::size_t reference,
                                                  std::size_t hypothesis);

/// span_decomposition for each category of the reference, as counts of its spans: part=agreed (same boundaries and
/// category), boundary_differs (overlaps a span of the category), code_differs (overlaps spans of other categories
/// only), not_detected.
[[nodiscard]] std::vector<Statistic> span_decomposition(const Continuum& continuum, std::size_t reference,
                                                        std::size_t hypothesis);

}  // namespace attune
