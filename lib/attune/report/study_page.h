// What is in a study, its log, and what verifying it found, for people and programs. No transcript text.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "attune/io/study.h"
#include "attune/report/codebook_page.h"

namespace attune {

/// Transcripts with their codings by rater, and codebooks. CSV and JSON lines: one record a coding. Marks are not
/// counted: how many the rules left is a hint that raters at work must not get.
struct StudyListing {
  std::vector<TranscriptRecord> transcripts;  // texts are not looked at; participants that are empty are not shown
  std::vector<CodingRecord> codings;
  std::vector<CodebookRecord> codebooks;
};

void write_study_list(std::ostream& out, const StudyListing& listing, ListFormat format);

/// One line an entry, oldest first.
void write_study_log(std::ostream& out, const std::vector<LogEntry>& log, ListFormat format);

/// How far the rules' marks could be derived again.
struct Rederivation {
  int same = 0;
  int not_here = 0;                  // made by another engine or ICU, or of a text kept out of the study
  std::vector<std::string> findings; // one line a coding that differs
};

/// Findings first, then one line of what was looked at, and the head of the log to keep elsewhere.
void write_verification(std::ostream& out, const std::string& study, const Verification& verification,
                        const std::optional<Rederivation>& rederivation, ListFormat format);

}  // namespace attune
