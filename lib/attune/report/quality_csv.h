// How far interviews can be scored, as a table: a row a measure.
#pragma once

#include <ostream>
#include <string>

#include "attune/measures/transcript_quality.h"

namespace attune {

/// "transcript,section,measure,value,reason,lines"
void write_quality_csv_header(std::ostream& out);
void write_quality_csv(std::ostream& out, const std::string& transcript, const TranscriptQuality& quality);

}  // namespace attune
