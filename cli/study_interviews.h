// The interviews of a study as they were coded into it, for pages about them.
#pragma once

#include <string>
#include <vector>

#include "attune/io/study.h"
#include "attune/report/interview_report.h"
#include "cli/reading.h"

namespace attune::cli {

struct StudyInterview {
  CodedTranscript coded;                // marks by rules as they are stored, measured anew
  std::vector<TrainedRatings> trained;  // locked ratings by people
  std::string left_out;                 // why there is no `coded`, else empty
};

/// Reads one interview at a time: a study may hold more text than memory. REQUIRES: the study outlives it.
class StudyInterviews {
 public:
  /// `reading` says only in which language words for caregivers are looked for. Throws `Errors` when a codebook of the study
  /// cannot be read.
  StudyInterviews(Study& study, const Reading& reading);

  /// All of the study's, also those superseded.
  [[nodiscard]] const std::vector<Codebook>& codebooks() const { return codebooks_; }
  /// REQUIRES: the study has it. Of several versions of a codebook the one stored last counts.
  [[nodiscard]] StudyInterview read(const std::string& id, Intervals intervals);

 private:
  [[nodiscard]] std::string qualified(const std::string& rater) const;

  Study& study_;
  std::vector<Codebook> codebooks_;
  std::vector<std::string> codebook_hashes_;
  std::vector<Qualification> qualifications_;
  AdjectiveReader adjectives_;
};

}  // namespace attune::cli
