#include "cli/stored_transcript.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/visible.h"
#include "cli/reading.h"

namespace attune::cli {

TranscriptRecord transcript_with_text(Study& study, const std::string& id, const std::string& place, std::string_view expected) {
  std::optional<TranscriptRecord> record = study.transcript(id);
  if (!record) throw Errors(Problem{{place, 0, 0}, std::string(expected), "\"" + visible(id) + "\""});
  if (record->text.empty())
    throw Errors(Problem{{place, 0, 0}, fmt::format("the text of {} in the study", id), "a study without it (--keep-out-text)"});
  return std::move(*record);
}

Transcript read_stored(const TranscriptRecord& record) {
  Rereader reader;
  return read_stored(record, reader);
}

Transcript read_stored(const TranscriptRecord& record, Rereader& reader) {
  const std::string& source = record.details.source.empty() ? record.text : record.details.source;
  Transcript transcript;
  try {
    transcript = reader.read(record.details.reading, source, record.id);
  } catch (const Errors& errors) {
    throw Errors(Problem{{record.id, 0, 0}, fmt::format("could not be read again as it was when it was stored: {}", errors.what()), ""});
  }
  // Marks are looked up by their turns.
  if (transcript.turns.size() < record.marked_turns)
    throw Errors({{record.id, 0, 0}, fmt::format("{} turns, as its marks in the study say", record.marked_turns),
                  fmt::format("{} (what it was read by has changed since it was coded)", transcript.turns.size())});
  return transcript;
}

Transcript stored_transcript(Study& study, const std::string& id, const std::string& place, std::string_view expected) {
  return read_stored(transcript_with_text(study, id, place, expected));
}

}  // namespace attune::cli
