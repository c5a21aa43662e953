#include <algorithm>
#include <fstream>
#include <set>

#include <fmt/format.h>

#include "attune/io/study.h"
#include "catch.h"
#include "io/study_fixture.h"
#include "run.h"

using namespace attune;

namespace {

const std::string kScales = R"toml([codebook]
id = "scales"
version = "1.0.0"
language = "en"
title = "Scales"
description = "For a test."
[[code]]
id = "c"
title = "C"
definition = "What C is."
polarity = "away"
[[scale]]
id = "ideal"
title = "Idealization"
definition = "D."
target = "figure"
level = "interval"
aliases = ["idealisation_mother=figure:mother"]
[[scale]]
id = "coh_mind"
title = "Coherence of mind"
definition = "D."
target = "none"
level = "interval"
[[scale]]
id = "u_loss"
title = "Unresolved loss"
definition = "D."
target = "event"
level = "interval"
[[scale]]
id = "record"
title = "Class"
definition = "D."
target = "none"
level = "class_record"
)toml";

/// A study with the two transcripts of a test, made by the program itself.
struct Setting {
  ScratchDirectory scratch;
  std::string study = scratch / "s.attune";
  std::string scales = scratch.write("scales.toml", kScales);

  Setting() {
    const std::string a = scratch.write("s01.txt", "I: How was it?\nS: It was fine.\n");
    const std::string b = scratch.write("s02.txt", "I: How was it?\nS: My mother was there.\n");
    const Outcome coded = attune_run({"code", a, b, "-b", scales, "-s", study});
    REQUIRE(coded.status == 0);
  }
  Outcome rate(std::vector<std::string> words) const {
    words.insert(words.end(), {"-b", scales});
    return attune_run(words);
  }
};

}  // namespace

TEST_CASE("a sheet goes out blank, comes in filled, and goes out with what was entered") {
  const Setting at;
  const std::string head = "transcript,scale,target,value,reason,lines,note\n";
  const Outcome blank = at.rate({"rate", "sheet", at.study, "--rater", "R1", "--bare"});
  CHECK(blank.status == 0);
  CHECK(blank.out == head +
                         "s01,ideal,figure:mother,,,,\ns01,ideal,figure:father,,,,\ns01,coh_mind,,,,,\n"
                         "s01,u_loss,event:loss_1,,,,\ns01,record,,,,,\n"
                         "s02,ideal,figure:mother,,,,\ns02,ideal,figure:father,,,,\ns02,coh_mind,,,,,\n"
                         "s02,u_loss,event:loss_1,,,,\ns02,record,,,,,\n");

  const std::string filled = at.scratch.write(
      "r1.csv",
      "transcript;scale;target;value;reason\ns01;idealisation_mother;;7,5;\ns01;ideal;figure:father;;not_applicable\n"
      "s01;coh_mind;;3;\ns01;u_loss;event:loss_1;3;\ns01;u_loss;event:loss_2;7;\ns01;record;;U;\ns02;record;;F;\n");
  const Outcome imported = at.rate({"rate", "import", at.study, filled, "--rater", "R1"});
  CHECK(imported.status == 0);
  CHECK(imported.out == "R1: 7 ratings new, 0 changed, 0 as before, 0 rows left empty\n");
  CHECK(imported.err ==
        "query: s01: U: a U has an organised alternative as a rule\n"
        "query: s02: a class, but no coherence of transcript or of mind\n");
  CHECK(at.rate({"rate", "import", at.study, filled, "--rater", "R1"}).out ==
        "R1: 0 ratings new, 0 changed, 7 as before, 0 rows left empty\n");

  CHECK(at.rate({"rate", "sheet", at.study, "--rater", "R1", "--bare", "--separator", "semicolon"}).out ==
        "transcript;scale;target;value;reason;lines;note\n"
        "s01;ideal;figure:mother;7,5;;;\ns01;ideal;figure:father;;not_applicable;;\ns01;coh_mind;;3;;;\n"
        "s01;u_loss;event:loss_1;3;;;\ns01;record;;U;;;\ns01;u_loss;event:loss_2;7;;;\n"
        "s02;ideal;figure:mother;;;;\ns02;ideal;figure:father;;;;\ns02;coh_mind;;;;;\n"
        "s02;u_loss;event:loss_1;;;;\ns02;record;;F;;;\n");
  CHECK(at.rate({"rate", "sheet", at.study, "--rater", "R2", "--bare"}).out == blank.out);
  CHECK(at.rate({"rate", "sheet", at.study, "--rater", "R1", "--bare", "--blank"}).out == blank.out);
}

