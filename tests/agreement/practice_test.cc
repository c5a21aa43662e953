// A rater in training against gold ratings: what of events is compared.
#include "attune/agreement/practice.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "catch.h"

using namespace attune;

namespace {

Rating event(const std::string& name, double value) { return {"u_loss", {TargetKind::event, name}, value, "", std::nullopt, "", ""}; }
Rating highest(double value) { return {"u_loss_max", {}, value, "", std::nullopt, "", ""}; }

/// "u_loss event:a 1/1 u_loss_max 0/0": interviews within a point, of those both rated.
std::string compared(const PracticeRound& round) {
  std::string text;
  for (const PracticeTable& table : round.tables)
    if (table.paired > 0) text += fmt::format("{}{}{}{} {}/{}", text.empty() ? "" : ", ", table.name, table.target.empty() ? "" : " ", table.target, table.within, table.paired);
  return text;
}

}  // namespace

TEST_CASE("gold and a trainee who name an event differently are compared on the highest, and none counts twice") {
  struct Case {
    std::vector<Rating> gold, own;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{event("gran", 5)}, {event("grandmother", 6)}, "u_loss_max 1/1"},
      {{event("gran", 5), event("dog", 2)}, {event("grandmother", 7)}, "u_loss_max 0/1"},
      {{event("gran", 5)}, {highest(5)}, "u_loss_max 1/1"},
      {{highest(3)}, {highest(5)}, "u_loss_max 0/1"},
      {{event("a", 5)}, {event("a", 6)}, "u_loss event:a 1/1"},
      {{event("a", 5), event("b", 2)}, {event("a", 6), event("c", 2)}, "u_loss event:a 1/1"},
      {{event("a", 5), highest(5)}, {event("a", 6), highest(7)}, "u_loss event:a 1/1, u_loss_max 0/1"},
      {{event("a", 5)}, {}, ""},
  };
  for (const Case& c : cases) {
    const std::vector<Coding> gold = {{"s1", "G", 1, {}, c.gold}}, own = {{"s1", "T", 1, {}, c.own}};
    const PracticeRound round = practice_round(gold, own, {}, 1);
    CAPTURE(c.expected);
    CHECK(compared(round) == c.expected);
  }
}
