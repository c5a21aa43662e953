// A rater's own sheet, words, terminal and queries, opened by another who says who she is: others' values like any.
#include <algorithm>

#include "raters_setting.h"

using namespace attune;

namespace {

/// What Z rated, and R1 who was assigned the same and has not begun.
struct Onlooking : Setting {
  Onlooking() {
    REQUIRE(run({"plan", "assign", path, "--raters", "R1,Z", "--double", "1"}).status == 0);
    rate("Z", {5, 6}, {"U"});
    Study study = Study::open(path, counted_surroundings("Z", 500));
    (void)study.store_adjectives({"Z", 1, {{"s1", {{"mother", "strict", 1, true, Support::general, "2"}}}}, ""});
  }
  [[nodiscard]] Outcome typed(std::vector<std::string> words, const std::vector<std::string>& more) const {
    words[2] = path;
    words.insert(words.end(), more.begin(), more.end());
    return attune_run(words, "scales\n");
  }
};

const std::vector<std::string> kSheet = {"rate", "sheet", "", "--rater", "Z"};
const std::vector<std::string> kWords = {"rate", "adjectives", "", "--rater", "Z"};
const std::vector<std::string> kTerminal = {"rate", "enter", "", "s1", "--rater", "Z"};

}  // namespace

TEST_CASE("a rater's sheet, words and terminal are kept from another who has not locked, and recorded as shown after that") {
  struct Case {
    std::vector<std::string> words;
    std::string said;  // a value of Z's
    std::string what;
    std::ptrdiff_t exposures;
  };
  const Case cases[] = {{kSheet, "s1,coh_mind,,5,", "rating sheet", 2}, {kWords, "strict,,general,2", "sheet of words", 1},
                        {kTerminal, "coh_mind", "ratings at the terminal", 1}};
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const Onlooking at;
    const auto noted = [&](const std::string& rater) {
      return std::ranges::count_if(at.exposures(), [&](const Exposure& one) { return one.rater == rater && one.what == c.what; });
    };
    CHECK(holds(at.typed(c.words, {}).out, c.said));
    CHECK(holds(at.typed(c.words, {"--as", "Z"}).out, c.said));
    CHECK(at.exposures().empty());  // her own, for all that is known

    const Outcome refused = at.typed(c.words, {"--as", "R1"});
    CHECK(refused.status == 2);
    CHECK(refused.out.empty());
    CHECK(holds(refused.err, "the own coding by R1 locked before those of others are shown"));
    CHECK(at.exposures().empty());

    CHECK(holds(at.typed(c.words, {"--as", "clerk"}).out, c.said));
    CHECK(noted("clerk") == c.exposures);
    CHECK(holds(at.typed(c.words, {"--as", "R1", "--expose"}).out, c.said));
    CHECK(noted("R1") == c.exposures);
    at.rate("R1", {5}, {});
    at.lock("R1");
    const std::vector<CodingRecord> own = Study::open(at.path, counted_surroundings("x", 9)).codings({{}, {"R1"}});
    REQUIRE(own.size() == 1);
    CHECK(own[0].assisted);
  }
}

TEST_CASE("a sheet in which nothing of the rater's stands is shown to anybody, and no display is noted") {
  const Onlooking at;
  CHECK(at.typed(kSheet, {"--as", "R1", "--blank"}).status == 0);
  CHECK(at.typed({"rate", "sheet", "", "--rater", "N"}, {"--as", "R1"}).status == 0);
  CHECK(at.typed({"rate", "adjectives", "", "--rater", "N"}, {"--as", "R1"}).status == 0);
  CHECK(at.exposures().empty());
}

TEST_CASE("queries about another's coding are counted for a rater at work, and told and noted to who is none") {
  const Onlooking at;
  const std::vector<std::string> submit = {"rate", "submit", "", "--rater", "Z", "-b", at.scales};
  const Outcome at_work = at.typed(submit, {"--as", "R1"});
  CHECK(at_work.out == "Z: 2 codings submitted\n");
  CHECK(at_work.err == "queries: 1 for Z to read, about interviews that who acts has still to lock\n");
  CHECK(at.exposures().empty());
  const Outcome own = at.typed(submit, {});
  CHECK(holds(own.err, "query: s1: "));
  CHECK(at.exposures().empty());
  CHECK(at.typed(submit, {"--as", "clerk"}).err == own.err);
  REQUIRE(at.exposures().size() == 1);
  CHECK(at.exposures()[0].rater == "clerk");
  CHECK(at.exposures()[0].what == "queries");
}
