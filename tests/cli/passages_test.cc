// The words of evidence lines, where a coding is of an older version of the transcript.
#include "raters_setting.h"

using namespace attune;

namespace {

/// s1 in a text whose lines were coded as version 2 and, in version 3, stand a line further down; A's coding is of the first, B's of the second.
struct Versions {
  Setting at;

  explicit Versions(bool keep_text) {
    Study study = Study::open(at.path, counted_surroundings("A", 500));
    put(study, "S: I fell asleep.\nS: It was May.\n", keep_text);
    Study(Study::open(at.path, counted_surroundings("A", 600))).store_ratings({"A", 1, {{"s1", {with_lines(7)}}}, ""});
    put(study, "S: Well, you see.\nS: I fell asleep.\nS: It was May.\n", true);
    Study(Study::open(at.path, counted_surroundings("B", 700))).store_ratings({"B", 1, {{"s1", {with_lines(4)}}}, ""});
    at.lock("A");
    at.lock("B");
  }
  static void put(Study& study, const std::string& text, bool keep_text) {
    Transcript transcript = small_transcript("s1");
    transcript.text = text;
    transcript.sha256 = sha256(text);
    transcript.figures.clear();
    TranscriptDetails details;
    details.new_version = true;
    details.keep_text = keep_text;
    (void)study.store(transcript, {}, details);
  }
  static RatingEntry with_lines(double value) {
    RatingEntry entry = rated("coh_mind", value);
    entry.rating.lines = "1";
    return entry;
  }
  [[nodiscard]] std::string out(const std::vector<std::string>& more) const {
    std::vector<std::string> words = {more[0], at.path, "--as", "M"};
    words.insert(words.end(), more.begin() + 1, more.end());
    const Outcome run = at.run(words);
    CHECK(run.status == 0);
    return run.out;
  }
};

}  // namespace

TEST_CASE("lines of an older version are quoted from its text") {
  const Versions of(true);
  CHECK(holds(of.out({"consensus"}), "  A          7, lines 1 of version 2\n      1: S: I fell asleep.\n  B          4, lines 1\n      1: S: Well, you see.\n"));
  const std::string text = of.out({"compare", "--resamples", "100"});
  CHECK(holds(text, "A lines 1 of version 2: S: I fell asleep."));
  CHECK(holds(text, "B lines 1: S: Well, you see."));
  const std::string page = of.out({"compare", "--resamples", "100", "--format", "html"});
  CHECK(holds(page, "S: I fell asleep.</blockquote><p class=\"by\">lines 1 of version 2</p>"));
  CHECK(holds(page, "S: Well, you see.</blockquote><p class=\"by\">lines 1</p>"));
  CHECK(holds(of.out({"compare", "--resamples", "100", "--format", "json"}), "\"older_version\": 2"));
}

TEST_CASE("a coding of another round, of an older version, says nothing of whose lines these are") {
  const Versions of(true);
  {
    Study study = Study::open(of.at.path, counted_surroundings("B", 900));
    Versions::put(study, "S: Oh, well.\nS: Well, you see.\nS: I fell asleep.\nS: It was May.\n", true);
    for (const char* rater : {"A", "B"}) (void)study.store_ratings({rater, 2, {{"s1", {Versions::with_lines(rater[0] == 'A' ? 3 : 6)}}}, ""});
  }
  of.at.lock("A", 2);
  of.at.lock("B", 2);
  CHECK(holds(of.out({"consensus", "--round", "2"}), "  A          3, lines 1\n      1: S: Oh, well.\n  B          6, lines 1\n      1: S: Oh, well.\n"));
}

TEST_CASE("without that text, lines of an older version stand with its number alone") {
  const Versions of(false);
  CHECK(holds(of.out({"consensus"}), "  A          7, lines 1 of version 2\n  B          4, lines 1\n      1: S: Well, you see.\n"));
  CHECK(holds(of.out({"compare", "--resamples", "100"}), "A lines 1 of version 2\n"));
  CHECK(holds(of.out({"compare", "--resamples", "100", "--format", "html"}), "Lines 1 of version 2: their text is not in the study."));
}

