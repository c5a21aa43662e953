// A study's transcript as it was read when it was stored.
#pragma once

#include <string>
#include <string_view>

#include "attune/io/study.h"
#include "attune/text/transcript.h"

namespace attune::cli {

/// Throws `Errors` about `place` where the study has no transcript of this id (`expected` says what was), or not its text.
[[nodiscard]] TranscriptRecord transcript_with_text(Study& study, const std::string& id, const std::string& place,
                                                    std::string_view expected = "a transcript of the study");

/// The same, read again with turns and sections.
[[nodiscard]] Transcript stored_transcript(Study& study, const std::string& id, const std::string& place,
                                           std::string_view expected = "a transcript of the study");

}  // namespace attune::cli
