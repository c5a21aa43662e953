// A study's transcript as it was read when it was stored.
#pragma once

#include <string>
#include <string_view>

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

/// The transcript of this id, read again.
[[nodiscard]] Transcript stored_transcript(Study& study, const std::string& id, const std::string& place,
                                           std::string_view expected = "a transcript of the study");

}  // namespace attune::cli
