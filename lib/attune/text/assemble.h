// From turns that a format found to a whole transcript: tokens that tile its text, sentences, responses.
#pragma once

#include <string>
#include <vector>

#include "attune/text/tokenize.h"
#include "attune/text/transcript.h"

namespace attune {

/// A turn as a format finds it. `marks` are tokens inside `body` that the format knows already (line numbers, time
/// codes), in order.
struct TurnDraft {
  Role role = Role::none;
  Span label;
  Span body;
  std::vector<Token> marks;
  std::string section;
  std::string speaker = {};  // where the format names speakers beside the text
  std::int64_t start_ms = kNoTime;
  std::int64_t end_ms = kNoTime;
};

/// What a format makes of a file. `outside` are tokens that belong to no turn (header, line numbers and time codes before a
/// label), in order.
struct Draft {
  std::string id, file, text, sha256;
  std::vector<Token> outside;
  std::vector<TurnDraft> turns;
  std::vector<LineStart> lines;
  std::vector<Warning> warnings;
  std::vector<Note> notes;
  std::string language;  // as the file says it ("en", "de"); empty when it does not
  std::string format;
};

/// REQUIRES: spans in order and inside the text.
[[nodiscard]] Transcript assemble(Draft draft, const NotationProfile& profile, Tokenizer& tokenizer);

}  // namespace attune
