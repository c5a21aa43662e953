// Plain transcripts: lines of text with speaker labels, with or without a header, line numbers, time codes and numbered
// questions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/formats/labels.h"
#include "attune/text/assemble.h"

namespace attune {

/// What the user says of a plain transcript. Empty lists: labels are detected.
struct PlainOptions {
  std::vector<std::string> interviewer;  // labels as typed, "I" or "Interviewer 2"
  std::vector<std::string> participant;
  bool one_speaker = false;              // the whole text is the participant's
};

/// Finds header, line numbers, labels and turns in `draft.text`, and fills in the rest of the draft. Throws `Errors` when no
/// labels are found (with the lines looked at and how to name them), or when a named label does not occur.
[[nodiscard]] Draft read_plain(Draft draft, const PlainOptions& options, const NotationProfile& profile);

}  // namespace attune
