#include "catch.h"
#include "run.h"

namespace {

struct Setting {
  ScratchDirectory scratch;
  std::string study = scratch / "s.attune";

  Setting() {
    const std::string a = scratch.write("s01.txt", "I: How was it?\nS: It was fine by the Quillmoor weir.\n");
    const std::string b = scratch.write("s02.txt", "I: How was it?\nS: My mother was there.\n");
    REQUIRE(attune_run({"code", a, b, "-b", "narrative", "-s", study}).status == 0);
  }
};

}  // namespace

TEST_CASE("erase asks, erases, names the copies, and verify finds nothing") {
  const Setting at;
  REQUIRE(attune_run({"study", "backup", at.study, at.scratch / "copy.attune"}).status == 0);
  const Outcome no = attune_run({"study", "erase", at.study, "s01"}, "no\n");
  CHECK(no.status == 1);
  CHECK(no.out.empty());
  CHECK(no.err ==
        "To be erased: s01, all versions, with what rules found in them.\nThis cannot be taken back.\nType \"erase\" to go on: \n"
        "nothing was erased (--yes does it without asking)\n");
  CHECK(at.scratch.read("s.attune").find("Quillmoor") != std::string::npos);

  const Outcome yes = attune_run({"study", "erase", at.study, "s01"}, "erase\n");
  CHECK(yes.status == 0);
  CHECK(yes.out.starts_with(at.study + ": erased 1 transcript and "));
  CHECK(yes.out.find("looked for in the file: none is there\n") != std::string::npos);
  CHECK(yes.out.find("still holds it, delete it yourself: " + (at.scratch / "copy.attune") + "\n") != std::string::npos);
  const std::string bytes = at.scratch.read("s.attune") + at.scratch.read("s.attune-journal");
  CHECK(bytes.find("Quillmoor") == std::string::npos);
  CHECK(bytes.find("s01") == std::string::npos);
  CHECK(attune_run({"study", "verify", at.study}).status == 0);
  CHECK(attune_run({"study", "list", at.study}).out.find("s01") == std::string::npos);
  CHECK(attune_run({"study", "log", at.study}).out.find("erased") != std::string::npos);
}

TEST_CASE("erase wants transcripts or a participant, and ones that are there") {
  const Setting at;
  CHECK(attune_run({"study", "erase", at.study}).status == 2);
  CHECK(attune_run({"study", "erase", at.study, "s01", "--participant", "P"}).status == 2);
  CHECK(attune_run({"study", "erase", at.study, "s09", "--yes"}).err == at.study + ": no transcript s09 is in the study; nothing was erased\n");
  CHECK(attune_run({"study", "erase", at.study, "--participant", "P", "--yes"}).err == at.study + ": no transcript of this participant is in the study; nothing was erased\n");
}

TEST_CASE("a participant is described, shown to who may know, and erased with everything of theirs") {
  const Setting at;
  const std::string printed = attune_run({"study", "describe", at.study}).out;
  CHECK(printed == "transcript,participant,family,wave,site,interviewer,transcriber\ns01,,,,,,\ns02,,,,,,\n");
  const Outcome told = attune_run({"study", "describe", at.study, at.scratch.write("who.csv", "transcript;participant;wave\ns01;Pax-77;1\n")});
  CHECK(told.out == at.study + ": 1 transcript in the table\n");
  CHECK(attune_run({"study", "describe", at.study, "-"}, "transcript,wave\ns01,1\n").out == at.study + ": 1 transcript in the table; nothing changed\n");
  CHECK(attune_run({"study", "describe", at.study}).out.find("\ns01,Pax-77,,1,,,\n") != std::string::npos);
  CHECK(attune_run({"study", "list", at.study}).out.find("s01                  version 1  text kept  participant Pax-77, wave 1\n") != std::string::npos);
  CHECK(attune_run({"study", "log", at.study}).out.find("recorded whose they are: 1 transcript") != std::string::npos);

  // A rater at work does not learn whose an interview is.
  REQUIRE(attune_run({"rate", "import", at.study, at.scratch.write("r.csv", "transcript,scale,target,value\ns01,coherence_of_mind,,5\n"), "--rater", "R1"}).status == 0);
  CHECK(attune_run({"study", "list", at.study, "--as", "R1"}).out.find("Pax-77") == std::string::npos);
  CHECK(attune_run({"study", "list", at.study, "--as", "R1", "--format", "json"}).out.find("Pax-77") == std::string::npos);
  CHECK(attune_run({"study", "list", at.study, "--as", "R2"}).out.find("Pax-77") != std::string::npos);
  const Outcome kept = attune_run({"study", "describe", at.study, "--as", "R1"});
  CHECK(kept.status == 2);
  CHECK(kept.out.empty());

  const Outcome gone = attune_run({"study", "erase", at.study, "--participant", "Pax-77", "--yes"});
  CHECK(gone.status == 0);
  CHECK(gone.err.find("To be erased: s01, all versions") != std::string::npos);
  const std::string bytes = at.scratch.read("s.attune") + at.scratch.read("s.attune-journal");
  for (const char* word : {"Quillmoor", "Pax-77", "s01"}) CHECK(bytes.find(word) == std::string::npos);
  CHECK(bytes.find("My mother was there") != std::string::npos);
  CHECK(attune_run({"study", "verify", at.study}).status == 0);
}

TEST_CASE("a table of participants is taken in whole or not at all") {
  const Setting at;
  const auto refused = [&](const std::string& table) {
    const Outcome outcome = attune_run({"study", "describe", at.study, at.scratch.write("w.csv", table)});
    CHECK(outcome.status == 2);
    return outcome.err;
  };
  CHECK(refused("transcript,participant\ns01,P1\ns09,P2\ns01,P3\n").find("w.csv:3: expected a transcript of the study, found \"s09\"\n") != std::string::npos);
  CHECK(refused("transcript,age\ns01,40\n").find("w.csv:1: expected one of the columns transcript, participant, family, wave, site, interviewer, transcriber, found \"age\"\n") != std::string::npos);
  CHECK(refused("participant\nP1\n").find("w.csv:1: expected a column \"transcript\", found none\n") != std::string::npos);
  CHECK(attune_run({"study", "describe", at.study}).out.find("P1") == std::string::npos);
}
