// A study whose names are replaced: new versions, and what people found in them.
#include <fmt/format.h>

#include "attune/io/study.h"
#include "catch.h"
#include "run.h"

using namespace attune;

namespace {

const char* const kChat =
    "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tPAR Orla Participant, INV Investigator\n@ID:\teng|x|PAR|||||Participant|||\n@ID:\teng|x|INV|||||Investigator|||\n"
    "*INV:\twhere did you live ? \x15" "0_900\x15\n*PAR:\tin Aldgrove with my sister Orla\n\tand she was kind . \x15" "900_4000\x15\n%com:\tOrla laughs\n*INV:\tand then ?\n*PAR:\tshe left .\n@End\n";

struct Setting {
  ScratchDirectory scratch;
  std::string study = scratch / "s.attune", key = scratch / "key.csv";

  Setting() {
    const std::string a = scratch.write("a.txt", "Kate: Where did you live?\nSubject: In Aldgrove, with Orla. I was like a ghost there.\nKate: And then?\nSubject: Orla is watching me, she was lovely.\n");
    const std::string b = scratch.write("b.cha", kChat);
    REQUIRE(attune_run({"code", a, "-b", "unresolved", "-s", study, "--interviewer", "Kate", "--participant", "Subject"}).status == 0);
    REQUIRE(attune_run({"code", b, "-b", "unresolved", "-s", study}).status == 0);
    REQUIRE(attune_run({"transcript", "redact", "-s", study, "--key", key}).status == 0);
  }
};

/// A mark of the newest version with its words, by a rater.
std::string marked(const std::string& study, const std::string& id) { return attune_run({"transcript", "print", study, "--transcript", id}).out; }

}  // namespace

TEST_CASE("a study is redacted: new versions, marks and ratings moved, rules run anew, and the second time nothing is found") {
  const Setting at;
  // A rater's copy of one transcript, marked, and a rating sheet with a line.
  std::string copy = marked(at.study, "a");
  const auto mark = [&](const std::string& words, const std::string& code) { copy.replace(copy.find(words), words.size(), "[[" + code + "|" + words + "]]"); };
  mark("Orla is watching me", "unresolved.disbelief");
  mark("she was lovely", "unresolved.disbelief");
  REQUIRE(attune_run({"rate", "mark", at.study, at.scratch.write("a.txt", copy), "--rater", "R1"}).status == 0);
  REQUIRE(attune_run({"rate", "import", at.study, at.scratch.write("r.csv", "transcript,scale,target,value,lines\na,coherence_of_mind,,5,4\n"), "--rater", "R1"}).status == 0);
  REQUIRE(attune_run({"rate", "lock", at.study, "--rater", "R1", "a"}).status == 0);
  std::string chat = marked(at.study, "b");
  const std::string kind = "she was kind";
  chat.replace(chat.find(kind), kind.size(), "[[unresolved.disbelief|" + kind + "]]");
  REQUIRE(attune_run({"rate", "mark", at.study, at.scratch.write("b.txt", chat), "--rater", "R1"}).status == 0);

  const Outcome applied = attune_run({"transcript", "redact", "-s", at.study, "--apply", at.key, "--as", "M1"});
  CHECK(applied.err.empty());
  CHECK(applied.status == 0);
  CHECK(applied.out.starts_with("a: 5 passages replaced, version 2\nb: 2 passages replaced, version 2\nThe versions before keep their words in the file"));

  CHECK(marked(at.study, "a") ==
        "Interviewer: Where did you live?\nSubject: In {{Place 1}}, with {{Sister 1}}. I was like a ghost there.\nInterviewer: And then?\nSubject: {{Sister 1}} is watching me, she was lovely.\n");
  CHECK(marked(at.study, "b").find("in {{Place 1}} with my sister {{Sister 1}} and she was kind .") != std::string::npos);
  Study study = Study::open(at.study, real_surroundings("test"));
  const auto moved_to = [&](const std::string& id) {
    std::string words;
    for (const CodingRecord& record : study.codings({{id}, {"R1"}}))
      for (const Mark& one : record.coding.marks) words += fmt::format("{} v{} [{}]\n", coding_state_name(record.state), record.transcript_version, slice(study.transcript(id)->text, one.span));
    return words;
  };
  CHECK(moved_to("a") == "locked v2 [{{Sister 1}} is watching me]\nlocked v2 [she was lovely]\n");
  CHECK(moved_to("b") == "draft v2 [she was kind]\n");
  CHECK(study.codings({{"a"}, {"R1"}}).at(0).coding.ratings.at(0).lines == "4");
  CHECK(attune_run({"study", "verify", at.study}).status == 0);
  const std::string log = attune_run({"study", "log", at.study, "--format", "json"}).out;
  CHECK(log.find("\"action\": \"redacted\"") != std::string::npos);
  CHECK(log.find("Orla") == std::string::npos);
  CHECK(attune_run({"study", "log", at.study}).out.find("M1: replaced names in a, codings moved to a new version") != std::string::npos);

  // Nothing new, by proposal and by key; the coding is locked still.
  CHECK(attune_run({"transcript", "redact", "-s", at.study}).out.starts_with("2 transcripts: 0 candidates\n"));
  const std::string bytes = at.scratch.read("s.attune");
  const Outcome again = attune_run({"transcript", "redact", "-s", at.study, "--apply", at.key});
  CHECK(again.status == 0);
  CHECK(again.out == "a: nothing to replace\nb: nothing to replace\n");
  CHECK(at.scratch.read("s.attune") == bytes);
}

TEST_CASE("a transcript whose text is not in the study, or that is not there, is told, and the others are redacted") {
  const Setting at;
  const std::string c = at.scratch.write("c.txt", "I: Who?\nS: I saw Orla there.\n");
  REQUIRE(attune_run({"code", c, "-b", "unresolved", "-s", at.study, "--keep-out-text"}).status == 0);
  const Outcome applied = attune_run({"transcript", "redact", "-s", at.study, "c", "d", "a", "--apply", at.key});
  CHECK(applied.status == 2);
  CHECK(applied.err.find("expected the text of c in the study, found a study without it (--keep-out-text)\n") != std::string::npos);
  CHECK(applied.err.find("expected a transcript of the study, found \"d\"\n") != std::string::npos);
  CHECK(applied.out.starts_with("a: 5 passages replaced, version 2\n"));
}

TEST_CASE("a transcript of a study whose name holds a name of the key is told by its number") {
  const Setting at;
  const std::string orla = at.scratch.write("orla.txt", "I: Who?\nS: I saw Orla there.\n");
  REQUIRE(attune_run({"code", orla, "-b", "unresolved", "-s", at.study}).status == 0);
  const Outcome applied = attune_run({"transcript", "redact", "-s", at.study, "a", "orla", "--apply", at.key});
  CHECK(applied.err ==
        "The name of a file or transcript holds a name of the key (2 in the order given):\n"
        "a study keeps what its transcripts are called; make one that is to be shared of\ncopies of renamed files.\n");
  CHECK(applied.status == 1);
}
