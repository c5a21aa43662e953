// attune report as a person runs it: pages to files and to the screen, bad input, and raters who must not see yet.
#include <filesystem>
#include <string>
#include <vector>

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/io/study.h"
#include "catch.h"
#include "run.h"

using namespace attune;

namespace {

const std::string kSamples = std::string(ATTUNE_SOURCE_DIR) + "/corpora_samples/";

std::string sample(int number) { return kSamples + "s0" + std::to_string(number) + ".txt"; }

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A study of two interviews that R1 and R2 have rated. Made once: coding with the shipped codebooks takes its time.
struct Coded {
  ScratchDirectory scratch;
  std::string study = scratch / "s.attune";

  Coded() {
    REQUIRE(attune_run({"code", sample(1), sample(8), "-s", study}).status == 0);
    const std::string sheet = scratch.write("r1.csv",
                                            "transcript,scale,target,value,reason,lines,note\n"
                                            "s01,coh_mind,,7.5,,,\ns08,coh_mind,,,cannot_rate,,\ns01,recall,,2,,,\n");
    REQUIRE(attune_run({"rate", "import", study, sheet, "--rater", "R1", "--lock"}).status == 0);
    REQUIRE(attune_run({"rate", "import", study, sheet, "--rater", "R2"}).status == 0);
  }
};

}  // namespace

