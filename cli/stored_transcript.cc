#include "cli/stored_transcript.h"

#include <optional>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/read.h"

namespace attune::cli {

Transcript read_stored(const TranscriptRecord& record) {
  std::optional<NotationProfile> profile = shipped_notation(record.notation);
  if (!profile)
    throw Errors(Problem{{record.id, 0, 0}, fmt::format("notation \"{}\" is not known here", record.notation), ""});
  TranscriptReader reader(std::move(*profile), {});
  // The source is kept where the text alone does not say how it was read: a turn a line of JSON.
  if (!record.details.source.empty())
    return reader.read(record.details.source, record.id, record.id, Format::json_lines);
  return reader.read(record.text, record.id, record.id, Format::plain);
}

}  // namespace attune::cli
