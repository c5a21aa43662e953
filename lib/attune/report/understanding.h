// How a transcript was understood, for whoever must decide whether to trust what is found in it.
#pragma once

#include <ostream>

#include "attune/text/transcript.h"

namespace attune {

/// Whether text of the transcript may be shown.
enum class ShowText : bool { no, yes };

/// Turns by role, words, sections with confidence, people found, notation met, and what was not understood; a page of text.
void write_understanding(std::ostream& out, const Transcript& transcript, ShowText show_text);

/// The same as one JSON object on a line.
void write_understanding_json(std::ostream& out, const Transcript& transcript);

}  // namespace attune
