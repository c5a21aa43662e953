#include "attune/formats/read.h"

#include <string>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/hash.h"
#include "catch.h"

using namespace attune;

namespace {

Transcript read(const std::string& bytes, ReadOptions options = {}) {
  TranscriptReader reader(*shipped_notation("aai"), options);
  return reader.read(bytes, "f.txt", "f", Format::plain);
}

}  // namespace

TEST_CASE("JSON is known by how it begins, whatever blanks or byte order mark stand before it") {
  CHECK(starts_json("{\"id\": \"x\"}"));
  CHECK(starts_json("\xEF\xBB\xBF \n{\n  \"id\": \"x\"}"));
  CHECK(!starts_json("{{cries}} I: Who?"));
  CHECK(!starts_json(""));
}

TEST_CASE("the text is the file's without its byte order mark, the hash that of its bytes") {
  const std::string bytes = "\xEF\xBB\xBFI: Who?\r\nS: Mum.\r\n";
  const Transcript transcript = read(bytes);
  CHECK(transcript.text == "I: Who?\r\nS: Mum.\r\n");
  CHECK(transcript.sha256 == sha256(bytes));
  CHECK(transcript.id == "f");
  CHECK(transcript.file == "f.txt");
}

TEST_CASE("too much, nothing, and white space alone") {
  CHECK_THROWS_WITH(read(""), "f.txt: expected a transcript, found an empty file");
  CHECK_THROWS_WITH(read("\xEF\xBB\xBF"), "f.txt: expected a transcript, found nothing but white space");
  CHECK_THROWS_WITH(read(" \r\n\t\n"), "f.txt: expected a transcript, found nothing but white space");
  ReadOptions options;
  options.limits.transcript_bytes = 16;
  CHECK(read("I: Who?\nS: Mum.\n", options).turns.size() == 2);
  CHECK_THROWS_WITH(read("I: Who?\nS: Mum.\n\n", options), "f.txt: expected at most 16 bytes a transcript (raise it with --max-bytes N), found 17");
  TranscriptReader reader(*shipped_notation("aai"), options);
  CHECK_THROWS_WITH(reader.read_line(R"({"id":"x","turns":[]})", "f.jsonl", 3), "f.jsonl:3: expected at most 16 bytes a transcript (raise it with --max-bytes N), found 21");
}

TEST_CASE("a guessed encoding is told") {
  std::string bytes;
  for (char c : std::string("I: Who was there?\nS: My mother.\n")) bytes += {c, '\0'};
  const Transcript transcript = read(bytes);
  CHECK(transcript.turns.size() == 2);
  CHECK(transcript.warnings == std::vector<Warning>{{"encoding_assumed", 0, "read as UTF-16, though the file has no byte order mark"}});
}
