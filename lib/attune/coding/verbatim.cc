#include "attune/coding/verbatim.h"

namespace attune {
namespace {

constexpr std::uint32_t kFewestWords = 500;
constexpr std::uint32_t kWordsASign = 1000;

constexpr std::uint32_t bit(TokenKind kind) { return std::uint32_t{1} << static_cast<unsigned>(kind); }

constexpr std::uint32_t kSigns = bit(TokenKind::filler) | bit(TokenKind::retrace) | bit(TokenKind::cut_off) | bit(TokenKind::pause);

}  // namespace

Fluency fluency_of(const Transcript& transcript) {
  std::uint32_t words = 0, signs = 0;
  const Token* tokens = transcript.tokens.data();
  for (const Turn& turn : transcript.turns) {
    if (turn.role != Role::participant) continue;
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = tokens[i];
      words += token.words;
      signs += kSigns >> static_cast<unsigned>(token.kind) & 1;
    }
  }
  return {words, signs};
}

bool looks_cleaned(const Fluency& fluency) { return fluency.words >= kFewestWords && fluency.signs * kWordsASign < fluency.words; }

}  // namespace attune
