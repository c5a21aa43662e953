// The version of a study's transcript that a packet's coding belongs to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attune/io/study.h"
#include "attune/text/redaction.h"

namespace attune::cli {

/// `steps` lead there from the text that was coded: names were replaced since.
struct CodedVersion {
  TranscriptRecord transcript;
  std::vector<OffsetMap> steps;
};

/// The version with these bytes, or the last one that replacing names made of it, for codings move to that. Nothing where no version
/// has them. `versions` are all of a transcript.
[[nodiscard]] std::optional<CodedVersion> coded_version(const std::vector<TranscriptRecord>& versions, const std::string& sha256);

/// Moves marks in `text` to their places in the version. Throws `Errors` where its text is not in the study.
void move_marks(std::vector<Mark>& marks, const std::string& text, const CodedVersion& to);

}  // namespace attune::cli
