// The words that disagreements rest on.
#pragma once

#include <vector>

#include "attune/agreement/comparison.h"
#include "attune/io/study.h"

namespace attune::cli {

/// Gives passages their text, and positions in code points, as all outputs have them. What is not in the study stays without.
void fill_passages(std::vector<Comparison>& comparisons, const std::vector<TranscriptRecord>& transcripts);

}  // namespace attune::cli
