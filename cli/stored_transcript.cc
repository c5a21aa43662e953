#include "cli/stored_transcript.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/visible.h"
#include "cli/reading.h"
#include "cli/shell_word.h"

namespace attune::cli {
namespace {

/// Whether what coding goes by is the same.
bool are_alike(const Transcript& a, const Transcript& b) {
  return a.text == b.text && a.language == b.language && a.tokens == b.tokens && a.turns == b.turns && a.sentences == b.sentences && a.responses == b.responses &&
         a.sections == b.sections && a.figures == b.figures;
}

bool is_read_alike(const TranscriptRecord& stored, const Transcript& now, const std::string& reading, std::string_view source) {
  if (reading == stored.details.reading) return true;
  if (now.turns.size() < stored.marked_turns) return false;
  try {
    return are_alike(read_again(stored.details.reading, source, now.id), now);
  } catch (const Errors&) {
    // Older versions kept only where a profile lay, as it was named from the folder of that day.
    return is_same_but_for_folders(stored.details.reading, reading);
  }
}

}  // namespace

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

void refuse_other_reading(const TranscriptRecord& stored, const Transcript& now, const std::string& reading, std::string_view source, const std::string& path) {
  if (is_read_alike(stored, now, reading, source)) return;
  const auto in_brackets = [](const std::string& options) { return options.empty() ? "" : " (" + options + ")"; };
  throw Errors(Problem{{now.file, 0, 0},
                       fmt::format("{} read as the study has it{}", now.id, in_brackets(options_apart(stored.details.reading, reading))),
                       fmt::format("another reading{}; code it with the same options, or, where its codings may go, \"attune study erase {} {}\" and code it anew",
                                   in_brackets(options_apart(reading, stored.details.reading)), shell_word(path), shell_word(now.id))});
}

bool is_redacted_since(const std::vector<TranscriptRecord>& versions, int version) {
  // Only replacing names leads a version before to places of this one.
  return std::ranges::any_of(versions, [&](const TranscriptRecord& later) { return later.version > version && !later.details.offset_map.empty(); });
}

Transcript stored_transcript(Study& study, const std::string& id, const std::string& place, std::string_view expected) {
  return read_stored(transcript_with_text(study, id, place, expected));
}

}  // namespace attune::cli
