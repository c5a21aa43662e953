// The options --max and --min of "transcript check": a study's own criteria for a transcript.
#pragma once

#include <string>
#include <vector>

#include "attune/measures/transcript_quality.h"
#include "cli/command.h"

namespace attune::cli {

struct QualityGate {
  std::string text;      // as given
  std::string measure;
  std::string section;   // empty: the whole transcript
  double limit = 0;
  bool is_max = true;
};

void describe_quality_gates(boost::program_options::options_description& options);

/// Throws `UsageError` for one that cannot be read or is about no measure.
[[nodiscard]] std::vector<QualityGate> quality_gates_of(const Arguments& arguments);

/// One line for each criterion that is not met: "s01: unintelligible_share is 0.061, above 0.05". A measure without a value
/// does not meet it; a section that the transcript does not have has none.
[[nodiscard]] std::vector<std::string> unmet(const std::vector<QualityGate>& gates, const std::string& transcript, const TranscriptQuality& quality);

}  // namespace attune::cli
