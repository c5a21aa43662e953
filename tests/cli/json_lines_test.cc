// JSON lines are known by how they begin, whatever their file is called.
#include "catch.h"
#include "run.h"

namespace {

constexpr const char* kFirst = R"({"id":"x","turns":[{"role":"interviewer","text":"Who?"},{"role":"participant","text":"Mum."}]})";
constexpr const char* kSecond = R"({"id":"y","turns":[{"role":"interviewer","text":"And?"},{"role":"participant","text":"Dad."}]})";
constexpr const char* kTurns = "{\"role\":\"interviewer\",\"text\":\"Who?\"}\n{\"role\":\"participant\",\"text\":\"Mum.\"}\n";

std::string converted(const std::string& file, const std::string& input = "") {
  const Outcome outcome = attune_run({"transcript", "convert", "--to", "text", file}, input);
  return outcome.out + outcome.err;
}

}  // namespace

TEST_CASE("JSON lines are read from any file and from standard input") {
  const ScratchDirectory scratch;
  const std::string two = std::string(kFirst) + "\n" + kSecond + "\n";
  const std::string expected = "Who?\nMum.\nAnd?\nDad.\n";
  for (const char* name : {"a.jsonl", "a.JSONL", "a.json", "a.txt", "a"}) {
    CAPTURE(name);
    CHECK(converted(scratch.write(name, two)) == expected);
    CHECK(converted(scratch.write(name, "\xEF\xBB\xBF\n " + two)) == expected);
  }
  CHECK(converted("-", two) == expected);
  CHECK(converted("-", "\xEF\xBB\xBF" + two) == expected);
  CHECK(converted("-", kTurns) == "Who?\nMum.\n");
  CHECK(converted(scratch.write("turns.json", kTurns)) == "Who?\nMum.\n");
}

TEST_CASE("one transcript may be one JSON object on many lines") {
  const ScratchDirectory scratch;
  const std::string pretty = "{\n  \"id\": \"x\",\n  \"turns\": [\n    {\"role\": \"interviewer\", \"text\": \"Who?\"},\n    {\"role\": \"participant\", \"text\": \"Mum.\"}\n  ]\n}\n";
  CHECK(converted(scratch.write("a.json", pretty)) == "Who?\nMum.\n");
  CHECK(converted("-", pretty) == "Who?\nMum.\n");
  const std::string other = scratch.write("c.json", "{\n  \"utterances\": []\n}\n");
  CHECK(converted(other) == other + ":1: expected \"turns\" (a transcript a line) or \"text\" (a turn a line), found neither\n");
  const std::string broken = scratch.write("b.json", pretty.substr(0, 40));
  CHECK(converted(broken) == broken + ":1: expected a JSON object on one line, found something that is not JSON\n");
}

TEST_CASE("what is no JSON is read from standard input as before") {
  CHECK(converted("-", "I: Who?\nS: Mum.\n") == "Who?\nMum.\n");
  CHECK(converted("-", "{{cries}}\nI: Who?\nS: Mum.\n") == "Who?\nMum.\n");
  const Outcome large = attune_run({"transcript", "check", "--max-bytes", "10", "-"}, "I: Who?\nS: Mum.\n");
  CHECK(large.err == "-: expected at most 10 bytes, found more (--max-bytes raises the limit)\n");
  CHECK(attune_run({"transcript", "check", "-"}, "").err == "-: it is empty\n");
}
