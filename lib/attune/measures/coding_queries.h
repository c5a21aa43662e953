// What a second look at a person's coding would ask before it is locked. Queries, never corrections: a rater may well
// have a reason.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/text/coding.h"

namespace attune {

/// Where events of loss or trauma are taken to speak for an unresolved class; at the cut itself either is usual.
inline constexpr double kUnresolvedCut = 5;

/// Sentences, in a fixed order: a U without an organised alternative or a CC with fewer than two; a U against event
/// scores on the other side of the cut; a class without coherence; a figure both rated and not applicable.
[[nodiscard]] std::vector<std::string> coding_queries(const std::vector<Rating>& ratings, const ScaleNames& scales,
                                                      double cut = kUnresolvedCut);

}  // namespace attune
