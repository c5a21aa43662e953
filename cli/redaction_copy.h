// A transcript and its copy without names.
#pragma once

#include <string>
#include <vector>

#include "attune/coding/redaction.h"
#include "attune/text/transcript.h"
#include "cli/reading.h"

namespace attune::cli {

/// A transcript as it was read, and as its copy will be read: the same for plain text, else its turns alone.
struct RedactionSubject {
  Transcript read, bare;
  std::string reading;              // of `read`, as `reading_to_text` writes it
};

[[nodiscard]] RedactionSubject redaction_subject(Transcript read, std::string reading, Rereader& reader);

struct RedactedCopy {
  std::string bytes;
  Transcript transcript;            // read from them
  std::string reading;
  OffsetMap from_read, from_bare;   // to `transcript`
  std::size_t passages = 0;
};

/// Throws `Errors` when the copy could not be read as the same turns.
[[nodiscard]] RedactedCopy redacted_copy(const RedactionSubject& subject, const RedactionKey& key, const PrivacyWords& words, Rereader& reader);

/// "lines 3, 8, 12 ...": where these stand.
[[nodiscard]] std::string lines_of(const Transcript& transcript, const std::vector<Identifier>& identifiers);

}  // namespace attune::cli
