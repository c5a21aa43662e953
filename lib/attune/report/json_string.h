// Strings as JSON has them, for what is written a million times: nlohmann-json's objects cost more than all else of a mark.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attune {

/// What a string of JSON takes at most: quotation marks, and six bytes for each that is escaped.
[[nodiscard]] constexpr std::size_t most_json_bytes(std::size_t size) { return 6 * size + 2; }

/// Writes `text` to `out` in quotation marks, escaped as nlohmann-json's `dump` does it; where it ends. REQUIRES: valid UTF-8, and
/// room for `most_json_bytes`.
[[nodiscard]] char* write_json_string(char* out, std::string_view text);

}  // namespace attune
