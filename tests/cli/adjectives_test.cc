// What raters take the words offered for caregivers to be supported by: the sheet, the study, the tables, beside the rules' reading.
#include <string>
#include <vector>

#include "attune/io/study.h"
#include "catch.h"
#include "io/study_fixture.h"
#include "run.h"

using namespace attune;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Words {
  ScratchDirectory scratch;
  std::string path = scratch / "study.attune";

  Words() { REQUIRE(attune_run({"code", std::string(ATTUNE_SOURCE_DIR) + "/corpora_samples/s01.txt", "-s", path}).status == 0); }
  [[nodiscard]] std::string sheet(const std::string& rater) const { return attune_run({"rate", "adjectives", path, "--rater", rater}).out; }
  [[nodiscard]] Outcome take(const std::string& rater, const std::string& sheet, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"rate", "adjectives", path, scratch.write("words.csv", sheet), "--rater", rater};
    words.insert(words.end(), more.begin(), more.end());
    return attune_run(words);
  }
  void lock(const std::string& rater) const { REQUIRE(attune_run({"rate", "lock", path, "--rater", rater}).status == 0); }
};

const std::string kHeader = "transcript,figure,place,word,offered,support,lines\n";

}  // namespace

TEST_CASE("a sheet has the words that were offered and nothing of what the rules read in their support") {
  const Words at;
  const std::string sheet = at.sheet("R1");
  CHECK(holds(sheet, kHeader + "s01,mother,1,warm,"));
  CHECK(holds(sheet, "s01,father,1,exciting,"));
  for (const char* support : {"none", "restated", "general", "specific", "contradicted"}) CHECK_FALSE(holds(sheet, support));
  const Outcome again = at.take("R1", sheet);
  CHECK(again.err == "");
  CHECK(again.out == "R1: 0 words new, 0 changed, 0 as before, 10 rows left empty\n");
}

TEST_CASE("a rater's reading stands beside the rules', changes with a trace, and is exported once locked") {
  const Words at;
  CHECK(at.take("R1", kHeader + "s01,mother,1,warm,,general,\"40, 42\"\ns01,mother,2,dependable,,not_probed,\ns01,mother,6,quiet,,none,\n").out ==
        "R1: 3 words new, 0 changed, 0 as before, 0 rows left empty\n");
  CHECK(at.take("R1", kHeader + "s01,mother,1,warm,,restated,41\ns01,mother,2,dependable,,not_probed,\ns01,mother,6,quiet,,withdrawn,\n").out ==
        "R1: 0 words new, 2 changed, 1 as before, 0 rows left empty\n");
  CHECK(holds(at.sheet("R1"), ",restated,41\n"));
  CHECK_FALSE(holds(at.sheet("R1"), "quiet"));
  CHECK_FALSE(holds(at.sheet("R2"), "restated"));
  at.lock("R1");
  const Outcome refused = at.take("R1", kHeader + "s01,mother,1,warm,,none,\n");
  CHECK(refused.status == 2);
  CHECK(holds(refused.err, "s01: mother warm: the coding is locked"));

  const std::string tables = at.scratch / "tables";
  REQUIRE(attune_run({"study", "export", at.path, "--to", tables}).status == 0);
  const std::string exported = at.scratch.read("tables/adjectives.csv");
  CHECK(holds(exported, "s01,mother,warm,1,1,restated,41,R1,1,0\n"));
  CHECK(holds(exported, "s01,mother,dependable,2,0,,,R1,1,0\n"));
  CHECK(holds(exported, ",rules,,\n"));
  const Outcome report = attune_run({"report", at.path, "--transcript", "s01", "--format", "json"});
  CHECK(holds(report.out, "\"adjectives_by_people\""));
  CHECK(holds(report.out, "\"restated\""));
  CHECK(holds(attune_run({"report", at.path, "--transcript", "s01", "--format", "text"}).out, "As R1 reads it:"));
  CHECK(attune_run({"study", "verify", at.path}).status == 0);
}

TEST_CASE("people's readings are compared with each other and with the rules', locked and independent ones only") {
  const Words at;
  CHECK(holds(attune_run({"compare", at.path, "--adjectives"}).out, "0 by people compared"));
  const std::string rows = "s01,mother,1,warm,,specific,\ns01,mother,2,dependable,,general,\ns01,father,1,exciting,,specific,\n";
  REQUIRE(at.take("R1", kHeader + rows).status == 0);
  at.lock("R1");
  const Outcome one = attune_run({"compare", at.path, "--adjectives", "--resamples", "100"});
  CHECK(one.err == "");
  CHECK(holds(one.out, "Rules against R1 on the support of words for caregivers"));
  CHECK_FALSE(holds(one.out, "People on the support"));
  REQUIRE(at.take("R2", kHeader + rows).status == 0);
  at.lock("R2");
  CHECK(holds(attune_run({"compare", at.path, "--adjectives", "--resamples", "100"}).out, "People on the support of words for caregivers"));
  REQUIRE(at.take("R3", kHeader + rows).status == 0);
  CHECK(attune_run({"compare", at.path, "--adjectives", "--as", "R3"}).status == 2);
  REQUIRE(attune_run({"compare", at.path, "--adjectives", "--resamples", "100", "--as", "R3", "--expose"}).status == 0);
  at.lock("R3");
  REQUIRE(attune_run({"plan", "assign", at.path, "--raters", "R4", "--training", "s01"}).status == 0);
  REQUIRE(at.take("R4", kHeader + rows).status == 0);
  at.lock("R4");
  REQUIRE(at.take("R5", kHeader + rows).status == 0);
  const Outcome two = attune_run({"compare", at.path, "--adjectives", "--resamples", "100"});
  for (const char* rater : {"R3", "R4", "R5"}) CHECK_FALSE(holds(two.out, rater));
  CHECK(holds(two.out, "2 by people compared"));
  CHECK(holds(two.out, "1 not locked, 1 assisted, 1 training cases, 0 on an older text"));
  CHECK(attune_run({"compare", at.path, "--adjectives", "--format", "json"}).status == 2);
}

TEST_CASE("readings made in a packet come back with it") {
  const Words at;
  REQUIRE(attune_run({"plan", "assign", at.path, "--raters", "R1,R2", "--double", "1", "--seed", "1", "--packets", at.scratch / "packets"}).status == 0);
  const std::string packet = at.scratch / "packets/R1.attune";
  const std::string sheet = at.scratch.write("words.csv", kHeader + "s01,mother,1,warm,,specific,40\n");
  REQUIRE(attune_run({"rate", "adjectives", packet, sheet, "--rater", "R1"}).status == 0);
  CHECK(holds(attune_run({"plan", "collect", at.path, packet}).out, ", 1 words read"));
  CHECK_FALSE(holds(attune_run({"plan", "collect", at.path, packet}).out, "words read"));
  CHECK(holds(at.sheet("R1"), ",specific,40\n"));
}
