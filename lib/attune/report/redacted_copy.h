// A transcript without its names, for formats whose files are not simply their text.
#pragma once

#include <ostream>
#include <span>

#include "attune/text/redaction.h"
#include "attune/text/transcript.h"

namespace attune {

/// One transcript as JSON lines, its turns with the replacements made: roles, texts, sections and times; no speakers' names and
/// no comments. REQUIRES: the replacements are in order and lie within turns.
void write_redacted(std::ostream& out, const Transcript& transcript, std::span<const Replacement> replacements);

}  // namespace attune
