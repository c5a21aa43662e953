// A codebook that changes a shipped one without copying it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/codebook_reading.h"

namespace attune {

/// What a header says of the codebook it builds on: `extends = "coherence"` (or `"coherence@1.0.0"`, then only that version will
/// do) and `off`, the ids of markers, or of codes with all their markers, that are left out.
struct Extension {
  Codebook base;
  std::vector<const TomlValue*> off;
};

/// Reads the two keys; what may be mentioned of the base is declared. Empty when nothing is extended, or when a mistake was reported.
[[nodiscard]] std::optional<Extension> read_extension(TomlTable& header, CodebookReading& reading);

/// `book` on top of its base: what has the same id or name replaces it, the rest follows. Reports what `off` names and is not there.
[[nodiscard]] Codebook extended(Extension extension, Codebook book, TomlReport& report);

}  // namespace attune
