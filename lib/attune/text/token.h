// Tokens: the smallest pieces of a transcript. They tile its text, so nothing a transcriber wrote is ever lost.
#pragma once

#include <cstdint>
#include <string_view>

#include "attune/text/span.h"

namespace attune {

/// What a token is. The order is not part of any file format; names are (`token_kind_name`).
enum class TokenKind : std::uint8_t {
  word,
  number,          // a word of digits, or a number with its separators
  punctuation,
  space,           // one run of white space
  filler,          // um, uh, er
  cut_off,         // "terr-"
  backchannel,     // the listener's "(mhm)" inside a turn: nobody's evidence
  pause,           // timed or not
  sound,           // laughs, cries, sighs
  comment,         // anything else the transcriber added
  sic,             // certifies a slip of the speaker
  redacted,        // "{{Aunt 2}}": a replaced name, counted as one word
  unintelligible,
  uncertain,       // a best guess at a word
  overlap,         // marks of simultaneous speech
  interruption,    // "//" and "--"
  trailing_off,    // "..." at the end of a sentence or turn
  retrace,         // a word said again or taken back at once
  line_number,
  time_code,
  header,          // of the file, before the first turn
  label,           // a speaker label with its colon
};

[[nodiscard]] std::string_view token_kind_name(TokenKind kind);

/// What was heard in a `sound` token.
enum class Sound : std::uint8_t { other, laugh, cry, sigh };

/// How long a pause without a stated time is, in the transcriber's words or dots.
enum class PauseClass : std::uint8_t { short_pause, long_pause };

/// One token. `detail` is tenths of a second for a timed pause and `kUntimedShort`/`kUntimedLong` for an untimed one;
/// for a sound it is a `Sound`; otherwise 0. `inner` says how many bytes at the start and end are notation around the
/// words ("{{coat?}}": the words are "coat").
struct Token {
  Span span;
  TokenKind kind = TokenKind::word;
  std::uint8_t words = 0;   // UAX #29 words it counts for: 0 for notation and clitics, 2 for "close-knit"
  std::uint16_t detail = 0;
  std::uint8_t inner_begin = 0;
  std::uint8_t inner_end = 0;

  bool operator==(const Token&) const = default;
};

inline constexpr std::uint16_t kUntimedShort = 0xFFFE;
inline constexpr std::uint16_t kUntimedLong = 0xFFFF;
inline constexpr std::uint16_t kLongestPause = 0xFFFD;  // tenths of a second: 109 minutes

[[nodiscard]] inline bool is_timed_pause(const Token& token) {
  return token.kind == TokenKind::pause && token.detail <= kLongestPause;
}

/// Passed over by a match in the view as intended (DESIGN: two views).
[[nodiscard]] constexpr bool is_skippable(TokenKind kind) {
  switch (kind) {
    case TokenKind::filler:
    case TokenKind::retrace:
    case TokenKind::cut_off:
    case TokenKind::pause:
    case TokenKind::sound:
    case TokenKind::comment:
    case TokenKind::backchannel:
    case TokenKind::overlap:
    case TokenKind::line_number:
    case TokenKind::time_code:
    case TokenKind::label:
      return true;
    default:
      return false;
  }
}

}  // namespace attune
