#include "attune/formats/json_lines.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/read.h"
#include "attune/hash.h"
#include "catch.h"

using namespace attune;

namespace {

/// "I loss [Who died?]" a turn: role, section, text.
std::string turns_of(const Transcript& transcript) {
  std::string shown;
  for (const Turn& turn : transcript.turns)
    shown += fmt::format("{} {}[{}]@{} ", turn.role == Role::interviewer ? "I" : "S", turn.section.empty() ? "" : turn.section + " ", slice(transcript.text, turn.body),
                         line_at(transcript, turn.body.begin));
  return shown;
}

TranscriptReader reader() { return TranscriptReader(*shipped_notation("aai"), {}); }

}  // namespace

TEST_CASE("a transcript a line") {
  const std::string line =
      R"({"id":"x1","turns":[{"role":"interviewer","text":"Who died?","section":"loss"},{"role":"participant","text":"My gran\u2019s sister.\nShe {{pause 3 sec}} did."}]})";
  const Transcript transcript = reader().read_line(line, "a.jsonl", 7);
  CHECK(transcript.id == "x1");
  CHECK(transcript.text == "Who died?\nMy gran\u2019s sister.\nShe {{pause 3 sec}} did.\n");
  CHECK(turns_of(transcript) == "I loss [Who died?]@0 S [My gran\u2019s sister.\nShe {{pause 3 sec}} did.]@0 ");
  CHECK(transcript.sha256 == sha256(line));
  CHECK(participant_words(transcript) == 5);
  CHECK(transcript.responses == std::vector<Response>{{1, 2}});
}

TEST_CASE("roles are taken as people write them") {
  for (const auto& [said, role] : std::vector<std::pair<std::string, Role>>{{"interviewer", Role::interviewer}, {"Participant", Role::participant}, {"subject", Role::participant},
                                                                            {"client", Role::participant}, {"THERAPIST", Role::interviewer}, {"P", Role::participant}, {"S:", Role::participant}}) {
    CAPTURE(said);
    CHECK(reader().read_line(fmt::format(R"({{"id":"x","turns":[{{"role":"{}","text":"a"}}]}})", said), "a.jsonl", 1).turns[0].role == role);
  }
}

TEST_CASE("a turn a line is one transcript with lines") {
  const std::string text = "{\"role\":\"interviewer\",\"text\":\"Who?\"}\r\n\n{\"speaker\":\"P\",\"text\":\"Mum.\",\"section\":\"now\"}\n";
  const Transcript transcript = reader().read(text, "a.jsonl", "a", Format::json_lines);
  CHECK(transcript.text == "Who?\nMum.\n");
  CHECK(turns_of(transcript) == "I [Who?]@1 S now [Mum.]@3 ");
  CHECK(transcript.sha256 == sha256(text));
}

TEST_CASE("the first line says which it is") {
  CHECK(kind_of_json_lines(R"({"id":"x","turns":[]})", "a.jsonl") == JsonLines::transcripts);
  CHECK(kind_of_json_lines(R"({"role":"p","text":""})", "a.jsonl") == JsonLines::turns);
  CHECK_THROWS_WITH(kind_of_json_lines("{}", "a.jsonl"), "a.jsonl:1: expected \"turns\" (a transcript a line) or \"text\" (a turn a line), found neither");
}

TEST_CASE("what is wrong with a line is said, never what it holds") {
  struct Case {
    std::string line;
    std::string message;
  };
  for (const Case& c : std::vector<Case>{
           {"not json", "expected a JSON object on one line, found something that is not JSON"},
           {"[1]", "expected a JSON object on one line, found a JSON array"},
           {"\"My mum\"", "expected a JSON object on one line, found a JSON string"},
           {R"({"id":"x"})", "expected \"turns\", an array, found none"},
           {R"({"id":"x","turns":3})", "expected \"turns\", an array, found a JSON number"},
           {R"({"id":"x","turns":[]})", "expected at least one turn, found none"},
           {R"({"id":7,"turns":[]})", "expected a string as \"id\", found a JSON number"},
           {R"({"turns":[]})", "expected \"id\", the name of the transcript, found none"},
           {R"({"id":"x","turns":["My mum"]})", "expected a JSON object for each turn, found a JSON string"},
           {R"({"id":"x","turns":[{"role":"p"}]})", "expected \"text\" in each turn, found none"},
           {R"({"id":"x","turns":[{"role":"p","text":["My mum"]}]})", "expected a string as \"text\", found a JSON array"},
           {R"({"id":"x","turns":[{"text":"a"}]})", "expected \"role\" to be \"interviewer\" or \"participant\", found no role"},
           {R"({"id":"x","turns":[{"role":"dog","text":"a"}]})", "expected \"role\" to be \"interviewer\" or \"participant\", found \"dog\""},
           {R"({"id":"x","turns":[{"role":"p","text":"a\u0000b"}]})", "expected text, found a NUL character"},
           {R"({"id":"x","turns":[{"role":"p","text":"\ud800"}]})", "expected a JSON object on one line, found something that is not JSON"},
           {"{\"id\":\"x\",\"turns\":[{\"role\":\"p\",\"text\":\"\xE9\"}]}", "expected a JSON object on one line, found something that is not JSON"},
           {std::string(100'000, '['), "expected a JSON object on one line, found something that is not JSON"},
       }) {
    CAPTURE(c.line.substr(0, 200));
    CHECK_THROWS_WITH(reader().read_line(c.line, "a.jsonl", 7), "a.jsonl:7: " + c.message);
  }
  CHECK_THROWS_WITH(reader().read("{\"role\":\"p\",\"text\":\"a\"}\nnope\n", "a.jsonl", "a", Format::json_lines),
                    "a.jsonl:2: expected a JSON object on one line, found something that is not JSON");
}
