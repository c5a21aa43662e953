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
  CHECK(yes.out.find("looked for in the file's bytes: none is there\n") != std::string::npos);
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
