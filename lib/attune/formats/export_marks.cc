#include "attune/formats/export_marks.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/formats/turn_text.h"
#include "attune/text/code_points.h"
#include "attune/text/unicode.h"

namespace attune {

std::vector<std::vector<PlacedMark>> marks_by_turn(const MarkedTranscript& marked) {
  std::vector<std::vector<PlacedMark>> by_turn(marked.transcript->turns.size());
  for (const Coding& coding : marked.codings)
    for (const Mark& mark : coding.marks)
      if (mark.turn < by_turn.size()) by_turn[mark.turn].push_back({&mark, &coding});
  for (std::vector<PlacedMark>& marks : by_turn)
    std::ranges::stable_sort(marks, [](const PlacedMark& a, const PlacedMark& b) { return mark_order(*a.mark, *b.mark); });
  return by_turn;
}

void say_tiers_left_out(const Transcript& transcript, Exported& exported) {
  if (std::ranges::find(transcript.warnings, "tiers_left_out", &Warning::code) != transcript.warnings.end())
    exported.left_out.emplace_back("tiers that were not read as talk were left out (they stay when the format stays)");
}

std::vector<std::string> speakers_of(const Transcript& transcript) {
  std::vector<std::string> speakers;
  for (const Turn& turn : transcript.turns)
    if (std::string speaker = speaker_of(transcript, turn); std::ranges::find(speakers, speaker) == speakers.end()) speakers.push_back(std::move(speaker));
  return speakers;
}

std::string marks_line(const Transcript& transcript, const Turn& turn, const std::vector<PlacedMark>& marks, Positions positions) {
  std::string line;
  const WrittenTurn text = turn_text(transcript, turn);
  for (const PlacedMark& placed : marks) {
    std::size_t from = 0, to = 0;
    if (positions == Positions::of_turn) {
      from = count_code_points(std::string_view(text.text).substr(0, text.at(placed.mark->span.begin)));
      to = count_code_points(std::string_view(text.text).substr(0, text.at(placed.mark->span.end)));
    } else {
      from = count_code_points(std::string_view(transcript.text).substr(0, placed.mark->span.begin));
      to = from + count_code_points(slice(transcript.text, placed.mark->span));
    }
    line += fmt::format("{}{} {}-{} {}", line.empty() ? "" : "; ", code_of(*placed.mark), from, to, placed.coding->rater);
  }
  return line;
}

}  // namespace attune
