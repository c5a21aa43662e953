#include "attune/text/bracket.h"

#include <string>
#include <vector>

#include "attune/codebook/codebooks.h"
#include "catch.h"

using namespace attune;

// What real transcripts hold is tried in tokenize_test.cc; here is what one inside means in different brackets.

TEST_CASE("the same inside means different things in a transcriber's bracket and in round ones") {
  const BracketReader reader(*shipped_notation("aai"));
  const Bracket curly{"{{", "}}", BracketContent::comment};
  const Bracket round{"(", ")", BracketContent::spoken};
  const Bracket square{"[", "]", BracketContent::comment};
  struct Case {
    std::string inside;
    const Bracket& bracket;
    BracketMeaning meaning;
  };
  for (const Case& c : std::vector<Case>{
           {"mother", curly, {.kind = TokenKind::redacted, .words = 1}},
           {"mother", round, {.spoken = true}},
           {"Mother", round, {.kind = TokenKind::redacted, .words = 1}},
           {"a big one", curly, {.kind = TokenKind::comment}},
           {"a big one", round, {.spoken = true}},
           {"6", square, {.kind = TokenKind::pause, .detail = 60}},
           {"6", round, {.spoken = true}},
           {"6.5", round, {.kind = TokenKind::pause, .detail = 65}},
           {"700", square, {.kind = TokenKind::comment}},
           {"coat?", round, {.kind = TokenKind::uncertain, .words = 1}},
           {"in the coat?", square, {.kind = TokenKind::uncertain, .words = 3}},
           {"in the coat?", round, {.spoken = true}},
           {"", round, {.kind = TokenKind::unintelligible}},
           {"TOWN", square, {.kind = TokenKind::redacted, .words = 1}},
           {"TOWN", round, {.kind = TokenKind::redacted, .words = 1}},
           {"STOP", square, {.kind = TokenKind::redacted, .words = 1}},
           {"STOP", round, {.spoken = true}},
           {"00:14:03", square, {.kind = TokenKind::time_code}},
           {"\u00A0Laughs \t", round, {.kind = TokenKind::sound, .detail = static_cast<std::uint16_t>(Sound::laugh)}},
           {"99999999 min", curly, {.kind = TokenKind::comment}},
           {"123456789", square, {.kind = TokenKind::comment}},
       }) {
    CAPTURE(c.inside, c.bracket.open);
    CHECK(reader.read(c.inside, c.bracket) == c.meaning);
  }
}

TEST_CASE("a bracket of overlapped speech still holds what the profile knows") {
  const BracketReader reader(*shipped_notation("aai"));
  const Bracket overlap{"[", "]", BracketContent::overlap};
  CHECK(reader.read("never did", overlap) == BracketMeaning{.kind = TokenKind::overlap});
  CHECK(reader.read("laughs", overlap).kind == TokenKind::sound);
}

TEST_CASE("a profile that knows nothing takes brackets as they are declared") {
  const BracketReader reader(NotationProfile{});
  CHECK(reader.read("laughs", {"(", ")", BracketContent::spoken}).spoken);
  CHECK(reader.read("laughs", {"{", "}", BracketContent::comment}) == BracketMeaning{.kind = TokenKind::comment});
}
