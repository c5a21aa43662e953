// Two real conversations (tests/data/real/SOURCE.md) are read as their transcribers meant them.
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/formats/read.h"
#include "catch.h"

using namespace attune;

namespace {

Transcript read_real(const std::string& name) {
  std::ifstream file(std::string(ATTUNE_SOURCE_DIR) + "/tests/data/real/" + name, std::ios::binary);
  REQUIRE(file.good());
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return TranscriptReader(*shipped_notation("aai"), {}).read(bytes, name, name, Format::plain);
}

/// Turns by role, words of the participant, and how often each kind of notation was met.
std::string found_in(const Transcript& transcript) {
  int interviewer = 0, participant = 0;
  for (const Turn& turn : transcript.turns) ++(turn.role == Role::interviewer ? interviewer : participant);
  std::map<std::string, int> kinds;
  for (const Token& token : transcript.tokens)
    if (token.kind != TokenKind::word && token.kind != TokenKind::space && token.kind != TokenKind::punctuation && token.kind != TokenKind::label)
      ++kinds[std::string(token_kind_name(token.kind))];
  std::string shown = fmt::format("{} + {} turns, {} responses, {} words", interviewer, participant, transcript.responses.size(), participant_words(transcript));
  for (const auto& [kind, count] : kinds) shown += fmt::format(", {} {}", count, kind);
  return shown;
}

std::string all_of_kind(const Transcript& transcript, TokenKind kind) {
  std::string shown;
  for (const Token& token : transcript.tokens)
    if (token.kind == kind) shown += fmt::format("{}{}", shown.empty() ? "" : " ", slice(transcript.text, token.span));
  return shown;
}

}  // namespace

TEST_CASE("a counselling dialogue with time codes") {
  const Transcript transcript = read_real("annomi_016.txt");
  CHECK(found_in(transcript) == "12 + 12 turns, 6 responses, 280 words, 6 cut_off, 8 filler, 8 interruption, 8 retrace, 24 time_code");
  CHECK(all_of_kind(transcript, TokenKind::cut_off) == "my- get- I'm- losing- this- good-");
  CHECK(all_of_kind(transcript, TokenKind::retrace) == "with for he 's I about if it");
  CHECK(transcript.warnings.empty());
}

TEST_CASE("a recorded life history whose speakers are named") {
  const Transcript transcript = read_real("loc_isom_moseley.names.txt");
  CHECK(found_in(transcript) == "15 + 17 turns, 13 responses, 1267 words, 6 comment, 23 filler, 9 retrace, 1 uncertain, 8 unintelligible");
  CHECK(all_of_kind(transcript, TokenKind::comment) ==
        "[child screaming in background which continues intermittently throughout the interview] [seen] [intelligible] [tape gets stuck] [tape gets stuck] [END OF SIDE A]");
  CHECK(transcript.warnings ==
        std::vector<Warning>{{"roles_assumed", 1,
                              "assumed that the label on line 3 is the interviewer's and that on line 1 the participant's; if not, name them with --interviewer LABEL --participant LABEL"}});
}
