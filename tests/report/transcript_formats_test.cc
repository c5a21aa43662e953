#include "attune/report/transcript_formats.h"

#include <sstream>
#include <string>

#include "attune/codebook/codebooks.h"
#include "attune/formats/read.h"
#include "catch.h"

using namespace attune;

namespace {

TranscriptReader reader() { return TranscriptReader(*shipped_notation("aai"), {}); }

std::string written(const Transcript& transcript, TranscriptFormat format) {
  std::ostringstream out;
  write_transcript(out, transcript, format);
  return out.str();
}

const char* const kPlain = "ID: 4\n\n0001 I: Who was\n0002 there?\n0003 S: My {{pause 3 sec}} mum,\n0004\n0005 [00:03] and dad.\n";

}  // namespace

TEST_CASE("what belongs to the page stays behind, what was said and its notation goes") {
  Transcript transcript = reader().read(kPlain, "s.txt", "s", Format::plain);
  transcript.sections = {{"loss", 1, 2, 1, SectionSource::tag}};
  CHECK(written(transcript, TranscriptFormat::json_lines) ==
        R"({"id":"s","turns":[{"role":"interviewer","text":"Who was there?"},{"role":"participant","text":"My {{pause 3 sec}} mum, [00:03] and dad.","section":"loss"}]})"
        "\n");
  CHECK(written(transcript, TranscriptFormat::text) == "Who was there?\nMy {{pause 3 sec}} mum, [00:03] and dad.\n");
}

TEST_CASE("JSON lines come back as they were written") {
  const std::string first = written(reader().read(kPlain, "s.txt", "s", Format::plain), TranscriptFormat::json_lines);
  const Transcript again = reader().read_line(first.substr(0, first.size() - 1), "s.jsonl", 1);
  CHECK(written(again, TranscriptFormat::json_lines) == first);
  // The text of JSON lines is what "text" writes.
  CHECK(written(again, TranscriptFormat::text) == again.text);
}
