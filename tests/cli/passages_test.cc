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

TEST_CASE("without that text, lines of an older version stand with its number alone") {
  const Versions of(false);
  CHECK(holds(of.out({"consensus"}), "  A          7, lines 1 of version 2\n  B          4, lines 1\n      1: S: Well, you see.\n"));
  CHECK(holds(of.out({"compare", "--resamples", "100"}), "A lines 1 of version 2\n"));
  CHECK(holds(of.out({"compare", "--resamples", "100", "--format", "html"}), "Lines 1 of version 2: their text is not in the study."));
}
