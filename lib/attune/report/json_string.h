// Strings as JSON has them, for what is written a million times: nlohmann-json's objects cost more than all else of a mark.
#pragma once

#include <string>
#include <string_view>

namespace attune {

/// Appends `text` to `json` in quotation marks, escaped as nlohmann-json's `dump` does it. REQUIRES: valid UTF-8.
void append_json_string(std::string& json, std::string_view text);

}  // namespace attune
