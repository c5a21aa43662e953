// How far an interview can be scored, as lines of text.
#pragma once

#include <ostream>

#include "attune/measures/transcript_quality.h"
#include "attune/report/show_text.h"

namespace attune {

/// Lines of at most 80 columns. Without `ShowText::yes` lines are named and no words of the transcript shown.
void write_quality(std::ostream& out, const Transcript& transcript, const TranscriptQuality& quality, ShowText show_text);

}  // namespace attune