TEST_CASE("a sheet says what each scale is, and interviews come in an order that a seed draws") {
  const Setting at;
  const Outcome sheet = at.rate({"rate", "sheet", at.study, "--rater", "R1"});
  CHECK(sheet.out.starts_with("transcript,scale,target,value,reason,lines,note,title,range,definition\n"));
  CHECK(sheet.out.find("s01,coh_mind,,,,,,Coherence of mind,1 to 9 in steps of 0.5,D.\n") != std::string::npos);
  // What a spreadsheet gives back, with a value.
  std::string filled = sheet.out;
  filled.replace(filled.find("s01,coh_mind,,"), 14, "s01,coh_mind,,7");
  const Outcome imported = at.rate({"rate", "import", at.study, at.scratch.write("r1.csv", filled + "\n"), "--rater", "R1"});
  CHECK(imported.out == "R1: 1 ratings new, 0 changed, 0 as before, 9 rows left empty\n");

  std::set<std::string> firsts;
  for (const char* seed : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
    const Outcome drawn = at.rate({"rate", "sheet", at.study, "--rater", "R2", "--bare", "--seed", seed});
    CHECK(drawn.out == at.rate({"rate", "sheet", at.study, "--rater", "R2", "--bare", "--seed", seed}).out);
    CHECK(std::ranges::count(drawn.out, '\n') == 11);
    firsts.insert(drawn.out.substr(drawn.out.find('\n') + 1, 3));
  }
  CHECK(firsts == std::set<std::string>{"s01", "s02"});
}

TEST_CASE("nothing of a sheet with a problem is taken in, unless --partial") {
  const Setting at;
  const std::string sheet =
      at.scratch.write("r1.csv", "transcript,scale,target,value\ns01,coh_mind,,3\ns09,coh_mind,,3\ns02,coh_mind,,10\n");
  const std::string told = sheet + ":3:1: expected the id of a transcript in the study, found \"s09\"\n" + sheet +
                           ":4:15: expected 1 to 9 in steps of 0.5 for the scale coh_mind, found \"10\"\n";
  const Outcome refused = at.rate({"rate", "import", at.study, sheet, "--rater", "R1"});
  CHECK(refused.status == 2);
  CHECK(refused.err == told + sheet + ": nothing was taken in (--partial takes the good rows)\n");
  CHECK(refused.out.empty());
  const Outcome partial = at.rate({"rate", "import", at.study, sheet, "--rater", "R1", "--partial"});
  CHECK(partial.status == 2);
  CHECK(partial.err == told);
  CHECK(partial.out == "R1: 1 ratings new, 0 changed, 0 as before, 0 rows left empty\n");
}

TEST_CASE("a locked coding takes no other value") {
  const Setting at;
  const std::string sheet = at.scratch.write("r1.csv", "transcript,rater,scale,value\ns01,R1,coh_mind,3\n");
  CHECK(at.rate({"rate", "import", at.study, sheet, "--rater", "R1", "--lock"}).out ==
        "R1: 1 ratings new, 0 changed, 0 as before, 0 rows left empty; 1 codings locked\n");
  const std::string other = at.scratch.write("other.csv", "transcript,scale,value\ns01,coh_mind,4\n");
  const Outcome refused = at.rate({"rate", "import", at.study, other, "--rater", "R1"});
  CHECK(refused.status == 2);
  CHECK(refused.err == at.study + ": s01: coh_mind: the coding is locked\n");
  CHECK(at.rate({"rate", "lock", at.study, "--rater", "R1"}).out == "R1: 0 codings locked\n");
  const Outcome none = at.rate({"rate", "import", at.study, sheet, "--rater", "R2"});
  CHECK(none.err == sheet + ": expected rows of rater R2, found rows of others only: 1 row of R1\n");
  CHECK(none.status == 2);
}

TEST_CASE("a study lists what it has without a value, a mark or a text") {
  const Setting at;
  const std::string sheet = at.scratch.write("r1.csv", "transcript,scale,value\ns01,coh_mind,3\n");
  REQUIRE(at.rate({"rate", "import", at.study, sheet, "--rater", "R1"}).status == 0);
  const std::string text = attune_run({"study", "list", at.study}).out;
  CHECK(text.substr(0, text.find("scales@")) ==
        "2 transcripts\n"
        "  s01                  version 1  text kept\n"
        "  s02                  version 1  text kept\n"
        "\n"
        "Codings by                      draft  subm. locked assisted ratings\n"
        "R1 round 1                          1      0      0        0       1\n");
  const std::string csv = attune_run({"study", "list", at.study, "--format", "csv"}).out;
  CHECK(csv.substr(0, csv.find('\n')) == "transcript,version,rater,round,state,assisted,ratings,made_at");
  CHECK(csv.find("\ns01,1,R1,1,draft,no,1,20") != std::string::npos);
}

TEST_CASE("the log says who did what") {
  const Setting at;
  const std::string sheet = at.scratch.write("r1.csv", "transcript,scale,value\ns01,coh_mind,3\n");
  REQUIRE(at.rate({"rate", "import", at.study, sheet, "--rater", "R1", "--as", "coordinator"}).status == 0);
  const std::string csv = attune_run({"study", "log", at.study, "--format", "csv"}).out;
  CHECK(csv.substr(0, csv.find('\n')) == "number,at,actor,action,object,hash");
  CHECK(csv.find(",coordinator,ratings,R1 round 1,") != std::string::npos);
  CHECK(csv.find(",attune,coded,s01,") != std::string::npos);
}

