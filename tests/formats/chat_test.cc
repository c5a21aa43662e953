// CHAT: what the talk holds, and defects told by line and tier.
#include "reading_case.h"

using namespace attune;

namespace {

constexpr const char* kHead = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Investigator, PAR Participant\n@ID:\teng|corpus|INV|||||Investigator|||\n@ID:\teng|corpus|PAR|||||Participant|||\n";

Transcript chat(const std::string& body) { return read_as(kHead + body + "@End\n", "a.cha", {}, "chat"); }

/// What is told of utterances and tiers that begin on line 7.
std::string defects(const std::string& body) {
  const Transcript transcript = chat(body);
  check_laws(transcript);
  std::string told;
  for (const Warning& warning : transcript.warnings)
    if (warning.code.starts_with("chat_")) told += fmt::format("{}{} {}", told.empty() ? "" : "; ", warning.line, warning.message);
  return told;
}

std::string tokens(const Transcript& transcript) {
  std::string shown;
  for (const Turn& turn : transcript.turns)
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i)
      if (const Token& token = transcript.tokens[i]; token.kind != TokenKind::space && token.kind != TokenKind::word)
        shown += fmt::format("{}{}={}", shown.empty() ? "" : " ", token_kind_name(token.kind), slice(transcript.text, token.span));
  return shown;
}

}  // namespace

TEST_CASE("a CHAT utterance is a turn; its codes are tokens; nothing of the file is lost") {
  const Transcript transcript = chat("*INV:\twho raised you ? \x15" "0_1500\x15\n%com:\tasks\n*PAR:\t&-um <my fa> [//] my gran (.) &=laughs xxx I [/] I wen(t) &+ho home [?] &*INV:mhm +...\n");
  check_laws(transcript);
  CHECK(turns_of(transcript).substr(0, 34) == "I 7 [0-1500] who raised you ?\nS 9 ");
  CHECK(tokens(transcript) ==
        "punctuation=? filler=&-um overlap=< retrace=my retrace=fa overlap=> label=[//] pause=(.) sound=&=laughs unintelligible=xxx retrace=I label=[/] cut_off=&+ho uncertain=home label=[?] backchannel=&*INV:mhm trailing_off=+...");
  CHECK(transcript.language == "en");
  CHECK(!transcript.language_assumed);
}

TEST_CASE("what a retrace is about does not depend on how many there are beside, around or behind it") {
  const int n = GENERATE(1, 2, 40, 4000);
  CAPTURE(n);
  const auto count_of = [](const Transcript& transcript, TokenKind kind) { return std::ranges::count(transcript.tokens, kind, &Token::kind); };
  const auto told = [](const Transcript& transcript) { return std::ranges::count_if(transcript.warnings, [](const Warning& w) { return w.code.starts_with("chat_"); }); };
  std::string beside, around, behind = "a", inside;
  for (int i = 0; i < n; ++i) {
    beside += "ah [/] ";
    around += "<";
    inside += fmt::format("{}oh> [/] ", i > 0 ? "" : "ah ");
    behind += " [/]";
  }
  const Transcript one_by_one = chat("*PAR:\t" + beside + "ah .\n");
  CHECK(count_of(one_by_one, TokenKind::retrace) == n);
  CHECK(told(one_by_one) == 0);
  const Transcript nested = chat("*PAR:\t" + around + inside + "ah .\n");
  CHECK(count_of(nested, TokenKind::retrace) == n + 1);
  CHECK(told(nested) == 0);
  const Transcript in_a_row = chat("*PAR:\t" + behind + " a .\n");
  CHECK(count_of(in_a_row, TokenKind::retrace) == 1);
  CHECK(told(in_a_row) == std::min(n - 1, 21));  // each further one finds no words of its own; twenty are told, and that there are more
}

TEST_CASE("files of the format's maintainers read clean") {
  const std::string name = GENERATE(as<std::string>{}, "linkers.cha", "groups-regular.cha", "mor-gra.cha", "phon-syllabification.cha", "postcodes-and-gems.cha", "ca-overlap-complex.cha", "jpn-conversation.cha");
  CAPTURE(name);
  const Transcript transcript = read_as(data_file(name), name, {}, "chat");
  check_laws(transcript);
  for (const Warning& warning : transcript.warnings) {
    CAPTURE(warning.message, warning.line);
    CHECK(!warning.code.starts_with("chat_"));
  }
}

