#include "attune/text/assemble.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "catch.h"

using namespace attune;

namespace {

/// A transcript of turns written "I ..." or "S ...", one after the other with a line end between.
Transcript transcript_of(const std::vector<std::string>& turns) {
  const NotationProfile profile = *shipped_notation("aai");
  Tokenizer tokenizer(profile);
  Draft draft;
  draft.id = "x";
  for (const std::string& turn : turns) {
    TurnDraft one;
    one.role = turn[0] == 'I' ? Role::interviewer : Role::participant;
    one.body.begin = static_cast<std::uint32_t>(draft.text.size());
    draft.text += turn.substr(std::min<std::size_t>(2, turn.size()));
    one.body.end = static_cast<std::uint32_t>(draft.text.size());
    draft.text += '\n';
    draft.turns.push_back(one);
  }
  return assemble(std::move(draft), profile, tokenizer);
}

/// "0-2 4-4": first and last turn of each response.
std::string responses_of(const std::vector<std::string>& turns) {
  std::string line;
  for (const Response& response : transcript_of(turns).responses)
    line += fmt::format("{}{}-{}", line.empty() ? "" : " ", response.first_turn, response.turn_end - 1);
  return line;
}

}  // namespace

TEST_CASE("a response reaches from one question to the next, over the listener's mhm") {
  CHECK(responses_of({"I Who?", "S Mum.", "I And?", "S Dad."}) == "1-1 3-3");
  CHECK(responses_of({"I Who?", "S Mum.", "I Mhm.", "S And dad."}) == "1-3");
  CHECK(responses_of({"I Who?", "S Mum.", "I Yeah. Okay, right.", "S And dad."}) == "1-3");
  CHECK(responses_of({"I Who?", "S Mum.", "I I see.", "S And dad."}) == "1-3");
  CHECK(responses_of({"I Who?", "S Mum.", "I Uh huh.", "S And dad."}) == "1-3");
  CHECK(responses_of({"I Who?", "S Mum.", "I Okay, and your dad?", "S And dad."}) == "1-1 3-3");
  CHECK(responses_of({"I Who?", "S Mum.", "I {{nods}}", "S And dad."}) == "1-3");
  CHECK(responses_of({"I Who?", "S Mum.", "I {{laughs}} Mm-hm (pause)", "S And dad."}) == "1-3");
  CHECK(responses_of({"I Who?", "S Mum.", "I", "S And dad."}) == "1-3");
  CHECK(responses_of({"I Who?", "S Mum.", "S And dad.", "I Mhm.", "I Who else?", "S Nan."}) == "1-2 5-5");
  CHECK(responses_of({"S Before we start.", "I Who?", "S Mum.", "I Thanks."}) == "0-0 2-2");
  CHECK(responses_of({"I Who?"}) == "");
}

TEST_CASE("an answer that breaks off with // goes on behind the interruption") {
  CHECK(responses_of({"I Who?", "S And then he//", "I Your uncle?", "S //told us to go."}) == "1-3");
  CHECK(responses_of({"I Who?", "S And then he//", "I Your uncle?", "S Yes, told us to go."}) == "1-1 3-3");
  CHECK(responses_of({"I Who?", "S And then he.", "I Your uncle?", "S //told us to go."}) == "1-1 3-3");
  CHECK(responses_of({"I Who?", "S And then he-- ", "I Your uncle?", "S -- told us to go."}) == "1-1 3-3");
}

TEST_CASE("what no turn claims is header or white space, labels and marks are tokens, and all tile the text") {
  const NotationProfile profile = *shipped_notation("aai");
  Tokenizer tokenizer(profile);
  Draft draft;
  draft.text = "ID: 4\n\n0001 S: My dad\n0002 left. \n";
  Token first, second;
  first.kind = second.kind = TokenKind::line_number;
  first.span = {7, 11};
  second.span = {22, 26};
  draft.outside = {first};
  draft.turns = {{Role::participant, {12, 14}, {15, 32}, {second}, ""}};
  const Transcript transcript = assemble(draft, profile, tokenizer);
  std::string shown;
  for (const Token& token : transcript.tokens)
    shown += fmt::format("{}[{}]", token_kind_name(token.kind), slice(transcript.text, token.span));
  CHECK(shown ==
        "header[ID: 4\n\n]line_number[0001]space[ ]label[S:]space[ ]word[My]space[ ]word[dad]space[\n]line_number[0002]space[ ]"
        "word[left]punctuation[.]space[ \n]");
  CHECK(transcript.turns == std::vector<Turn>{{Role::participant, {12, 14}, {15, 32}, 5, 13, ""}});
  CHECK(transcript.sentences == std::vector<Sentence>{{0, 5, 13}});
  CHECK(participant_words(transcript) == 3);
  CHECK(transcript.notation == "aai");
}

TEST_CASE("sentences never cross a turn") {
  const Transcript transcript = transcript_of({"I One. Two", "S three. Four"});
  std::string shown;
  for (const Sentence& sentence : transcript.sentences) {
    shown += std::to_string(sentence.turn) + ":";
    for (std::uint32_t i = sentence.first_token; i < sentence.token_end; ++i) shown += slice(transcript.text, transcript.tokens[i].span);
    shown += "|";
  }
  CHECK(shown == "0:One. |0:Two|1:three. |1:Four|");
}

TEST_CASE("a loop from token to token passes over the blanks behind them, and ends where it is told") {
  const Transcript transcript = transcript_of({"S Yes , she was."});
  const auto walked = [&](std::uint32_t end) {
    std::string line;
    for (std::uint32_t i = 0; i < end; i = token_behind(transcript.tokens, i, end)) line += fmt::format("[{}]", slice(transcript.text, transcript.tokens[i].span));
    return line;
  };
  CHECK(walked(8) == "[Yes][,][she][was][.]");
  CHECK(walked(6) == "[Yes][,][she]");
  CHECK(walked(5) == "[Yes][,][she]");
}