TEST_CASE("verify derives the rules' marks again, exits 1 on a difference, and knows a kept head") {
  const Setting at;
  const Outcome sound = attune_run({"study", "verify", at.study});
  CHECK(sound.status == 0);
  CHECK(sound.out.find(at.study + ": verified\n") == 0);
  CHECK(sound.out.find("Codings by rules derived again with the same marks: 2\n") != std::string::npos);

  const Outcome copied = attune_run({"study", "backup", at.study, at.scratch / "copy.attune"});
  CHECK(copied.status == 0);
  const std::string head = copied.out.substr(copied.out.rfind(' ') + 1, copied.out.size() - copied.out.rfind(' ') - 2);
  CHECK(attune_run({"study", "verify", at.scratch / "copy.attune", "--head", head}).status == 0);
  std::string other = head;
  other.back() = other.back() == '0' ? '1' : '0';
  const Outcome tampered = attune_run({"study", "verify", at.study, "--head", other});
  CHECK(tampered.status == 1);
  CHECK(tampered.out.find("is not the one whose head was kept") != std::string::npos);
  CHECK(attune_run({"study", "verify", at.study, "--head", "12"}).status == 2);
  CHECK(attune_run({"study", "verify", at.scratch / "none.attune"}).status == 2);
  CHECK(attune_run({"study", "verify", at.scratch / "scales.toml"}).err ==
        at.scratch / "scales.toml" + ": not a study file (not an SQLite file)\n");
}

TEST_CASE("stored marks that the rules do not leave are found") {
  const Setting at;
  {
    // A study like that of a program with another idea of the rule: its engine and ICU are those of this one.
    Study study = Study::open(at.study, real_surroundings("test"));
    CodingRecord record = study.codings({{"s02"}}).at(0);
    Transcript transcript;
    transcript.id = "s03";
    transcript.text = study.transcript("s02")->text + "S: More.\n";
    transcript.sha256 = std::string(64, '0');
    TranscriptDetails details;
    details.reading = study.transcript("s02")->details.reading;
    record.coding.transcript = "s03";
    record.coding.marks.push_back({{0, 2}, 0, "c", "", "m", "x", Polarity::away, "", ""});
    study.store(transcript, {{record.coding, record.codebook_sha256, record.engine, record.icu}}, details);
  }
  const Outcome outcome = attune_run({"study", "verify", at.study});
  CHECK(outcome.status == 1);
  CHECK(outcome.out.find("s03 scales@1.0.0: marks derived again differ (1 stored, 0 derived)\n") == 0);
}

TEST_CASE("a study is made once") {
  const ScratchDirectory scratch;
  CHECK(attune_run({"study", "init", scratch / "s.attune"}).out == scratch / "s.attune" + ": made\n");
  const Outcome again = attune_run({"study", "init", scratch / "s.attune"});
  CHECK(again.status == 2);
  CHECK(again.err == scratch / "s.attune" + ": exists already and is not overwritten\n");
  CHECK(attune_run({"rate", "sheet", scratch / "s.attune"}).err.find("expected --rater") != std::string::npos);
  CHECK(attune_run({"rate", "sheet", scratch / "s.attune", "--rater", "a b"}).status == 2);
}

TEST_CASE("marks are compared in each section beside whole transcripts") {
  const ScratchDirectory scratch;
  const std::string path = scratch / "study.attune";
  const std::string file = scratch.write("two.jsonl",
                                         R"({"id":"x","turns":[{"role":"interviewer","text":"Who?"},{"role":"participant","text":"My dog.","section":"loss"}]})"
                                         "\n"
                                         R"({"id":"y","turns":[{"role":"interviewer","text":"Who?"},{"role":"participant","text":"My cat.","section":"loss"}]})"
                                         "\n");
  REQUIRE(attune_run({"code", file, "-s", path}).status == 0);
  {
    Study study = Study::open(path, counted_surroundings("A", 500));
    for (const char* id : {"x", "y"}) {
      const TranscriptRecord record = study.transcript(id).value();
      Transcript transcript;
      transcript.id = id;
      transcript.text = record.text;
      transcript.sha256 = record.sha256;
      Mark mark;
      const auto begin = static_cast<std::uint32_t>(record.text.find("My "));
      mark.span = {begin, begin + 6};
      mark.turn = 1;
      mark.code = "pet";
      for (const char* rater : {"A", "B"}) (void)study.store_marks(transcript, {rater, 1, {mark}, ""});
    }
    for (const char* rater : {"A", "B"}) CHECK(study.lock(rater, 1, {}) == 2);
  }
  const Outcome whole = attune_run({"compare", path, "--resamples", "100", "--as", "M"});
  CHECK(whole.out.find("section:loss") == std::string::npos);
  const Outcome run = attune_run({"compare", path, "--by", "section", "--resamples", "100", "--as", "M"});
  CHECK(run.status == 0);
  CHECK(run.out.find("pet section:loss") != std::string::npos);
}
