// A transcript as one line of JSON, as `formats/json_lines.h` reads it.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "attune/text/transcript.h"

namespace attune {

/// What of a turn is written besides its role, section and times. What is empty is left out, but for the text.
struct JsonTurn {
  std::string text;
  std::string speaker = {};
  std::vector<LineStart> lines = {};         // from which byte of `text` on which line of the source; written in code points
  std::vector<std::string> comments = {};
};

/// One line, with what `written` gives for each turn, asked in their order. The language is left out where the file did not say it.
void write_json_transcript(std::ostream& out, const Transcript& transcript, const std::function<JsonTurn(const Turn&)>& written);

}  // namespace attune
