// compare --adjectives: people, and rules against people, on what supports the words offered for caregivers.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "attune/agreement/adjective_table.h"
#include "attune/io/study.h"

namespace attune::cli {

/// Readings by people in a round: those that are compared, and how many codings with readings are not.
struct PeoplesReadings {
  std::vector<ReadAdjectives> independent;
  std::size_t not_locked = 0;
  std::size_t assisted = 0;  // locked, but made after the rater had seen marks or others' values
  std::size_t training = 0;  // locked training cases
  std::size_t other_versions = 0;  // on an older text
};

/// Independent are locked codings that were made without sight of others', on the newest texts, but for training cases.
[[nodiscard]] PeoplesReadings readings_of_people(const std::vector<CodingRecord>& records, const std::vector<TranscriptRecord>& transcripts, int round);

/// People among each other, then the rules against each of them, in tables of their own.
void write_adjective_agreement(std::ostream& out, const std::string& study, const PeoplesReadings& people, const std::vector<TranscriptRecord>& transcripts,
                               const Clusters& clusters, const Resampling& resampling);

}  // namespace attune::cli
