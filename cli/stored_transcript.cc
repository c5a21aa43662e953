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

Transcript stored_transcript(Study& study, const std::string& id, const std::string& place, std::string_view expected) {
  const TranscriptRecord record = transcript_with_text(study, id, place, expected);
  return read_again(record.details.reading, record.details.source.empty() ? record.text : record.details.source, id);
}

}  // namespace attune::cli
