// A transcript without its names, for formats whose files are not simply their text.
#pragma once

#include <ostream>
#include <span>

#include "attune/text/redaction.h"
#include "attune/text/transcript.h"

namespace attune {

/// One transcript as JSON lines, its turns as writers put them: roles, texts, sections, times and the source's lines; no speakers'
/// names and no comments.
void write_bare(std::ostream& out, const Transcript& transcript);

/// How the offsets of a transcript lead to those of the one read from its `write_bare`. REQUIRES: as many turns in both.
[[nodiscard]] OffsetMap map_to_bare(const Transcript& transcript, const Transcript& bare);

/// A transcript read from `write_bare`, once more with the replacements made. REQUIRES: they are in order and lie within turns.
void write_redacted(std::ostream& out, const Transcript& transcript, std::span<const Replacement> replacements);

/// How its offsets lead to those of `again`, read from `write_redacted`. REQUIRES: as many turns in both.
[[nodiscard]] OffsetMap map_to_redacted(const Transcript& transcript, std::span<const Replacement> replacements, const Transcript& again);

}  // namespace attune