TEST_CASE("a version with names that were replaced later is quoted nowhere") {
  ScratchDirectory scratch;
  const std::string path = scratch / "s.attune";
  const auto put = [&](const std::string& text) { REQUIRE(attune_run({"code", scratch.write("t1.txt", text), "-s", path, "--new-version"}).status == 0); };
  const auto rate = [&](const std::string& rater, int value) {
    const std::string sheet = scratch.write(rater + ".csv", fmt::format("transcript,scale,target,value,lines\nt1,coh_mind,,{},2\n", value));
    REQUIRE(attune_run({"rate", "import", path, sheet, "--rater", rater, "--lock"}).status == 0);
  };
  const std::string talk = "I: Tell me.\nS: My aunt Maria Kowalski lived by the sea.\nI: And?\nS: Second thing.\n";
  put(talk);
  rate("R1", 3);
  const bool has_version_between = GENERATE(true, false);
  put(talk + "I: Well.\n");  // R1's coding stays with version 1
  if (has_version_between) put(talk + "I: Well.\nS: Yes.\n");
  rate("R2", 6);
  const std::string key = scratch.write("key.csv", "kind,original,replacement,times,where\nname,Maria Kowalski,{{Aunt 1}},1,t1:2\n");
  REQUIRE(attune_run({"transcript", "redact", "-s", path, "--apply", key}).status == 0);
  const auto out = [&](std::vector<std::string> words) {
    words.insert(words.begin() + 1, {path, "--as", "M"});
    const Outcome run = attune_run(words);
    CHECK(run.status == 0);
    CHECK_FALSE(holds(run.out, "Kowalski"));
    return run.out;
  };
  CHECK(holds(out({"compare", "--resamples", "100"}), "R1 lines 2 of version 1\n      R2 lines 2: S: My aunt {{Aunt 1}} lived by the sea.\n"));
  CHECK(holds(out({"compare", "--resamples", "100", "--format", "html"}), "Lines 2 of version 1: their text is not shown, for names in it were replaced later."));
  CHECK(holds(out({"compare", "--resamples", "100", "--format", "json"}), "\"older_version\": 1"));
  CHECK(holds(out({"consensus"}), "  R1         3, lines 2 of version 1\n  R2         6, lines 2\n      2: S: My aunt {{Aunt 1}} lived by the sea.\n"));
  for (const char* format : {"csv", "json"}) out({"consensus", "--format", format});
}

TEST_CASE("over rounds too, lines are quoted from the version of each round's coding") {
  ScratchDirectory scratch;
  const std::string path = scratch / "s.attune";
  const auto put = [&](const std::string& text) { REQUIRE(attune_run({"code", scratch.write("t1.txt", text), "-s", path, "--new-version"}).status == 0); };
  const auto rate = [&](const std::string& rater, int value, const std::string& round) {
    const std::string sheet = scratch.write(rater + ".csv", fmt::format("transcript,scale,target,value,lines\nt1,coh_mind,,{},2\n", value));
    REQUIRE(attune_run({"rate", "import", path, sheet, "--rater", rater, "--round", round, "--lock"}).status == 0);
  };
  put("I: Tell me.\nS: First words.\n");
  rate("R1", 3, "1");
  rate("R2", 5, "1");
  put("I: And again.\nS: Later words.\nI: Tell me.\nS: First words.\n");
  rate("R1", 8, "2");
  const Outcome text = attune_run({"compare", path, "--resamples", "100"});
  CHECK(holds(text.out, "      R1 round 1 lines 2 of version 1: S: First words.\n      R1 round 2 lines 2: S: Later words.\n"));
  CHECK(holds(text.out, "      R1 lines 2 of version 1: S: First words.\n      R2 lines 2 of version 1: S: First words.\n"));
  const Outcome second = attune_run({"compare", path, "--round", "2", "--resamples", "100"});
  CHECK_FALSE(holds(second.out, "round 1"));  // that coding is of another version
}
