// After locking, a rater answers the rules' marks one by one.
#include <algorithm>
#include <string>
#include <vector>

#include "attune/io/study.h"
#include "cli/proposal_words.h"
#include "catch.h"
#include "raters_setting.h"

using namespace attune;
namespace proposal = attune::cli::proposal;

namespace {

constexpr const char* kInterview =
    "I: How was your mother?\nS: She was kind. I don't remember any of it, I was small.\nI: And your father?\nS: He died. I still talk to him, he is here. I don't remember it.\n";

struct Proposing {
  ScratchDirectory scratch;
  std::string path = scratch / "study.attune";

  Proposing() {
    REQUIRE(attune_run({"code", scratch.write("a1.txt", kInterview), "-s", path}).status == 0);
    REQUIRE(attune_run({"rate", "enter", path, "a1", "--rater", "R1"}, "coh_mind 5\n").status == 0);
  }
  void lock() const { REQUIRE(attune_run({"rate", "lock", path, "--rater", "R1"}).status == 0); }
  [[nodiscard]] Outcome propose(const std::string& typed, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"rate", "propose", path, "a1", "--rater", "R1"};
    words.insert(words.end(), more.begin(), more.end());
    return attune_run(words, typed);
  }
  [[nodiscard]] std::vector<CodingRecord> codings() const {
    return Study::open(path, counted_surroundings("x", 78)).codings({{"a1"}, {"R1"}});
  }
};

std::string moved(std::string_view words) {
  static const std::string text = "S: He died. I talk to him. I talk to her.\n";
  const auto place = proposal::moved_to(words, text, {3, static_cast<std::uint32_t>(text.size() - 1)}, {27, 40});
  if (const auto* wrong = std::get_if<proposal::Mistake>(&place)) return wrong->what;
  const Span span = std::get<Span>(place);
  return std::to_string(span.begin) + ":" + std::string(slice(text, span));
}

}  // namespace

TEST_CASE("words say where a mark is moved to") {
  CHECK(moved("He died") == "3:He died");
  CHECK(moved("\"I talk\"") == "27:I talk");
  CHECK(moved("died. [[I talk]] to") == "12:I talk");
  CHECK(moved("[[to him]]") == "19:to him");
  CHECK(moved("S: He") == "expected words of this turn as they stand there, found \"S: He\"");
  CHECK(moved("he [[died") == "expected the words between [[ and ]], found no ]]");
  CHECK(moved("[[]]") == "expected the words between [[ and ]], found none");
}

TEST_CASE("rules' marks are kept from a rater until the own coding is locked") {
  const Proposing at;
  const Outcome refused = at.propose("accept\n");
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(holds(refused.err, "expected the own coding of a1 by R1 in round 1 locked before rules' marks are shown, found none locked; nothing was shown"));
  CHECK(Study::open(at.path, counted_surroundings("x", 79)).exposures().empty());
}

TEST_CASE("answers are kept one by one in an assisted coding of the next round") {
  const Proposing at;
  at.lock();
  const Outcome first = at.propose("?\nacept\naccept\n");
  CHECK(first.err.empty());
  CHECK(holds(first.out, "\"accept\"?"));
  CHECK(holds(first.out, "1 accepted, 0 moved, 0 rejected"));
  CHECK(holds(first.out, "(evidence E"));
  CHECK(holds(first.out, "[["));
  const Outcome second = at.propose("why\nmove nothing of it\nmove was\nreject\nback\nquit\n");
  CHECK(holds(second.out, "1 accepted, 0 moved, 0 rejected"));
  CHECK(holds(second.out, "\n2 of "));
  CHECK(holds(second.out, "found \"nothing of it\""));

  const std::vector<CodingRecord> codings = at.codings();
  REQUIRE(codings.size() == 2);
  CHECK(codings[0].state == CodingState::locked);
  CHECK_FALSE(codings[0].assisted);
  CHECK(codings[0].coding.marks.empty());
  CHECK(codings[1].coding.round == 2);
  CHECK(codings[1].assisted);
  REQUIRE_FALSE(codings[1].coding.marks.empty());
  CHECK_FALSE(codings[1].coding.marks[0].marker.empty());
  CHECK(attune_run({"rate", "lock", at.path, "--rater", "R1", "--round", "2"}).status == 0);
  CHECK(holds(at.propose("").out, "answered in round 2, which is locked"));
  CHECK(at.codings()[1].assisted);
  CHECK(attune_run({"study", "verify", at.path}).status == 0);
}

TEST_CASE("a round still to be coded is not spoiled without --expose") {
  const Proposing at;
  at.lock();
  REQUIRE(attune_run({"rate", "enter", at.path, "a1", "--rater", "R1", "--round", "2"}, "coh_mind 6\n").status == 0);
  const Outcome refused = at.propose("accept\n");
  CHECK(refused.status == 2);
  CHECK(holds(refused.err, "expected no round of a1 that R1 has still to lock, found round 2; nothing was shown"));
  CHECK(holds(at.propose("accept\n", {"--expose"}).out, "Answers go into round 3"));
}

TEST_CASE("proposals are shown to another who acts for the rater as a display") {
  const Proposing at;
  at.lock();
  const auto exposures = [&] { return Study::open(at.path, counted_surroundings("x", 79)).exposures(); };
  CHECK(at.propose("quit\n").status == 0);
  const auto shown_to_clerk = [](const Exposure& one) { return one.rater == "clerk" && one.transcript == "a1" && one.what == "rules' proposals"; };
  CHECK(std::ranges::none_of(exposures(), shown_to_clerk));
  CHECK(at.propose("quit\n", {"--as", "clerk"}).status == 0);
  CHECK(std::ranges::count_if(exposures(), shown_to_clerk) == 1);
}