TEST_CASE("a page goes to a file of its owner, and never over one that is there") {
  const ScratchDirectory scratch;
  const std::string page = scratch / "s01.html";
  const Outcome made = attune_run({"report", sample(1), "-o", page});
  CHECK(made.status == 0);
  CHECK(made.out == page + ": written\n");
  CHECK(made.err.empty());
  struct stat status {};
  REQUIRE(::stat(page.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const std::string written = scratch.read("s01.html");
  CHECK(written.starts_with("<!DOCTYPE html>"));
  CHECK(written.ends_with("</html>\n"));

  const std::string before = scratch.write("other.html", "mine");
  const Outcome refused = attune_run({"report", sample(1), "-o", before});
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(scratch.read("other.html") == "mine");
  CHECK(attune_run({"report", sample(1), "-o", before, "--force"}).status == 0);
  CHECK(scratch.read("other.html") == written);
  CHECK(attune_run({"report", sample(1), "-o", scratch / "no/such/place.html"}).status == 2);
}

TEST_CASE("one interview in other forms") {
  const Outcome text = attune_run({"report", sample(6), "--format", "text"});
  CHECK(text.status == 0);
  CHECK(text.out.starts_with("Interview s06\n"));
  const Outcome json = attune_run({"report", sample(6), "--format", "json", "--seed", "3"});
  const auto object = nlohmann::json::parse(json.out);
  CHECK(object["id"] == "s06");
  CHECK(object["seed"] == 3);
  CHECK(object["precision"].is_null());
  CHECK(object["drawn"].size() == 3);
  CHECK(object["quotations"].size() == 5);
  CHECK(object["indices"]["unresolved.away"]["ci_low"].is_number());
  const Outcome csv = attune_run({"report", sample(6), "--format", "csv"});
  CHECK(parse_csv(csv.out, "x").rows.size() > 100);
}

TEST_CASE("what cannot be read is told, and no page is made of nothing") {
  const ScratchDirectory scratch;
  const std::string page = scratch / "x.html";
  const Outcome missing = attune_run({"report", scratch / "no.txt", "-o", page});
  CHECK(missing.status == 2);
  CHECK(holds(missing.err, "no.txt"));
  CHECK_FALSE(std::filesystem::exists(page));
  CHECK(attune_run({"report", scratch.write("empty.txt", ""), "-o", page}).status == 2);
  CHECK_FALSE(std::filesystem::exists(page));
  CHECK(attune_run({"report"}).status == 2);
  CHECK(holds(attune_run({"report", sample(1), "--format", "pdf"}).err, "html, text, csv, json"));
  CHECK(attune_run({"report", sample(1), "--transcript", "s01"}).status == 2);
}

TEST_CASE("several interviews make one page about all of them, and say which is not in it") {
  const ScratchDirectory scratch;
  const Outcome page = attune_run({"report", sample(1), sample(8), scratch / "gone.txt"});
  CHECK(page.status == 2);
  CHECK(holds(page.out, "gone.txt: it could not be read"));
  for (const char* part : {"Codes by interview", "How the rates are spread", "Length against every index", "What is missing", "no locked ratings by people", ">s01<", ">s08<", "looks so"}) {
    CAPTURE(part);
    CHECK(holds(page.out, part));
  }
  CHECK_FALSE(holds(page.out, ">nan"));
}

TEST_CASE("a study: a page about all, or about one interview with people's ratings apart") {
  const Coded coded;
  const Outcome all = attune_run({"report", coded.study});
  CHECK(all.status == 0);
  CHECK(holds(all.out, "Study s.attune"));
  CHECK(holds(all.out, "Of 2 locked codings"));
  CHECK(holds(all.out, "cannot_rate"));
  const auto object = nlohmann::json::parse(attune_run({"report", coded.study, "--format", "json"}).out);
  CHECK(object["interviews"].size() == 2);
  CHECK(object["locked_codings"] == 2);
  // The same counts as coding the files anew.
  const auto files = nlohmann::json::parse(attune_run({"report", sample(1), sample(8), "--format", "json"}).out);
  CHECK(object["interviews"] == files["interviews"]);
  CHECK(object["indices"] == files["indices"]);

  const Outcome one = attune_run({"report", coded.study, "--transcript", "s01"});
  CHECK(one.status == 0);
  CHECK(holds(one.out, "Rated by R1, round 1"));
  CHECK_FALSE(holds(one.out, "Rated by R2"));  // not locked
  const Outcome slip = attune_run({"report", coded.study, "--transcript", "s10"});
  CHECK(slip.status == 2);
  CHECK(holds(slip.err, "s01"));
}

TEST_CASE("a rater sees no page before the own coding is locked, and what was seen is noted") {
  const Coded coded;
  const Outcome refused = attune_run({"report", coded.study, "--as", "R2"});
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(holds(refused.err, "locked"));
  CHECK(attune_run({"report", coded.study, "--transcript", "s01", "--as", "R1"}).status == 0);
  {
    Study study = Study::open(coded.study, real_surroundings("test"));
    REQUIRE(study.exposures().size() == 1);
    CHECK(study.exposures()[0].rater == "R1");
    CHECK(study.exposures()[0].transcript == "s01");
    CHECK(study.exposures()[0].what == "report");
  }
  // Who is assigned an interview and has not begun is kept from it as well; also nobody named leaves a trace.
  {
    Study study = Study::open(coded.study, real_surroundings("test"));
    REQUIRE(study.store_assignments({{"s08", "R4", 1, "single", "seed 1", ""}}) == Stored::added);
  }
  const Outcome assigned = attune_run({"report", coded.study, "--as", "R4"});
  CHECK(assigned.status == 2);
  CHECK(assigned.out.empty());
  CHECK(holds(assigned.err, "none locked of s08"));
  CHECK(attune_run({"report", coded.study, "--transcript", "s08", "--format", "text"}).status == 0);
  {
    Study study = Study::open(coded.study, real_surroundings("test"));
    REQUIRE(study.exposures().size() == 2);
    CHECK(study.exposures()[1].rater == "unnamed");
    CHECK(study.exposures()[1].transcript == "s08");
  }
  // One who was assigned nothing and has not begun may look, and every coding made later is an assisted one.
  CHECK(attune_run({"report", coded.study, "--as", "R3", "--format", "text"}).status == 0);
  const std::string sheet = coded.scratch.write("r3.csv", "transcript,scale,target,value,reason,lines,note\ns01,coh_mind,,7,,,\n");
  REQUIRE(attune_run({"rate", "import", coded.study, sheet, "--rater", "R3", "--lock"}).status == 0);
  Study study = Study::open(coded.study, real_surroundings("test"));
  CodingFilter own{{}, {"R3"}};
  REQUIRE(study.codings(own).size() == 1);
  CHECK(study.codings(own)[0].assisted);
}
