#include "attune/coding/verbatim.h"

namespace attune {
namespace {

constexpr std::uint32_t kFewestWords = 500;
constexpr std::uint32_t kWordsASign = 1000;

bool is_sign(TokenKind kind) {
  return kind == TokenKind::filler || kind == TokenKind::retrace || kind == TokenKind::cut_off || kind == TokenKind::pause;
}

}  // namespace

Fluency fluency_of(const Transcript& transcript) {
  Fluency fluency;
  for (const Turn& turn : transcript.turns) {
    if (turn.role != Role::participant) continue;
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      fluency.words += transcript.tokens[i].words;
      fluency.signs += is_sign(transcript.tokens[i].kind);
    }
  }
  return fluency;
}

bool looks_cleaned(const Fluency& fluency) { return fluency.words >= kFewestWords && fluency.signs * kWordsASign < fluency.words; }

}  // namespace attune
