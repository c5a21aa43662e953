// One interview as a page of HTML that needs nothing but itself.
#pragma once

#include <ostream>

#include "attune/report/interview_report.h"

namespace attune {

/// The first screen (the interview's quality, then passages beside answers without a mark), the transcript with its marks, the
/// interview over time, indices, words for caregivers, what to read first, and the rules behind the marks. Nothing of the
/// transcript can become markup; the page loads nothing, and is readable without its script.
void write_interview_html(std::ostream& out, const InterviewReport& report);

/// Parts of it. Private to the room.
void write_first_screen(std::ostream& out, const InterviewReport& report);
void write_marked_transcript(std::ostream& out, const InterviewReport& report);
/// Rules of style that let the switches show and hide the marks of a code.
[[nodiscard]] std::string mark_style(const InterviewReport& report);

/// "line 40" or, where the source has no lines, "turn 12"; a link to the turn.
[[nodiscard]] std::string turn_link(const InterviewReport& report, std::uint32_t turn, std::uint32_t offset);

}  // namespace attune
