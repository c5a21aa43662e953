#include "attune/report/coded.h"

#include <sstream>
#include <string>
#include <vector>

#include "attune/codebook/codebooks.h"
#include "attune/formats/read.h"
#include "catch.h"

using namespace attune;

namespace {

/// A transcript with an emoji and a line end in its answer, and a mark of each kind: with and without sub-code, section,
/// marker.
CodedTranscript coded() {
  TranscriptReader reader(*shipped_notation("aai"), {});
  CodedTranscript result;
  result.transcript = reader.read("I: Who?\nS: \U0001F62D my\nm\u00FCm, \"she\".\n", "s.txt", "s", Format::plain);
  result.transcript.sections = {{"loss", 1, 2, 0.5, SectionSource::cue}};
  result.transcript.warnings = {{"no_sections", 0, "none"}, {"odd", 2, "odd"}};
  const auto at = [&](const char* words) { return static_cast<std::uint32_t>(result.transcript.text.find(words)); };
  Mark rule{{at("my"), at(", \"")}, 1, "q", "q.a", "q.a.one", "my ~mum", Polarity::away, "", "loss"};
  Mark person{{at("\"she"), at(".\n")}, 1, "r", "", "", "", Polarity::toward, "g1", ""};
  Coding book{"s", "b@1.0.0", 1, {rule}, {}};
  Coding rater{"s", "R1", 1, {person}, {}};
  result.codings = {rater, book};
  IndexValue index;
  index.id = "q.away";
  index.title = "Q";
  index.rater = "b@1.0.0";
  index.value = index.per_1000_words = 500;
  index.per_opportunity = 1;
  index.count = index.opportunities = 1;
  index.words = 2;
  IndexValue missing;
  missing.id = "r";
  missing.rater = "b@1.0.0";
  missing.reason = "no words of the participant";
  result.indices = {index, missing};
  return result;
}

template <typename Write>
std::string written(Write write) {
  std::ostringstream out;
  write(out);
  return out.str();
}

const std::string kMarks[] = {
    R"({"transcript":"s","rater":"b@1.0.0","code":"q","subcode":"q.a","marker":"q.a.one","pattern":"my ~mum","polarity":"away","group":null,"section":"loss","turn":2,"line":2,"start":13,"end":19,"text":"my\nmüm"})",
    R"({"transcript":"s","rater":"R1","code":"r","subcode":null,"marker":null,"pattern":null,"polarity":"toward","group":"g1","section":null,"turn":2,"line":3,"start":21,"end":26,"text":"\"she\""})"};

}  // namespace

TEST_CASE("a mark a line, keys in their order, null where there is nothing, offsets in code points") {
  CHECK(written([](std::ostream& out) { write_marks_jsonl(out, coded()); }) == kMarks[0] + "\n" + kMarks[1] + "\n");
}

TEST_CASE("marks as CSV") {
  CHECK(written([](std::ostream& out) {
          write_marks_csv_header(out);
          write_marks_csv(out, coded());
        }) ==
        "transcript,rater,code,subcode,marker,pattern,polarity,group,section,turn,line,start,end,text\n"
        "s,b@1.0.0,q,q.a,q.a.one,my ~mum,away,,loss,2,2,13,19,\"my\nm\u00FCm\"\n"
        "s,R1,r,,,,toward,g1,,2,3,21,26,\"\"\"she\"\"\"\n");
}

TEST_CASE("all of it as JSON") {
  CHECK(written([](std::ostream& out) {
          begin_coded_json(out);
          write_coded_json(out, coded(), true);
          end_coded_json(out);
        }) ==
        "{\"transcripts\":[\n"
        R"({"id":"s","words":3,"turns":2,"sections":[{"key":"loss","line":2,"confidence":0.5}],"marks":[)" + kMarks[0] + "," + kMarks[1] +
            R"(],"indices":{"q.away":{"rater":"b@1.0.0","value":500.0,"ci_low":null,"ci_high":null,"count":1,"per_1000_words":500.0,"per_opportunity":1.0,"opportunities":1,"words":2,"reason":null},)"
            R"("r":{"rater":"b@1.0.0","value":null,"ci_low":null,"ci_high":null,"count":0,"per_1000_words":null,"per_opportunity":null,"opportunities":0,"words":0,"reason":"no words of the participant"}},)"
            R"("adjectives":[],"warnings":[{"code":"no_sections","line":null,"message":"none"},{"code":"odd","line":2,"message":"odd"}]})"
            "]}\n");
  CHECK(written([](std::ostream& out) {
          begin_coded_json(out);
          end_coded_json(out);
        }) == "{\"transcripts\":[]}\n");
}

TEST_CASE("the summary keeps to eighty columns, whatever a transcript is called") {
  CodedTranscript long_name = coded();
  long_name.transcript.id = std::string(30, 'x') + "\x1B[2J";
  CodedTranscript accents = coded();
  for (int i = 0; i < 40; ++i) accents.transcript.id += "\u00E9";
  accents.indices[0].id = std::string(60, 'i');
  Summary all;
  for (const CodedTranscript& one : {long_name, accents, coded()}) add_to_summary(all, one);
  all.rows.back().words = 1234567;
  const std::string summary = written([&](std::ostream& out) { write_summary(out, all); });
  CAPTURE(summary);
  CHECK(summary.find('\x1B') == std::string::npos);
  std::istringstream lines(summary);
  for (std::string line; std::getline(lines, line);) {
    std::size_t columns = 0;
    for (char c : line) columns += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    CHECK(columns <= 80);
  }
}

TEST_CASE("the summary of a transcript") {
  Summary summary;
  add_to_summary(summary, coded());
  CHECK(written([&](std::ostream& out) { write_summary(out, summary); }) ==
        "transcript                 words  turns sections  marks   away  toward warnings\n"
        "s                              3      2        1      2      1       1        2\n"
        "\n"
        "index                              passages    per 1,000     per 100          in\n"
        "                                                   words   responses transcripts\n"
        "q.away                                    1       500.00       100.0         1/1\n"
        "r                                         0            -           -         0/1\n"
        "\n"
        "Passages found by written rules in 3 words of the participant; not a coherence\n"
        "rating and not a classification. \"--format jsonl\" shows every passage.\n");
}

TEST_CASE("the summary of many transcripts keeps a line of each, and sums") {
  Summary summary;
  CodedTranscript one = coded();
  one.transcript.warnings.resize(500);
  for (int i = 0; i < 999; ++i) add_to_summary(summary, one);
  one.indices[0].is_suppressed = true;  // is not counted in
  add_to_summary(summary, one);
  CHECK(summary.rows.size() == 1000);
  CHECK(summary.rows[0].warnings == 500);
  CHECK(summary.indices.size() == one.indices.size());
  const std::string written_out = written([&](std::ostream& out) { write_summary(out, summary); });
  const std::string indices = written_out.substr(written_out.find("\nindex"));
  CHECK(indices ==
        "\n"
        "index                              passages    per 1,000     per 100          in\n"
        "                                                   words   responses transcripts\n"
        "q.away                                  999       500.00       100.0     999/999\n"
        "r                                         0            -           -      0/1000\n"
        "\n"
        "Passages found by written rules in 3,000 words of the participants; not a\n"
        "coherence rating and not a classification. \"--format jsonl\" shows every passage.\n");
}
