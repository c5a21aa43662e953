// The study file: everything raters and rules found in a set of transcripts, in one SQLite file that keeps its history.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

enum class CodingState : std::uint8_t { draft, submitted, locked };

[[nodiscard]] std::string_view coding_state_name(CodingState state);

/// What a study knows of a transcript besides its text.
struct TranscriptRecord {
  std::string id;
  int version = 1;
  std::string sha256;
  std::string text;            // empty when kept out of the study
  std::string participant, family, wave, site, language, interviewer, transcriber;
};

/// A coding as the study holds it.
struct CodingRecord {
  Coding coding;
  CodingState state = CodingState::draft;
  bool assisted = false;       // made after exposure to machine marks or another rater's values
  int transcript_version = 1;
  std::string transcript_sha256;
  std::string codebook_sha256; // empty for a person
  std::string engine;          // Attune's version for a rule coding
  std::string icu;
  std::string made_at;         // UTC, ISO 8601 with milliseconds
};

/// Which codings to read. Empty lists mean all.
struct CodingFilter {
  std::vector<std::string> transcripts;
  std::vector<std::string> raters;
  bool locked_only = false;
};

}  // namespace attune
