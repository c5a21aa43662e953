// The key of a redaction as a table that people edit: kind, original, replacement, times, where. It holds every name, so it is
// kept apart from the transcripts.
#pragma once

#include <string>
#include <string_view>

#include "attune/text/redaction.h"

namespace attune {

[[nodiscard]] std::string redaction_key_csv(const RedactionKey& key);

/// Columns `original` and `replacement` are needed, in any order. Throws `Errors` for a table without them, an empty original, and
/// an original that is there twice with two replacements.
[[nodiscard]] RedactionKey parse_redaction_key(std::string_view csv, const std::string& file);

}  // namespace attune
