// How a transcript was understood, for whoever must decide whether to trust what is found in it.
#pragma once

#include <ostream>

#include "attune/measures/transcript_quality.h"
#include "attune/report/show_text.h"
#include "attune/text/transcript.h"

namespace attune {

/// Turns by role, words, sections with confidence, people found, notation met, how far it can be scored, and what was not understood;
/// a page of text of at most 80 columns.
void write_understanding(std::ostream& out, const Transcript& transcript, const TranscriptQuality& quality, ShowText show_text);

/// The same as one JSON object, without a line end.
void write_understanding_json(std::ostream& out, const Transcript& transcript, const TranscriptQuality& quality);

}  // namespace attune
