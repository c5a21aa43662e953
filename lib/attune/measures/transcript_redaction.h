// Whether replaced names go together, and what of a transcript's notation was left unread.
#pragma once

#include <vector>

#include "attune/measures/transcript_quality.h"

namespace attune {

[[nodiscard]] std::vector<RedactionGap> redaction_gaps(const Transcript& transcript);
/// Remarks that are no tag of a section.
[[nodiscard]] std::vector<Finding> unread_remarks(const Transcript& transcript);
/// "{", "[" and their kin that stand alone: a bracket that does not close takes the words behind it for the speaker's. Not in
/// notations whose brackets are only brackets, nor in CHAT, whose reader finds them itself.
[[nodiscard]] std::vector<Finding> loose_brackets(const Transcript& transcript);

}  // namespace attune
