// A transcript as data: its text, and what was found in it. The transcript owns its text; everything else here and
// elsewhere holds byte spans into it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attune/text/records.h"
#include "attune/text/span.h"
#include "attune/text/token.h"

namespace attune {

enum class Role : std::uint8_t { none, interviewer, participant };

[[nodiscard]] std::string_view role_name(Role role);

/// A turn without a time.
inline constexpr std::int64_t kNoTime = -1;

/// One speaker label and what follows. `body` is what was said, `label` the label with its colon (empty when the format
/// has none). Tokens [first_token, token_end) are those of `body`.
struct Turn {
  Role role = Role::none;
  Span label;
  Span body;
  std::uint32_t first_token = 0;
  std::uint32_t token_end = 0;
  std::string section;  // a key given in the input ("section" of JSON lines, a tag); empty when none
  std::string speaker = {};  // as the format names who speaks (a tier, a cell); empty when `label` says it
  std::int64_t start_ms = kNoTime;
  std::int64_t end_ms = kNoTime;

  bool operator==(const Turn&) const = default;
};

/// A sentence of a turn, as a range of tokens. Sentences never cross a turn.
struct Sentence {
  std::uint32_t turn = 0;
  std::uint32_t first_token = 0;
  std::uint32_t token_end = 0;

  bool operator==(const Sentence&) const = default;
};

/// The participant's turns between two interviewer turns that are more than a backchannel. Turns [first_turn, turn_end)
/// may hold interviewer backchannels; only the participant's turns among them belong to the response.
struct Response {
  std::uint32_t first_turn = 0;
  std::uint32_t turn_end = 0;

  bool operator==(const Response&) const = default;
};

enum class SectionSource : std::uint8_t { tag, cue, order };

/// The part that answers one question of the protocol. A revisited section is listed again. `confidence` is 0 to 1.
struct Section {
  std::string key;
  std::uint32_t first_turn = 0;
  std::uint32_t turn_end = 0;
  double confidence = 0;
  SectionSource source = SectionSource::cue;

  bool operator==(const Section&) const = default;
};

/// Something a reader of the results must know about how the transcript was understood. `code` is stable and fit for
/// programs ("roles_assumed"); `line` is 0 when it is about the whole.
struct Warning {
  std::string code;
  int line = 0;
  std::string message;

  bool operator==(const Warning&) const = default;
};

/// From `offset` on the text stands on `line` of the source (line, paragraph, row or cue; from 1).
struct LineStart {
  std::uint32_t offset = 0;
  std::uint32_t line = 0;

  bool operator==(const LineStart&) const = default;
};

/// A reader's comment in a word processor's margin, or another remark that is no part of the talk. It stands at byte `offset`.
struct Note {
  std::uint32_t offset = 0;
  std::string text;

  bool operator==(const Note&) const = default;
};

struct Transcript {
  std::string id;
  std::string file;                  // as the user named it; for messages
  std::string text;                  // decoded, BOM dropped, line ends kept
  std::string sha256;                // of the source bytes; empty when nobody asked for it
  std::string notation;              // id of the notation profile it was read with
  std::string language = "en";
  bool language_assumed = true;      // neither the file nor the user said it
  std::string format;                // what the file was read as: "plain", "docx" ...
  std::vector<Token> tokens;         // tile `text`
  std::vector<Turn> turns;
  std::vector<Sentence> sentences;   // in order
  std::vector<Response> responses;   // in order
  std::vector<Section> sections;     // in order
  std::vector<Figure> figures;
  std::vector<Event> events;
  std::vector<LineStart> lines;      // in order; empty when the source has no lines
  std::vector<Warning> warnings;
  std::vector<Note> notes;           // in order
};

/// The number of the token behind token `i`, or of the next one where that is a blank; no more than `end`. Of a loop that asks
/// each token whether it is a blank a processor guesses wrong wherever a mark of punctuation stands; here there is nothing to guess.
[[nodiscard]] inline std::uint32_t token_behind(const std::vector<Token>& tokens, std::uint32_t i, std::uint32_t end) {
  ++i;
  return i < end ? i + static_cast<std::uint32_t>(tokens[i].kind == TokenKind::space) : end;
}

/// The source's line at byte `offset`, or 0 when the source has none.
[[nodiscard]] int line_at(const Transcript& transcript, std::uint32_t offset);

/// The source's line a turn begins on: its label's, or that of its first words when it has none.
[[nodiscard]] int line_of(const Transcript& transcript, const Turn& turn);

/// Key of the section a turn lies in, or empty before the first.
[[nodiscard]] std::string_view section_at(const Transcript& transcript, std::uint32_t turn);

/// The participant's words: UAX #29 words with a letter or digit, without fillers, cut-off words and notation.
[[nodiscard]] std::uint32_t participant_words(const Transcript& transcript);

}  // namespace attune
