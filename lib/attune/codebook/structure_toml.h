// The keys of a marker that ask for structure and framing, from TOML.
#pragma once

#include "attune/codebook/codebook.h"
#include "attune/codebook/codebook_reading.h"

namespace attune {

/// Reads "pause", "repeated", "unfinished", "shift", "response", "prompts", "density", "first_words", "last_words" and the
/// frames into `marker`; every mistake is reported.
void read_structure(TomlTable& table, Marker& marker, CodebookReading& reading);

}  // namespace attune
