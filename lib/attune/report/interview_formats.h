// The report on one interview for a terminal and for programs.
#pragma once

#include <ostream>

#include "attune/report/interview_report.h"

namespace attune {

/// The same content in at most 80 columns; the transcript itself is left out.
void write_interview_text(std::ostream& out, const InterviewReport& report);

/// One row a number: transcript, part, name, of, measure, value, note. What a spreadsheet would run as a formula is defused.
void write_interview_csv_header(std::ostream& out);
void write_interview_csv(std::ostream& out, const InterviewReport& report);

/// One object; positions in code points. `null` is what is not known.
void write_interview_json(std::ostream& out, const InterviewReport& report);

}  // namespace attune
