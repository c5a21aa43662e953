// The words offered for caregivers in a transcript of a study, as the rules read them.
#pragma once

#include <string>
#include <vector>

#include "attune/coding/adjectives.h"
#include "attune/io/study.h"

namespace attune::cli {

struct ReadAdjective {
  Adjective adjective;
  std::string offered;  // the line of the word
  std::string lines;    // of its support, "12, 14"
};

/// Read anew; none where the text was kept out of the study.
[[nodiscard]] std::vector<ReadAdjective> read_adjectives(const TranscriptRecord& record);

}  // namespace attune::cli
