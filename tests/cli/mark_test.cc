// Passages marked by hand, from a printed copy back into a study, and compared.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/io/study.h"
#include "catch.h"
#include "run.h"

using namespace attune;

namespace {

constexpr const char* kInterview = "I: How was your mother?\nS: She was kind. I don't remember any of it, I was small.\nI: And your father?\nS: He died. I still talk to him, he is here.\n";

/// A study with one interview, its text printed to a file, and what a person would type next.
struct Marking {
  ScratchDirectory scratch;
  std::string path = scratch / "study.attune";
  std::string copy;

  Marking() {
    const std::string file = scratch.write("a1.txt", kInterview);
    REQUIRE(attune_run({"code", file, "-s", path}).status == 0);
    const Outcome printed = attune_run({"transcript", "print", path, "--transcript", "a1"});
    REQUIRE(printed.status == 0);
    copy = printed.out;
  }
  /// The copy with `words` in brackets.
  [[nodiscard]] std::string marked(const std::string& code, const std::string& words) const {
    std::string text = copy;
    const std::size_t at = text.find(words);
    REQUIRE(at != std::string::npos);
    return text.replace(at, words.size(), "[[" + code + "|" + words + "]]");
  }
  [[nodiscard]] Outcome mark(const std::string& rater, const std::string& text, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"rate", "mark", path, scratch.write("a1.txt", text), "--rater", rater};
    words.insert(words.end(), more.begin(), more.end());
    return attune_run(words);
  }
};

}  // namespace

TEST_CASE("a printed copy is the transcript, numbered and with a margin for notes") {
  const Marking at;
  CHECK(at.copy == kInterview);
  const Outcome numbered = attune_run({"transcript", "print", at.scratch.write("b.txt", kInterview), "--numbered", "--wide-margin"});
  CHECK(numbered.out ==
        "   1  I: How was your mother?\n"
        "   2  S: She was kind. I don't remember any of it,\n"
        "      I was small.\n"
        "   3  I: And your father?\n"
        "   4  S: He died. I still talk to him, he is here.\n");
}

TEST_CASE("marks by hand are taken in, withdrawn and compared like those of others") {
  const Marking at;
  const Outcome first = at.mark("R1", at.marked("recall.lack", "I don't remember any of it"));
  CHECK(first.err.empty());
  CHECK(first.out == "a1: 1 marks of R1 new, 0 withdrawn, 0 as before\n");
  CHECK(at.mark("R1", at.marked("unresolved.disbelief", "I still talk to him, he is here")).out == "a1: 1 marks of R1 new, 1 withdrawn, 0 as before\n");
  CHECK(at.mark("R2", at.marked("unresolved.disbelief", "I still talk to him")).status == 0);
  CHECK(attune_run({"rate", "lock", at.path, "--rater", "R1"}).status == 0);
  CHECK(attune_run({"rate", "lock", at.path, "--rater", "R2"}).status == 0);
  const Outcome refused = at.mark("R1", at.copy);
  CHECK(refused.status == 2);
  CHECK(refused.err.find("the coding is locked") != std::string::npos);

  const Outcome compared = attune_run({"compare", at.path, "--per", "sentence", "--resamples", "100"});
  CHECK(compared.status == 0);
  CHECK(compared.out.find("unresolved") != std::string::npos);
  CHECK(attune_run({"study", "verify", at.path}).status == 0);
}

TEST_CASE("a copy that is not the transcript is told by line and column, and the other copies are taken") {
  const Marking at;
  std::string other = at.marked("recall.lack", "I don't remember");
  other.replace(other.find("kind"), 4, "cold");
  const Outcome wrong = at.mark("R1", other);
  CHECK(wrong.status == 2);
  CHECK(wrong.err.find("a1.txt:2:12: expected the text of line 2 of the transcript, found other text") != std::string::npos);
  CHECK(wrong.err.find("nothing was taken in") != std::string::npos);
  CHECK(wrong.err.find("cold") == std::string::npos);
  const Outcome unknown = at.mark("R1", at.copy, {"--transcript", "a9"});
  CHECK(unknown.err.find("expected a transcript of the study (--transcript ID names it), found \"a9\"") != std::string::npos);
  const std::string good = at.scratch.write("a1.txt", at.marked("recall.lack", "I don't remember"));
  const Outcome both = attune_run({"rate", "mark", at.path, at.scratch.write("a2.txt", "x"), good, "--rater", "R1"});
  CHECK(both.status == 2);
  CHECK(both.out == "a1: 1 marks of R1 new, 0 withdrawn, 0 as before\n");
}

TEST_CASE("marks on an older version are left out of what is compared, not counted as none") {
  const Marking at;
  std::string second = kInterview;
  second.replace(second.find("kind"), 4, "cold");
  REQUIRE(attune_run({"code", at.scratch.write("a2.txt", second), "-s", at.path}).status == 0);
  const auto mark = [&](const std::string& rater, const std::string& transcript, std::string text, const std::string& words) {
    text.replace(text.find(words), words.size(), "[[recall.lack|" + words + "]]");
    REQUIRE(attune_run({"rate", "mark", at.path, at.scratch.write(transcript + ".txt", text), "--rater", rater}).status == 0);
  };
  const auto new_version = [&] {
    const std::string text = std::string(kInterview) + "I: And now?\nS: He is old. I forget it all.\n";
    REQUIRE(attune_run({"code", at.scratch.write("a1.txt", text), "-s", at.path, "--new-version"}).status == 0);
    return text;
  };
  mark("R1", "a1", kInterview, "I don't remember any of it");
  mark("R1", "a2", second, "I don't remember any of it");
  mark("R2", "a2", second, "I don't remember");
  const bool is_both = GENERATE(false, true);
  if (is_both) mark("R2", "a1", kInterview, "I don't remember");
  const std::string newest = new_version();
  if (!is_both) mark("R2", "a1", newest, "I forget it all");
  for (const char* rater : {"R1", "R2"}) REQUIRE(attune_run({"rate", "lock", at.path, "--rater", rater}).status == 0);
  for (const char* unit : {"turn", "transcript"}) {
    const Outcome compared = attune_run({"compare", at.path, "--per", unit, "--resamples", "100"});
    CAPTURE(is_both, unit, compared.out);
    CHECK(compared.out.find(is_both ? "marks of 2 on another version, of 0 without text" : "marks of 1 on another version, of 0 without text") != std::string::npos);
    const std::size_t n = std::string(unit) == "turn" ? 2 : 1;  // of a2 only
    CHECK(compared.out.find(fmt::format("  recall.lack                {:>5}  1.000", n)) != std::string::npos);
    CHECK(compared.out.find("R1 0 of") == std::string::npos);
    CHECK(compared.out.find("R1 unmarked") == std::string::npos);
  }
}
