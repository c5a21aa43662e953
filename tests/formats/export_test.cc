// Round trips are laws: what is written is read again as the same turns, roles, times and words.
#include <random>
#include <set>

#include "attune/formats/export.h"
#include "attune/formats/zip.h"
#include "attune/text/code_points.h"
#include "reading_case.h"

using namespace attune;

namespace {

constexpr const char* kTable =
    "start,end,speaker,role,text\n0,1.5,Ann,interviewer,Who raised you?\n1.5,4,\"Bea \"\"B\"\" & Co\",participant,\"My, um, my gran [laughs] \xF0\x9F\x98\xAD did <b>. She was terr- strict...\"\n"
    "4,5.25,Ann,interviewer,=1+1?\n6,7,\"Bea \"\"B\"\" & Co\",participant,\"She died, {{pause 3 sec}} and I, I did [inaudible] know.\"\n";

Coding coding_of(const Transcript& transcript, const std::string& passage) {
  Coding coding;
  coding.transcript = transcript.id;
  coding.rater = "book@1.0.0";
  const auto at = static_cast<std::uint32_t>(transcript.text.find(passage));
  Mark mark;
  mark.span = {at, at + static_cast<std::uint32_t>(passage.size())};
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t)
    if (transcript.turns[t].body.begin <= at && at < transcript.turns[t].body.end) mark.turn = t;
  mark.code = "quality";
  mark.subcode = "quality.unsupported";
  mark.marker = "quality.unsupported.a";
  coding.marks = {mark};
  return coding;
}

/// Words of each role, which is what coding rests on.
std::string words_of(const Transcript& transcript) {
  std::string words;
  for (const Turn& turn : transcript.turns)
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = transcript.tokens[i];
      if (token.kind == TokenKind::word || token.kind == TokenKind::retrace) words += fmt::format("{}{} ", turn.role == Role::interviewer ? "i:" : "s:", slice(transcript.text, token.span));
    }
  return words;
}

}  // namespace

TEST_CASE("a transcript written as a table, ELAN, TextGrid or TEI is read again as it was") {
  const Transcript transcript = read_as(kTable, "a.csv");
  const std::vector<Coding> codings = {coding_of(transcript, "terr- strict")};
  const MarkedTranscript marked{&transcript, codings};
  const auto turns_without_lines = [](const Transcript& read) {
    std::string turns;
    for (const Turn& turn : read.turns) turns += fmt::format("{} {} {}-{} {}\n", role_name(turn.role), turn.speaker, turn.start_ms, turn.end_ms, turn_text(read, turn).text);
    return turns;
  };
  const std::string expected = turns_without_lines(transcript);
  CHECK(turns_without_lines(read_as(export_table(marked).bytes, "a.csv")) == expected);
  CHECK(turns_without_lines(read_as(export_elan(marked).bytes, "a.eaf")) == expected);
  CHECK(turns_without_lines(read_as(export_tei(marked).bytes, "a.xml")) == expected);
  ReadOptions options;
  options.plain.interviewer = {"Ann"};
  const Transcript grid = read_as(export_text_grid(marked).bytes, "a.TextGrid", options);
  CHECK(turns_without_lines(grid) == expected);
  CHECK(read_as(export_elan(marked).bytes, "a.eaf").text == transcript.text);
}

TEST_CASE("turns without a time come back from ELAN between their neighbours, whatever overlaps") {
  struct Row {
    std::vector<std::string> times;  // "START,END" of the turns in their order
  };
  const Row row = GENERATE(values<Row>({
      {{",", ",", ",", ","}},
      {{"0,1", ",", ",", "3,4"}},
      {{",", "1,2", ",", ","}},
      {{"0,5", ",", "1,2", ","}},
      {{"0,5", ",", "6,7", ","}},
      {{"0,", ",1", "2,", ",9"}},
      {{"1,2", "1,2", ",", "1,2"}},
  }));
  CAPTURE(row.times);
  std::string source = "start,end,speaker,role,text\n";
  for (std::size_t i = 0; i < row.times.size(); ++i) source += fmt::format("{},{},{}\n", row.times[i], i % 2 == 0 ? "Ann,interviewer" : "Bea,participant", "abcd"[i]);
  const Transcript transcript = read_as(source, "a.csv");
  const auto turns = [](const Transcript& read) {
    std::string shown;
    for (const Turn& turn : read.turns) shown += fmt::format("{} {}-{} {}\n", speaker_of(read, turn), turn.start_ms, turn.end_ms, turn_text(read, turn).text);
    return shown;
  };
  const Exported exported = export_elan({&transcript, {}});
  CHECK(turns(read_as(exported.bytes, "a.eaf")) == turns(transcript));
  // ELAN itself keeps slots in order of time.
  std::vector<int> values;
  for (std::size_t at = 0; (at = exported.bytes.find("TIME_VALUE=\"", at)) != std::string::npos;) values.push_back(std::stoi(exported.bytes.substr(at += 12)));
  CHECK(std::ranges::is_sorted(values));
}

TEST_CASE("turns keep their order through ELAN, whatever times they have") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string source = "start,end,speaker,role,text\n", order;
    int at = 0;
    for (int turn = 0; turn < 8; ++turn) {
      // Starts rise; ends lie where they like, with a start or without one.
      const std::string start = random() % 2 == 0 ? "" : std::to_string(at += static_cast<int>(random() % 3)), end = random() % 2 == 0 ? "" : std::to_string(random() % 12);
      source += fmt::format("{},{},{},{}.\n", start, !start.empty() && !end.empty() && std::stoi(end) < at ? "" : end, turn % 2 == 0 ? "Ann,interviewer" : "Bea,participant", turn);
      order += fmt::format("{}.\n", turn);
    }
    CAPTURE(source);
    const Transcript transcript = read_as(source, "a.csv");
    REQUIRE(transcript.text == order);
    REQUIRE(read_as(export_elan({&transcript, {}}).bytes, "a.eaf").text == order);
  }
}

