#include "attune/report/transcript_formats.h"

#include "attune/formats/turn_text.h"
#include "attune/report/json_transcript.h"

namespace attune {

void write_transcript(std::ostream& out, const Transcript& transcript, TranscriptFormat format) {
  if (format == TranscriptFormat::text) {
    for (const Turn& turn : transcript.turns) out << turn_text(transcript, turn).text << '\n';
    return;
  }
  auto note = transcript.notes.begin();
  write_json_transcript(out, transcript, [&](const Turn& turn) {
    JsonTurn written{turn_text(transcript, turn).text, turn.speaker};
    for (; note != transcript.notes.end() && note->offset <= turn.body.end; ++note) written.comments.push_back(note->text);
    return written;
  });
}

}  // namespace attune
