#include "attune/formats/salt.h"

#include "reading_case.h"

using namespace attune;

namespace {

constexpr const char* kSalt =
    "$ Child, Examiner\n+ Language: English\n+ ParticipantId: 07\n+ Age: 5;2\n- 0:00\nE What did you do?\nC (Um) we play/ed ball.\nC And then X.\n= tape stops\n; :04\nE Yes?\nC He fell\n  down^\n- 1:30\n";

}  // namespace

TEST_CASE("SALT's labels have no colon; its other lines are nobody's talk") {
  const Transcript transcript = read_as(kSalt, "a.txt", {}, "salt");
  check_laws(transcript);
  CHECK(turns_of(transcript) == "I 6 What did you do?\nS 7 (Um) we play/ed ball.\nS 8 And then X.\nI 11 Yes?\nS 12 He fell down^\n");
  CHECK(transcript.warnings.empty());
  ReadOptions options;
  options.plain.participant = {"E"};
  CHECK(turns_of(read_as(kSalt, "a.txt", options, "salt")) == "S 6 What did you do?\nI 7 (Um) we play/ed ball.\nI 8 And then X.\nS 11 Yes?\nI 12 He fell down^\n");
}

TEST_CASE("a maze was said and is not meant: rules pass over its words, and they do not count") {
  struct Row {
    std::string said;
    std::uint32_t words;
    std::string retraced;
  };
  const Row row = GENERATE(values<Row>({
      {"My dad was there.", 4, ""},
      {"(My fa*) my dad was there.", 4, "My fa"},
      {"(And um and) then (he (he) was) he fell.", 3, "And and he he was"},
      {"We (w*) played (with the ball.", 5, "w"},     // never closed: what it holds is talk
      {"It was) over (I I) there.", 4, "I I"},
  }));
  CAPTURE(row.said);
  const Transcript transcript = read_as("$ Child, Examiner\nE What?\nC " + row.said + "\n", "a.txt", {}, "salt");
  check_laws(transcript);
  CHECK(participant_words(transcript) == row.words);
  std::string retraced;
  for (const Token& token : transcript.tokens)
    if (token.kind == TokenKind::retrace) retraced += (retraced.empty() ? "" : " ") + std::string(slice(transcript.text, token.span));
  CHECK(retraced == row.retraced);
}

TEST_CASE("only the header of SALT makes a letter a label") {
  CHECK(salt_speakers("$ Child, Examiner\nC Hi.\n") == "CE");
  CHECK(salt_speakers("\xEF\xBB\xBF$ client,mother\r\n") == "CM");
  CHECK(salt_speakers("$5 is what I paid.\n").empty());
  CHECK(salt_speakers("$ 5, or more\n").empty());
  CHECK(salt_speakers("C Hi.\nE Hello.\n").empty());
  CHECK(refusal("C Hi.\nE Hello.\n", "a.txt") ==
        "a.txt:1: expected speaker labels at the start of lines, such as \"I:\" and \"S:\", found none in lines 1 to 2 (name them with --interviewer LABEL --participant LABEL, or say --one-speaker)");
}
