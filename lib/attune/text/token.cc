#include "attune/text/token.h"

namespace attune {

std::string_view token_kind_name(TokenKind kind) {
  switch (kind) {
    case TokenKind::word: return "word";
    case TokenKind::number: return "number";
    case TokenKind::punctuation: return "punctuation";
    case TokenKind::space: return "space";
    case TokenKind::filler: return "filler";
    case TokenKind::cut_off: return "cut_off";
    case TokenKind::backchannel: return "backchannel";
    case TokenKind::pause: return "pause";
    case TokenKind::sound: return "sound";
    case TokenKind::comment: return "comment";
    case TokenKind::sic: return "sic";
    case TokenKind::redacted: return "redacted";
    case TokenKind::unintelligible: return "unintelligible";
    case TokenKind::uncertain: return "uncertain";
    case TokenKind::overlap: return "overlap";
    case TokenKind::interruption: return "interruption";
    case TokenKind::trailing_off: return "trailing_off";
    case TokenKind::retrace: return "retrace";
    case TokenKind::line_number: return "line_number";
    case TokenKind::time_code: return "time_code";
    case TokenKind::header: return "header";
    case TokenKind::label: return "label";
  }
  return "";
}

}  // namespace attune
