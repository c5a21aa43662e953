// What stands in an example's text besides words: labels of speakers, and lines that open a section.
#pragma once

#include <optional>
#include <string_view>

namespace attune {

/// Whether the text is a small transcript: it begins with a label ("I:", "S:") or opens a section.
[[nodiscard]] bool is_small_transcript(std::string_view text);

/// The key in a line of such a text that opens a section, "@loss"; nothing in another line.
[[nodiscard]] std::optional<std::string_view> opened_section(std::string_view line);

}  // namespace attune
