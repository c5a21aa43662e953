// Raters' ids as people type them: a slip of the pen makes no new person, loses no row and leaves no score behind.
#include <filesystem>

#include "raters_setting.h"

using namespace attune;

namespace {

const std::string kSheet = "transcript,scale,value\ns1,coh_mind,7\n";

/// The words with a study for STUDY, and files for SHEET, COPY and WORDS.
Outcome typed(const Setting& at, const std::string& study, std::vector<std::string> words, const std::string& input = "quit\n") {
  for (std::string& word : words) {
    if (word == "STUDY") word = study;
    if (word == "SHEET") word = at.scratch.write("sheet.csv", kSheet);
    if (word == "COPY") word = at.scratch.write("s1.txt", small_transcript("s1").text);
    if (word == "WORDS") word = at.scratch.write("words.csv", "transcript,figure,place,word,offered,support,lines\n");
  }
  return attune_run(words, input);
}

/// Every command that writes in a rater's name.
std::vector<std::vector<std::string>> writing(const Setting& at) {
  return {{"rate", "enter", "STUDY", "s1", "-b", at.scales},
          {"rate", "import", "STUDY", "SHEET", "-b", at.scales},
          {"rate", "mark", "STUDY", "COPY"},
          {"rate", "adjectives", "STUDY", "WORDS"},
          {"rate", "submit", "STUDY", "-b", at.scales},
          {"rate", "lock", "STUDY", "-b", at.scales},
          {"rate", "propose", "STUDY", "s1"},
          {"rate", "rater", "STUDY", "--role", "coder"},
          {"rate", "sheet", "STUDY", "-b", at.scales}};
}

}  // namespace

TEST_CASE("no command takes a known rater in another spelling for a new one, whatever made her known") {
  struct Known {
    const char* id;
    const char* typed;
  };
  const Setting at;
  at.rate("R1", {5}, {});
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "Anna.K", "--double", "0"}).status == 0);
  REQUIRE(at.run({"rate", "rater", at.path, "--rater", "gold", "--role", "trainer"}).status == 0);
  for (const Known& known : {Known{"R1", "r1"}, Known{"Anna.K", "anna.k"}, Known{"gold", "GOLD"}})
    for (std::vector<std::string> words : writing(at)) {
      words.insert(words.end(), {"--rater", known.typed});
      CAPTURE(words);
      const Outcome refused = typed(at, at.path, words);
      CHECK(refused.status == 2);
      CHECK(refused.out.empty());
      CHECK(refused.err == std::string("expected the rater's id as the study has it, \"") + known.id + "\", found \"" + known.typed + "\"\n");
    }
  for (const std::vector<std::string>& plan : {std::vector<std::string>{"--raters", "R2,r1", "--double", "0"}, {"--raters", "r1", "--training", "s1"}, {"--replace", "Anna.K=r1", "--reason", "left us"}}) {
    std::vector<std::string> words = {"plan", "assign", at.path};
    words.insert(words.end(), plan.begin(), plan.end());
    CAPTURE(words);
    const Outcome refused = at.run(words);
    CHECK(refused.status == 2);
    CHECK(refused.err == "expected the rater's id as the study has it, \"R1\", found \"r1\"\n");
  }
  CHECK(Study::open(at.path, counted_surroundings("x", 9)).raters() == std::vector<std::string>{"Anna.K", "R1", "gold"});
}

TEST_CASE("who acts under another spelling is not let by where the rater is kept from others' values") {
  const Setting at;
  at.rate("R1", {5}, {});
  at.rate("R2", {6}, {});
  at.lock("R2");
  const std::string copy = at.scratch.write("s1.txt", small_transcript("s1").text);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"compare", at.path, "--as", "r1"},
                                                {"rate", "lock", at.path, "--rater", "R1", "--as", "r1", "-b", at.scales},
                                                {"rate", "mark", at.path, copy, "--rater", "R1", "--as", "r1"},
                                                {"code", copy, "-s", at.path, "--as", "r1"}}) {
    CAPTURE(words);
    const Outcome refused = at.run(words);
    CHECK(refused.status == 2);
    CHECK(holds(refused.err, "as the study has it, \"R1\", found \"r1\""));
  }
  CHECK(at.exposures().empty());
}

TEST_CASE("in a packet nobody rates but the one it is for, and somebody new to a plan is told") {
  const Setting at;
  const std::string packets = at.scratch / "packets";
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "R1,R2", "--double", "1", "--packets", packets}).status == 0);
  const std::string packet = packets + "/R1.attune";
  for (const char* id : {"r1", "R2", "R10"})
    for (std::vector<std::string> words : writing(at)) {
      if (words[1] == "rater") continue;  // what is known of others' training may stand in a packet
      words.insert(words.end(), {"--rater", id});
      CAPTURE(words);
      const Outcome refused = typed(at, packet, words);
      CHECK(refused.status == 2);
      CHECK(refused.err == packet + ": expected --rater R1, whose packet it is, found \"" + id + "\"\n");
    }
  CHECK(typed(at, packet, {"rate", "import", "STUDY", "SHEET", "-b", at.scales, "--rater", "R1"}).err.empty());

  const std::vector<std::string> import = {"rate", "import", "STUDY", "SHEET", "-b", at.scales, "--rater", "R3"};
  const Outcome told = typed(at, at.path, import);
  CHECK(told.status == 0);
  CHECK(told.err == at.path + ": R3 is new here: no coding, assignment or training of that id yet; assigned are R1, R2\n");
  CHECK(typed(at, at.path, import).err.empty());
}