TEST_CASE("times behind the first quarter of an hour come back from every format that has times") {
  const Transcript transcript = read_as("start,end,speaker,role,text\n5400,5401.5,Ann,interviewer,Who raised you?\n5401.5,5404,Bea,participant,My gran.\n", "a.csv");
  const MarkedTranscript marked{&transcript, {}};
  ReadOptions options;
  options.plain.interviewer = {"Ann"};
  const std::string expected = "I [5400000-5401500]\nS [5401500-5404000]\n";
  const auto times = [](const Transcript& read) {
    std::string shown;
    for (const Turn& turn : read.turns) shown += fmt::format("{} [{}-{}]\n", turn.role == Role::interviewer ? "I" : "S", turn.start_ms, turn.end_ms);
    return shown;
  };
  CHECK(times(read_as(export_table(marked).bytes, "a.csv")) == expected);
  CHECK(times(read_as(export_elan(marked).bytes, "a.eaf")) == expected);
  CHECK(times(read_as(export_tei(marked).bytes, "a.xml")) == expected);
  CHECK(times(read_as(export_text_grid(marked).bytes, "a.TextGrid", options)) == expected);
  const std::string tei = "<TEI><timeline unit=\"ms\"><when xml:id=\"T0\"/><when xml:id=\"T1\" interval=\"5400000\" since=\"#T0\"/></timeline><text><u who=\"#I\" start=\"#T1\">Who?</u><u who=\"#S\">Mum.</u></text></TEI>";
  CHECK(read_as(tei, "a.xml").turns.at(0).start_ms == 5'400'000);
}

TEST_CASE("a transcript written as CHAT keeps its words and has no defects but digits") {
  const Transcript transcript = read_as(kTable, "a.csv");
  const std::vector<Coding> codings = {coding_of(transcript, "terr- strict")};
  const std::string chat = export_chat({&transcript, codings}).bytes;
  const Transcript again = read_as(chat, "t.cha", {}, "chat");
  CHECK(chat.find("%xattune:\tquality.unsupported ") != std::string::npos);
  CHECK(words_of(again).find("s:She s:was s:strict ") != std::string::npos);
  CHECK(participant_words(again) == participant_words(transcript));
  for (const Warning& warning : again.warnings) {
    CAPTURE(warning.message, warning.line, chat);
    // A turn's time is told once, with its last utterance.
    CHECK((!warning.code.starts_with("chat_") || warning.code == "chat_bullets" || warning.message.find("digits") != std::string::npos));
  }
}

TEST_CASE("marks go into a CHAT file on a tier of their own, and taking it out gives the file back") {
  const std::string source = data_file("mor-gra.cha");
  const Transcript transcript = read_as(source, "mor-gra.cha", {}, "chat");
  const std::vector<Coding> codings = {coding_of(transcript, "want cookies")};
  std::string written = export_chat({&transcript, codings}).bytes;
  const std::size_t tier = written.find("%xattune:\tquality.unsupported ");
  REQUIRE(tier != std::string::npos);
  CHECK(written.substr(0, tier).ends_with("%gra:\t1|4|NSUBJ 2|1|AUX 3|4|NSUBJ 4|0|ROOT 5|4|OBJ 6|4|PUNCT\n"));
  const Transcript marked = read_as(written, "mor-gra.cha", {}, "chat");
  CHECK(turns_of(marked).size() == turns_of(transcript).size());
  written.erase(tier, written.find('\n', tier) + 1 - tier);
  CHECK(written == source);
}

TEST_CASE("a REFI-QDA project holds the text, a user a rater, and positions in code points") {
  const Transcript transcript = read_as("I: Who?\r\nS: My \xF0\x9F\x98\xAD gran, she is strict.\r\n", "a.txt");
  const std::vector<Coding> codings = {coding_of(transcript, "she is")};
  const MarkedTranscript marked{&transcript, codings};
  const std::string bytes = export_qdpx({&marked, 1}).bytes;
  CHECK(bytes == export_qdpx({&marked, 1}).bytes);
  const Zip zip(bytes, "a.qdpx", {});
  const std::string project = *zip.read("project.qde");
  const std::string source = *zip.read(zip.names().at(1));
  CHECK(source == "I: Who?\nS: My \xF0\x9F\x98\xAD gran, she is strict.\n");
  CHECK(project.find("name=\"she is\" startPosition=\"22\" endPosition=\"28\"") != std::string::npos);
  CHECK(project.find("<User guid=") != std::string::npos);
  CHECK(project.find("<Code guid=") < project.find("<Sources>"));
}

TEST_CASE("Web Annotation and brat give positions that find the passage again") {
  const Transcript transcript = read_as("I: Who?\nS: My \xF0\x9F\x98\xAD gran,\nshe is strict.\n", "a.txt");
  const std::vector<Coding> codings = {coding_of(transcript, "gran,\nshe is")};
  CHECK(export_brat({&transcript, codings}).bytes == "T1\tquality-unsupported 16 21;22 28\tgran, she is\n#1\tAnnotatorNotes T1\tbook@1.0.0\n");
  const std::string json = export_web_annotation({&transcript, codings}).bytes;
  CHECK(json.find("\"start\":16,\"end\":28") != std::string::npos);
  CHECK(json.find("\"exact\":\"gran,\\nshe is\"") != std::string::npos);
}
