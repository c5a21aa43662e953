// Transcripts as JSON lines: one a line with its turns, or one a file with a turn a line.
#pragma once

#include <string>
#include <string_view>

#include "attune/text/assemble.h"

namespace attune {

/// Whether the first line of a file holds a whole transcript ({"id", "turns"}) or one turn ({"role", "text"}).
enum class JsonLines : unsigned char { transcripts, turns };

/// Throws `Errors` when `line` is not a JSON object with "turns" or "text".
[[nodiscard]] JsonLines kind_of_json_lines(std::string_view line, const std::string& file);

/// A transcript from one line: {"id": "x", "turns": [{"role": "interviewer|participant", "text": "...", "section": "loss"}]}.
/// Its text is each turn's text followed by "\n"; it has no lines. Throws `Errors` naming `file` and `line_number`.
[[nodiscard]] Draft read_json_line(std::string_view line, const std::string& file, int line_number, const NotationProfile& profile);

/// A transcript from a file with a turn a line: {"role" or "speaker": "...", "text": "..."}. Line N of the file is line N.
[[nodiscard]] Draft read_json_turns(std::string_view text, const std::string& file, const NotationProfile& profile);

}  // namespace attune