TEST_CASE("rows of other raters that a sheet holds are told, and one of nobody is no row passed over") {
  const Setting at;
  const auto import = [&](const std::string& rows) {
    const std::string sheet = at.scratch.write("m.csv", "rater;transcript;scale;value\n" + rows);
    return at.run({"rate", "import", at.path, sheet, "--rater", "R1", "-b", at.scales});
  };
  const std::string file = at.scratch / "m.csv";
  const Outcome slips = import("R1;s1;coh_mind;5,5\nr1;s2;coh_mind;4\n;s3;coh_mind;4\n");
  CHECK(slips.status == 2);
  CHECK(slips.out.empty());
  CHECK(slips.err == file + ":3:1: expected \"R1\" or another rater's id, found \"r1\"\n" + file +
                         ":4:1: expected \"R1\" or another rater's id, found none\n" + file + ": nothing was taken in (--partial takes the good rows)\n");
  const Outcome several = import("R1;s1;coh_mind;5,5\nR2;s2;coh_mind;4\nR2;s3;coh_mind;4\nR3;s3;coh_mind;4\n");
  CHECK(several.status == 0);
  CHECK(several.out == "R1: 1 ratings new, 0 changed, 0 as before, 0 rows left empty\n");
  CHECK(several.err == file + ": passed over 2 rows of R2, 1 row of R3\n");
  CHECK(import("R2;s2;coh_mind;4\n").err == file + ": expected rows of rater R1, found rows of others only: 1 row of R2\n");
}

TEST_CASE("a sheet of agreed ratings with rows of one rater is refused, not read past") {
  const Setting at;
  at.rate("R1", {5}, {});
  at.rate("R2", {6}, {});
  at.lock("R1");
  at.lock("R2");
  const std::string sheet = at.scratch.write("agreed.csv", "rater,transcript,scale,value\nR1,s1,coh_mind,5\n");
  const Outcome refused = at.run({"consensus", at.path, sheet, "--raters", "R1,R2", "--reason", "talked over", "-b", at.scales});
  CHECK(refused.status == 2);
  CHECK(holds(refused.err, "expected agreed ratings, which are no one rater's (no column \"rater\"), found 1 row of R1"));
}

TEST_CASE("scores of record are of raters there are, and who has none is counted with the rule") {
  const Setting at;
  at.rate("R1", {5, 6}, {});
  at.rate("R2", {6, 6, 3}, {});
  at.rate("R3", {4, 6, 4}, {});
  for (const char* rater : {"R1", "R2", "R3"}) at.lock(rater);
  struct Export {
    std::vector<std::string> how;
    int status;
    std::string out;  // its last lines
    std::string err;
  };
  const std::string no_row = "without a score of record: 3 of 6 interviews, no locked coding in round 1 (no row)\n";
  const Export exports[] = {
      {{"primary", "--primary", "Rl"}, 2, "", "expected raters of the study in --primary, found \"Rl\"; did you mean \"R1\"?\n"},
      {{"primary", "--primary", "R2,r1,N"}, 2, "",
       "expected raters of the study in --primary, found \"r1\"; did you mean \"R1\"?\nexpected raters of the study in --primary, found \"N\"\n"},
      {{"primary", "--primary", "R1"}, 0, "marks.csv\nwithout a score of record: 1 of 6 interviews, coded by none of R1\n" + no_row, ""},
      {{"primary", "--primary", "R1,R2"}, 0, "marks.csv\n" + no_row, ""},
      {{"consensus"}, 0, "marks.csv\n" + no_row + "without a score of record: 2 of 6 interviews, nothing agreed, and nothing said alike\n", ""},
      {{"mean"}, 0, "marks.csv\n" + no_row, ""},
  };
  for (const Export& one : exports) {
    std::vector<std::string> words = {"study", "export", at.path, "--to", at.scratch / "tables", "--force", "--resolve"};
    words.insert(words.end(), one.how.begin(), one.how.end());
    CAPTURE(words);
    std::filesystem::remove_all(at.scratch / "tables");
    const Outcome run = at.run(words);
    CHECK(run.status == one.status);
    CHECK(run.err == one.err);
    CHECK(run.out.ends_with(one.out));
    CHECK(std::filesystem::exists(at.scratch / "tables/record.csv") == (one.status == 0));
  }
}

TEST_CASE("compare names the raters it compares, with how many codings of each") {
  const Setting at;
  at.rate("R1", {5, 6, 3, 4}, {});
  at.rate("R2", {6, 6, 3}, {});
  at.lock("R1");
  at.lock("R2");
  const std::vector<std::string> words = {"compare", at.path, "--resamples", "100"};
  CHECK(holds(at.run(words).out, "\n  raters      R1 (4), R2 (3)\n"));
  std::vector<std::string> json = words;
  json.insert(json.end(), {"--format", "json"});
  CHECK(holds(at.run(json).out, "\"n_codings_by\": {\n    \"R1\": 4,\n    \"R2\": 3\n  }"));
}
