// Marks as the writers put them into other formats.
#pragma once

#include <string>
#include <vector>

#include "attune/formats/export.h"

namespace attune {

struct PlacedMark {
  const Mark* mark = nullptr;
  const Coding* coding = nullptr;
};

/// All marks of all codings, by turn.
[[nodiscard]] std::vector<std::vector<PlacedMark>> marks_by_turn(const MarkedTranscript& marked);
/// The most particular code of a mark.
[[nodiscard]] inline const std::string& code_of(const Mark& mark) { return mark.subcode.empty() ? mark.code : mark.subcode; }
/// Whether a turn has a time that an interval can show.
[[nodiscard]] inline bool is_timed(const Turn& turn) { return turn.start_ms >= 0 && turn.end_ms > turn.start_ms; }
/// Tells of tiers that were no talk, where a format is written anew.
void say_tiers_left_out(const Transcript& transcript, Exported& exported);
/// Speakers in the order of their first turns.
[[nodiscard]] std::vector<std::string> speakers_of(const Transcript& transcript);
/// "CODE 12-40 RATER; ...": positions are code points, of the turn's text or of the whole text.
enum class Positions : unsigned char { of_text, of_turn };
[[nodiscard]] std::string marks_line(const Transcript& transcript, const Turn& turn, const std::vector<PlacedMark>& marks, Positions positions);

}  // namespace attune
