// A study's transcript as it was read when it was stored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/io/study.h"
#include "attune/text/transcript.h"
#include "cli/reading.h"

namespace attune::cli {

/// Throws `Errors` about `place` where the study has no transcript of this id (`expected` says what was), or not its text.
[[nodiscard]] TranscriptRecord transcript_with_text(Study& study, const std::string& id, const std::string& place,
                                                    std::string_view expected = "a transcript of the study");

/// Reads it again, with turns and sections. Throws `Errors` about the transcript where it cannot be read, or has fewer turns than its marks name
/// because what it was read by has changed since. REQUIRES: the record has its text.
[[nodiscard]] Transcript read_stored(const TranscriptRecord& record);
[[nodiscard]] Transcript read_stored(const TranscriptRecord& record, Rereader& reader);

/// Whether names were replaced in a version after this one: its words are not shown any more. `versions` are all of a transcript.
[[nodiscard]] bool is_redacted_since(const std::vector<TranscriptRecord>& versions, int version);

/// Throws `Errors` where a transcript that the study at `path` has (`stored`) was now read otherwise than it is read again there: marks that are made
/// by one reading mean nothing in another. `reading` is that of `now`, `source` its bytes.
void refuse_other_reading(const TranscriptRecord& stored, const Transcript& now, const std::string& reading, std::string_view source, const std::string& path);

/// The transcript of this id, read again.
[[nodiscard]] Transcript stored_transcript(Study& study, const std::string& id, const std::string& place,
                                           std::string_view expected = "a transcript of the study");

}  // namespace attune::cli
