// One score an interview out of several raters': what it is, where it is from, and why there is none.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/agreement/score_of_record.h"
#include "catch.h"

using namespace attune;

namespace {

Rating value(const std::string& scale, double number) { return {scale, {}, number, "", std::nullopt, "", ""}; }
Rating category(const std::string& scale, const std::string& name) { return {scale, {}, std::nullopt, name, std::nullopt, "", ""}; }
Rating none(const std::string& scale) { return {scale, {}, std::nullopt, "", MissingReason::cannot_rate, "", ""}; }

Coding by(const std::string& rater, const std::string& transcript, std::vector<Rating> ratings) { return {transcript, rater, 1, {}, std::move(ratings)}; }

/// "s1: coh=5 record=F; mean of 2"
std::string shown(const ScoreOfRecord& score) {
  std::string text = score.coding.transcript + ":";
  for (const Rating& rating : score.coding.ratings)
    text += fmt::format(" {}={}", rating.scale, rating.value ? fmt::format("{}", *rating.value) : rating.reason ? "cannot_rate" : rating.category);
  return text + "; " + score.source + (score.why_none.empty() ? "" : "; none: " + score.why_none);
}

}  // namespace

TEST_CASE("a score of record says where it is from, of how many values, and which rule left an interview without one") {
  struct Case {
    const char* about;
    Resolve resolve;
    std::vector<std::string> primary;
    std::vector<Coding> people;
    std::vector<Coding> agreed;
    const char* expected;
  };
  const std::vector<Coding> two = {by("A", "s1", {value("coh", 5)}), by("B", "s1", {value("coh", 6)})};
  const Case cases[] = {
      {"the first of the list", Resolve::primary, {"B", "A"}, two, {}, "s1: coh=6; B"},
      {"who coded it alone", Resolve::primary, {"A"}, {by("B", "s1", {value("coh", 6)})}, {}, "s1: coh=6; B"},
      {"the primary rater left", Resolve::primary, {"C", "D"}, two, {}, "s1:; ; none: coded by none of C D"},
      {"the primary rater has marks only", Resolve::primary, {"A"}, {by("A", "s1", {}), by("B", "s1", {value("coh", 6)})}, {},
       "s1:; ; none: its coding has no ratings"},
      {"two values", Resolve::mean, {}, two, {}, "s1: coh=5.5; mean of 2"},
      {"one could not rate", Resolve::mean, {}, {by("A", "s1", {value("coh", 5)}), by("B", "s1", {none("coh")})}, {}, "s1: coh=5; mean of 1"},
      {"who could not rate stands first", Resolve::mean, {}, {by("A", "s1", {none("coh")}), by("B", "s1", {value("coh", 5)})}, {}, "s1: coh=5; mean of 1"},
      {"one scale of one, one of two", Resolve::mean, {},
       {by("A", "s1", {value("coh", 5), value("recall", 3)}), by("B", "s1", {none("coh"), value("recall", 4)})}, {},
       "s1: coh=5 recall=3.5; mean of 1 to 2"},
      {"classes only", Resolve::mean, {}, {by("A", "s1", {category("record", "F")}), by("B", "s1", {category("record", "F")})}, {}, "s1: record=F; A B alike"},
      {"classes that differ", Resolve::mean, {}, {by("A", "s1", {category("record", "F")}), by("B", "s1", {category("record", "E")})}, {},
       "s1:; ; none: no value, and nothing said alike"},
      {"nothing agreed", Resolve::consensus, {}, two, {}, "s1:; ; none: nothing agreed, and nothing said alike"},
      {"agreed", Resolve::consensus, {}, two, {by("consensus", "s1", {value("coh", 5.5)})}, "s1: coh=5.5; consensus"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.about);
    const std::vector<ScoreOfRecord> scores = scores_of_record(c.people, c.agreed, c.resolve, c.primary);
    REQUIRE(scores.size() == 1);
    CHECK(shown(scores[0]) == c.expected);
  }
}
