#include "attune/report/transcript_formats.h"

#include <string>

#include <nlohmann/json.hpp>

#include "attune/formats/turn_text.h"

namespace attune {

void write_transcript(std::ostream& out, const Transcript& transcript, TranscriptFormat format) {
  if (format == TranscriptFormat::text) {
    for (const Turn& turn : transcript.turns) out << turn_text(transcript, turn).text << '\n';
    return;
  }
  nlohmann::ordered_json turns = nlohmann::ordered_json::array();
  auto note = transcript.notes.begin();
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    nlohmann::ordered_json object = {{"role", role_name(turn.role)}, {"text", turn_text(transcript, turn).text}};
    if (const std::string_view section = section_at(transcript, t); !section.empty()) object["section"] = section;
    if (!turn.speaker.empty()) object["speaker"] = turn.speaker;
    if (turn.start_ms >= 0) object["start_ms"] = turn.start_ms;
    if (turn.end_ms >= 0) object["end_ms"] = turn.end_ms;
    for (; note != transcript.notes.end() && note->offset <= turn.body.end; ++note) object["comments"].push_back(note->text);
    turns.push_back(std::move(object));
  }
  nlohmann::ordered_json whole = {{"id", transcript.id}};
  if (!transcript.language_assumed) whole["language"] = transcript.language;
  whole["turns"] = std::move(turns);
  out << whole.dump() << '\n';
}

}  // namespace attune
