// The words that disagreements rest on.
#pragma once

#include <vector>

#include "attune/agreement/comparison.h"
#include "attune/io/study.h"
#include "attune/report/conference.h"

namespace attune::cli {

/// The versions that people's codings were made on, where these are not the newest: lines are lines of them. One that has a redacted
/// version after it comes without its text: who replaced names in a transcript does not want them printed again.
[[nodiscard]] OlderVersions older_versions(Study& study, const std::vector<CodingRecord>& codings);

/// Gives passages their text, and positions in code points, as all outputs have them. What is not in the study stays without.
void fill_passages(std::vector<Comparison>& comparisons, const std::vector<TranscriptRecord>& transcripts, const OlderVersions& older);

}  // namespace attune::cli