TEST_CASE("defects of utterances and tiers are told by line and tier") {
  struct Row {
    std::string body, told;
  };
  const Row row = GENERATE(values<Row>({
      {"*PAR:\thello .\n", ""},
      {"*PAR:\thello\n", "7 *PAR: expected a terminator such as \".\" at the end of the utterance"},
      {"*PAR:\thello.\n", "7 *PAR: expected a blank before the terminator"},
      {"*PAR:\t.\n", "7 *PAR: expected words, found none"},
      {"*PAR:\thello [: world .\n", "7 *PAR: expected \"]\" that closes \"[\", found none"},
      {"*PAR:\thello world> [/] .\n", "7 *PAR: expected \"<\" before \">\", found none; 7 *PAR: expected words before the code, found none"},
      {"*PAR:\t<I went> home .\n", "7 *PAR: expected a code in brackets behind the group, found none"},
      {"*PAR:\t&=laughs [//] water .\n", "7 *PAR: expected words before [//], found none"},
      {"*PAR:\the11o .\n", "7 *PAR: expected words, found digits (CHAT spells numbers out)"},
      {"*PAR:\tdog@b@c .\n", "7 *PAR: expected one form marker, found two"},
      {"*PAR:\tdon\u2019t .\n", "7 *PAR: expected a straight apostrophe, found a typographic one"},
      {"*PAR:\thi .\n%foo:\tx\n", "8 %foo: expected a tier that CHAT knows, or one of your own beginning with %x"},
      {"*PAR:\tI want it .\n%mor:\tpro|I v|want .\n", "8 %mor: expected 3 words as on the main line, found 2"},
      {"*PAR:\thi .\n%mor:\tco|hi ?\n", "8 %mor: expected the terminator of the main line, found another"},
      {"*DOC:\thi .\n", "7 expected a speaker of @Participants"},
      {"*PAR:\thi .\n\n*INV:\tbye .\n", "8 CHAT has no blank lines"},
      {"*PAR:\t+, hello .\n", "7 *PAR: expected an utterance of the same speaker that was left open before +,"},
      {"@Eg:\tstory\n*PAR:\thi .\n", "7 @Eg: expected @Bg of the same label before it"},
      {"@Date:\t01/01/2024\n*PAR:\thi .\n", "7 @Date: expected a date such as 03-MAR-1992"},
      {"@Media:\ta, audio\n*PAR:\thi . \x15" "500_100\x15\n", "8 *PAR: expected a bullet that ends behind its start"},
  }));
  CAPTURE(row.body);
  CHECK(defects(row.body) == row.told);
}

TEST_CASE("who neither asks nor is asked in a CHAT file is told; where nobody has the role of asking, everybody else asks") {
  struct Row {
    std::string roles, turns, codes;
  };
  const Row row = GENERATE(values<Row>({
      {"INV Investigator, PAR Participant, HUS Relative", "I 4\nS 5\nI 6\nS 7\n", "other_speakers:6"},
      {"INV Therapist, PAR Client, HUS Examiner", "I 4\nS 5\nI 6\nS 7\n", ""},
      {"INV Mother, PAR Target_Child, HUS Father", "I 4\nS 5\nI 6\nS 7\n", ""},
      {"INV Interviewer, PAR Mother, HUS Father", "I 4\nS 5\nI 6\nS 7\n", "other_speakers:6"},
  }));
  CAPTURE(row.roles);
  const Transcript transcript = read_as("@UTF8\n@Begin\n@Participants:\t" + row.roles + "\n*INV:\twho raised you ?\n*PAR:\tmy gran did .\n*HUS:\tno she did not .\n*PAR:\tshe did .\n@End\n", "a.cha", {}, "chat");
  std::string turns, codes;
  for (const Turn& turn : transcript.turns) turns += fmt::format("{} {}\n", turn.role == Role::interviewer ? "I" : "S", line_of(transcript, turn));
  for (const Warning& warning : transcript.warnings)
    if (!warning.code.starts_with("chat_")) codes += fmt::format("{}:{}", warning.code, warning.line);
  CHECK(turns == row.turns);
  CHECK(codes == row.codes);
}

TEST_CASE("lines that are none of CHAT are refused by line") {
  CHECK(refusal(std::string(kHead) + "*PAR hello .\nhello\n@End\n", "a.cha") ==
        "a.cha:7:1: expected \"*SPEAKER:\" and a tab, found no colon\na.cha:8:1: expected \"@\", \"*\", \"%\" or a tab at the start of the line, found something else");
}
