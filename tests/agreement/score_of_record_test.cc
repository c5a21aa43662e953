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
Rating event(const std::string& name, double number) { return {"u_loss", {TargetKind::event, name}, number, "", std::nullopt, "", ""}; }
Rating none(const std::string& scale) { return {scale, {}, std::nullopt, "", MissingReason::cannot_rate, "", ""}; }

Coding by(const std::string& rater, const std::string& transcript, std::vector<Rating> ratings) { return {transcript, rater, 1, {}, std::move(ratings)}; }

/// "s1: coh=5 record=F; mean of 2"
std::string shown(const ScoreOfRecord& score) {
  std::string text = score.coding.transcript + ":";
  for (const Rating& rating : score.coding.ratings)
    text += fmt::format(" {}={}", rating.scale, rating.value ? fmt::format("{}", *rating.value) : rating.reason ? "cannot_rate" : rating.category);
  if (!score.coding.ratings.empty() && score.n_events.value_or(1) != 0) text += fmt::format(" n_events={}", score.n_events ? std::to_string(*score.n_events) : "");
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
      {"what one alone said is told apart", Resolve::consensus, {}, {by("A", "s1", {value("coh", 5), value("recall", 3)}), by("B", "s1", {value("coh", 5)})}, {},
       "s1: coh=5 recall=3; A B alike, A alone"},
      {"each a part of the scales", Resolve::consensus, {}, {by("A", "s1", {value("recall", 3)}), by("B", "s1", {value("coh", 5)})}, {},
       "s1: coh=5 recall=3; A alone, B alone"},
      {"two of three alike", Resolve::consensus, {},
       {by("A", "s1", {value("coh", 5), value("recall", 3)}), by("B", "s1", {value("coh", 5)}), by("C", "s1", {value("coh", 6), value("recall", 3)})}, {},
       "s1: recall=3; A C alike"},
      {"agreed, and one alone", Resolve::consensus, {}, {by("A", "s1", {value("coh", 5), value("recall", 3)}), by("B", "s1", {value("coh", 6)})},
       {by("consensus", "s1", {value("coh", 5.5)})}, "s1: coh=5.5 recall=3; consensus, A alone"},
      {"agreed, else alike", Resolve::consensus, {}, {by("A", "s1", {value("coh", 5), value("recall", 3)}), by("B", "s1", {value("coh", 6), value("recall", 3)})},
       {by("consensus", "s1", {value("coh", 5.5)})}, "s1: coh=5.5 recall=3; consensus"},
      {"a mean, and a class by one", Resolve::mean, {}, {by("A", "s1", {value("coh", 5), category("record", "F")}), by("B", "s1", {value("coh", 6)})}, {},
       "s1: coh=5.5 record=F; mean of 2, A alone"},
      {"a class beside values", Resolve::mean, {},
       {by("A", "s1", {value("coh", 5), category("record", "F")}), by("B", "s1", {value("coh", 6), category("record", "F")})}, {},
       "s1: coh=5.5 record=F; mean of 2"},
      {"classes only", Resolve::mean, {}, {by("A", "s1", {category("record", "F")}), by("B", "s1", {category("record", "F")})}, {}, "s1: record=F; A B alike"},
      {"classes that differ", Resolve::mean, {}, {by("A", "s1", {category("record", "F")}), by("B", "s1", {category("record", "E")})}, {},
       "s1:; ; none: no value, and nothing said alike"},
      {"nothing agreed", Resolve::consensus, {}, two, {}, "s1:; ; none: nothing agreed, and nothing said alike"},
      {"agreed", Resolve::consensus, {}, two, {by("consensus", "s1", {value("coh", 5.5)})}, "s1: coh=5.5; consensus"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.about);
    const std::vector<ScoreOfRecord> scores = scores_of_record(c.people, c.agreed, {c.resolve, c.primary, {}});
    REQUIRE(scores.size() == 1);
    CHECK(shown(scores[0]) == c.expected);
  }
}

TEST_CASE("the highest over events is resolved as each rater has it, whatever they call the event") {
  struct Case {
    const char* about;
    Resolve resolve;
    std::vector<Rating> a, b, agreed;
    const char* expected;
  };
  const Rating typed = value("u_loss_max", 5);
  const Case cases[] = {
      {"other names, mean", Resolve::mean, {event("gran", 7)}, {event("grandmother", 3)}, {}, "s1: u_loss_max=5 n_events=1; mean of 2"},
      {"other names, differing", Resolve::consensus, {event("gran", 7)}, {event("grandmother", 3)}, {},
       "s1:; ; none: nothing agreed, and nothing said alike"},
      {"other names, alike", Resolve::consensus, {event("gran", 7)}, {event("grandmother", 7)}, {}, "s1: u_loss_max=7 n_events=1; A B alike"},
      {"the mean of the highest, not the highest mean", Resolve::mean, {event("a", 7), event("b", 3)}, {event("a", 3), event("b", 6)}, {},
       "s1: u_loss_max=6.5 n_events=2; mean of 2"},
      {"one saw an event more", Resolve::mean, {event("a", 4), event("b", 8)}, {event("a", 6)}, {}, "s1: u_loss_max=7 n_events=; mean of 2"},
      {"typed by one", Resolve::mean, {event("a", 7)}, {typed}, {}, "s1: u_loss_max=6 n_events=; mean of 2"},
      {"by one only", Resolve::consensus, {event("a", 7), value("coh", 5)}, {value("coh", 5)}, {}, "s1: coh=5 u_loss_max=7 n_events=; A B alike, A alone"},
      {"the first of a list", Resolve::primary, {event("a", 7), event("b", 3), typed}, {event("a", 3)}, {}, "s1: u_loss_max=7 n_events=2; A"},
      {"agreed", Resolve::consensus, {event("gran", 7)}, {event("grandmother", 3)}, {event("gran", 4)}, "s1: u_loss_max=4 n_events=1; consensus"},
      {"agreed below what all said of another event", Resolve::consensus, {event("a", 7), event("b", 6)}, {event("a", 3), event("b", 6)}, {event("a", 4)},
       "s1: u_loss_max=6 n_events=2; consensus"},
      {"agreed above an event that is open", Resolve::consensus, {event("a", 7), event("b", 2)}, {event("a", 6), event("b", 3)}, {event("a", 6)},
       "s1: u_loss_max=6 n_events=2; consensus"},
      {"agreed below an event that is open", Resolve::consensus, {event("a", 4), event("b", 8), value("coh", 5)}, {event("a", 6), value("coh", 5)}, {event("a", 5)},
       "s1: coh=5 n_events=; A B alike"},
      {"the highest itself agreed", Resolve::consensus, {event("a", 4), event("b", 8)}, {event("a", 6)}, {event("a", 5), typed}, "s1: u_loss_max=5 n_events=; consensus"},
      {"only the highest agreed", Resolve::consensus, {event("gran", 7)}, {event("grandmother", 3)}, {typed}, "s1: u_loss_max=5 n_events=1; consensus"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.about);
    const std::vector<std::string> primary = {"A"};
    std::vector<Coding> agreed;
    if (!c.agreed.empty()) agreed = {by("consensus", "s1", c.agreed)};
    const std::vector<ScoreOfRecord> scores = scores_of_record(std::vector{by("A", "s1", c.a), by("B", "s1", c.b)}, agreed, {c.resolve, primary, {}});
    REQUIRE(scores.size() == 1);
    CHECK(shown(scores[0]) == c.expected);
  }
}
