// Transcripts written in other formats.
#pragma once

#include <ostream>

#include "attune/text/transcript.h"

namespace attune {

enum class TranscriptFormat : unsigned char { json_lines, text };

/// JSON lines: {"id", "turns": [{"role", "text", "section"}]} on one line; `section` is left out before the first,
/// and so are "speaker", "start_ms", "end_ms" and "comments" where the file has none, and "language" where it does not say it. Text: each turn's
/// text followed by a line end, line breaks inside it as blanks.
void write_transcript(std::ostream& out, const Transcript& transcript, TranscriptFormat format);

}  // namespace attune
