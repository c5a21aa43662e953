// A transcript of a study, read again from what the study holds.
#pragma once

#include "attune/io/study.h"
#include "attune/text/transcript.h"

namespace attune::cli {

/// Turns and sentences as they were when the transcript was stored. Throws `Errors`.
/// REQUIRES: the study holds its text.
[[nodiscard]] Transcript read_stored(const TranscriptRecord& record);

}  // namespace attune::cli
