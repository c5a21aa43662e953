// Lists learned from what raters marked in a study: the samples coded, marked by hand, learned from, and coded with the new book.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/io/files.h"
#include "attune/io/study.h"
#include "catch.h"
#include "io/study_fixture.h"
#include "run.h"

using namespace attune;

namespace {

struct Samples {
  ScratchDirectory scratch;
  std::string path = scratch / "study.attune";

  Samples() {
    std::vector<std::string> words = {"code", "-s", path};
    for (int i = 1; i <= 8; ++i) words.push_back(sample(i));
    REQUIRE(attune_run(words).status == 0);
  }
  [[nodiscard]] static std::string sample(int i) { return fmt::format("{}/corpora_samples/s{:02}.txt", ATTUNE_SOURCE_DIR, i); }
  /// Marks "know" wherever it is said, and "mother" in the interviews up to `mothers`; what the interviewer says is no unit.
  void mark(const std::string& rater, int mothers, int last = 8) const {
    std::vector<std::string> words = {"rate", "mark", path, "--rater", rater};
    for (int i = 1; i <= last; ++i) {
      std::string text = read_file(sample(i), 1 << 20);
      bracket(text, "recall.lack", "know");
      if (i <= mothers) bracket(text, "passivity", "mother");
      words.push_back(scratch.write(fmt::format("s{:02}.txt", i), text));
    }
    const Outcome outcome = attune_run(words);
    CHECK(outcome.err == "");
    REQUIRE(outcome.status == 0);
  }
  void lock(const std::string& rater) const { REQUIRE(attune_run({"rate", "lock", path, "--rater", rater}).status == 0); }
  [[nodiscard]] Outcome learn(std::vector<std::string> more) const {
    more.insert(more.begin(), {"codebook", "learn", "-s", path});
    return attune_run(more);
  }

 private:
  static void bracket(std::string& text, const std::string& code, const std::string& word) {
    const std::string before = " " + word + " ";
    const std::string marked = " [[" + code + "|" + word + "]] ";
    for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + marked.size())) text.replace(at, before.size(), marked);
  }
};

}  // namespace

TEST_CASE("a codebook learned from raters' marks passes its examples, quotes no interview, and codes") {
  const Samples at;
  at.mark("R1", 2);
  const Outcome none = at.learn({"-o", at.scratch / "none.toml"});
  CHECK(none.status == 2);
  CHECK(none.err == at.path + ": expected passages that raters marked in codings of round 1 that are locked and independent, found none\n");
  at.lock("R1");
  at.mark("R2", 8);  // never locked, and so never seen

  const std::string book = at.scratch / "learned.toml";
  const Outcome learned = at.learn({"-o", book, "--folds", "4", "--seed", "3"});
  CHECK(learned.err == "");
  CHECK(learned.status == 0);
  CHECK(learned.out.find(" sentences of 8 transcripts as R1 marked them in round 1\n") != std::string::npos);
  CHECK(learned.out.find("not learned: passivity, in 2 transcripts; 4 parts need as many\n") != std::string::npos);
  CHECK(learned.out.find("Cross-validated by transcript in 4 parts, seed 3\n") != std::string::npos);
  const std::string text = read_file(book, 1 << 20);
  CHECK(text.find("scope = \"sentence\"") != std::string::npos);
  CHECK(text.find("code = \"recall.lack\"") != std::string::npos);
  CHECK(text.find("\"know\" = ") != std::string::npos);
  CHECK(text.find("# Cross-validated: precision ") != std::string::npos);
  CHECK(text.find("passivity") == std::string::npos);
  const Outcome nothing = at.learn({"-o", at.scratch / "nothing.toml", "--folds", "4", "--code", "passivity"});
  CHECK(nothing.status == 1);
  CHECK(nothing.err == (at.scratch / "nothing.toml") + ": nothing was learned, and it was not written\n");
  CHECK(attune_run({"codebook", "check", book}).status == 0);
  CHECK(attune_run({"codebook", "test", book}).status == 0);
  const Outcome coded = attune_run({"code", "-b", book, "--format", "jsonl", Samples::sample(4)});
  CHECK(coded.status == 0);
  CHECK(coded.out.find("\"marker\":\"recall.lack.learned\"") != std::string::npos);
  CHECK(at.learn({"-o", "-", "--folds", "4"}).out == at.learn({"-o", "-", "--folds", "4"}).out);
}

TEST_CASE("only marks of the raters asked for are learned from, and who is still coding is not shown them") {
  const Samples at;
  at.mark("R1", 8);
  at.lock("R1");
  at.mark("R2", 0);
  at.lock("R2");
  at.mark("R3", 0, 1);
  CHECK(at.learn({"--folds", "4"}).out.find("passivity") == std::string::npos);  // one of two raters marked it
  CHECK(at.learn({"--folds", "4", "--rater", "R1"}).out.find("passivity") != std::string::npos);
  const Outcome refused = at.learn({"--as", "R3"});
  CHECK(refused.status == 2);
  CHECK(refused.out == "");
  CHECK(refused.err.starts_with(at.path + ": expected the own coding by R3 locked before those of others are shown, found none locked of s01;"));
  const auto exposures = Study::open(at.path, counted_surroundings("x", 77)).exposures();
  REQUIRE_FALSE(exposures.empty());
  CHECK(exposures.back().what == "learn");
}

TEST_CASE("nothing is learned from training cases") {
  const Samples at;
  REQUIRE(attune_run({"plan", "assign", at.path, "--raters", "T", "--training", "s01,s02,s03,s04"}).status == 0);
  at.mark("T", 0);
  at.lock("T");
  CHECK(at.learn({"--folds", "4"}).out.find(" of 4 transcripts as T marked them in round 1\n") != std::string::npos);
}

TEST_CASE("how many codings of an older text are left out is said, but not of a rater who marked nothing") {
  const Samples at;
  at.mark("R1", 0);
  at.lock("R1");
  REQUIRE(attune_run({"rate", "import", at.path, at.scratch.write("r.csv", "transcript,scale,value\ns01,coherence_of_mind,5\n"), "--rater", "R2", "--lock"}).status == 0);
  const auto change = [&](int i) {
    const std::string changed = at.scratch.write(fmt::format("s{:02}.txt", i), read_file(Samples::sample(i), 1 << 20) + "\n");
    REQUIRE(attune_run({"code", "-s", at.path, "--new-version", changed}).status == 0);
  };
  change(1);
  const Outcome one = at.learn({"--folds", "4"});
  CHECK(one.err == "left out: 1 coding of an older version of a transcript\n");
  CHECK(one.out.find(" of 7 transcripts as R1 marked them in round 1\n") != std::string::npos);
  for (int i = 2; i <= 8; ++i) change(i);
  CHECK(at.learn({"--folds", "4"}).err ==
        at.path + ": expected passages that raters marked in codings of round 1 that are locked and independent, found none; "
                  "left out: 8 codings of an older version of a transcript\n");
}

TEST_CASE("codebook learn takes a file or a study") {
  const ScratchDirectory scratch;
  CHECK(attune_run({"codebook", "learn"}).err.find("expects one FILE of labelled responses") != std::string::npos);
  CHECK(attune_run({"codebook", "learn", "a.jsonl", "-s", scratch / "x.attune"}).status == 2);
  CHECK(attune_run({"codebook", "learn", "a.jsonl", "--rater", "R1"}).err.find("--rater goes with -s STUDY") != std::string::npos);
}
