// What is compared: the highest over events beside the events, and codes in sections beside whole transcripts.
#include "attune/agreement/comparison.h"

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "catch.h"

using namespace attune;

namespace {

Scale scale(const std::string& id, TargetKind target) {
  Scale result;
  result.id = id;
  result.target = target;
  return result;
}

Rating rating(const std::string& scale, const std::string& target, std::optional<double> value) {
  Rating result{scale, *parse_target(target), value, "", std::nullopt, "", ""};
  if (!value) result.reason = MissingReason::not_applicable;
  return result;
}

const Comparison* find(const std::vector<Comparison>& comparisons, const std::string& name, const std::string& target) {
  for (const Comparison& comparison : comparisons)
    if (comparison.name == name && comparison.target == target) return &comparison;
  return nullptr;
}

/// "s1 A 7, s1 B 7" of a table.
std::string cells(const Table& table) {
  std::string text;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit)
    for (std::size_t rater = 0; rater < table.raters.size(); ++rater)
      if (const std::int32_t cell = table.cell(unit, rater); cell != kMissing)
        text += fmt::format("{}{} {} {}", text.empty() ? "" : ", ", table.units[unit], table.raters[rater], table.categories[static_cast<std::size_t>(cell)]);
  return text;
}

const ComparisonOptions kQuick = {.resampling = {.seed = 1, .resamples = 100, .what = "transcripts"}};

}  // namespace

TEST_CASE("raters of events are compared on the highest over them, as it is exported") {
  struct Case {
    std::vector<Rating> a, b;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{rating("u_loss", "event:loss_1", 7), rating("u_loss", "event:loss_2", 3)}, {rating("u_loss_max", "", 7)}, "s1 A 7, s1 B 7"},
      {{rating("u_loss", "event:loss_1", 3), rating("u_loss_max", "", 5)}, {rating("u_loss_max", "", 4)}, "s1 A 3, s1 B 4"},  // events stand
      {{rating("u_loss", "event:loss_1", 3)}, {rating("u_loss", "event:loss_2", 6)}, "s1 A 3, s1 B 6"},                       // other names
      {{rating("u_loss", "event:loss_1", {}), rating("u_loss_max", "", 5)}, {rating("u_loss", "event:loss_1", {})}, "s1 A 5"},
  };
  for (bool has_highest : {true, false})
    for (const Case& c : cases) {
      ComparedCodings codings;
      codings.people = {{"s1", "A", 1, {}, c.a}, {"s1", "B", 1, {}, c.b}};
      codings.scales = {scale("u_loss", TargetKind::event)};
      if (has_highest) codings.scales.push_back(scale("u_loss_max", TargetKind::none));
      const std::vector<Comparison> comparisons = compare(codings, kQuick);
      CAPTURE(c.expected, has_highest);
      const Comparison* highest = find(comparisons, "u_loss_max", "");
      REQUIRE(highest != nullptr);
      CHECK(cells(highest->table) == c.expected);
      CHECK(highest->level == Level::interval);
      CHECK((find(comparisons, "u_loss", "event:loss_1") != nullptr) == (c.a.front().target.kind == TargetKind::event));
    }
}

TEST_CASE("what raters differ on about an event is listed once, unless the highest over events is of another") {
  ComparedCodings codings;
  codings.scales = {scale("u_loss", TargetKind::event)};
  const auto coded = [&](const char* transcript, const char* rater, std::vector<Rating> ratings) { codings.people.push_back({transcript, rater, 1, {}, std::move(ratings)}); };
  coded("s1", "A", {rating("u_loss", "event:loss_1", 7)});
  coded("s1", "B", {rating("u_loss", "event:loss_1", 4)});
  coded("s2", "A", {rating("u_loss", "event:loss_1", 5), rating("u_loss", "event:loss_2", 7)});
  coded("s2", "B", {rating("u_loss", "event:loss_1", 6)});
  coded("s3", "A", {rating("u_loss", "event:loss_1", 3)});
  coded("s3", "B", {rating("u_loss_max", "", 4)});
  std::vector<std::string> listed;
  for (const Disagreement& d : worst_first(compare(codings, kQuick))) listed.push_back(d.transcript + " " + d.name + " " + d.target);
  std::ranges::sort(listed);
  CHECK(listed == std::vector<std::string>{"s1 u_loss event:loss_1", "s2 u_loss event:loss_1", "s2 u_loss_max ", "s3 u_loss_max "});
  // Who counts has all of them: a table says how many differ.
  CHECK(disagreements_of(compare(codings, kQuick)).size() == 5);
  // A figure is no event, and its scale no event's.
  codings.people.clear();
  codings.scales = {scale("anger", TargetKind::figure), scale("anger_max", TargetKind::none)};
  coded("s1", "A", {rating("anger", "figure:mother", 7), rating("anger_max", "", 7)});
  coded("s1", "B", {rating("anger", "figure:mother", 4), rating("anger_max", "", 4)});
  CHECK(worst_first(compare(codings, kQuick)).size() == 2);
}

TEST_CASE("a scale that no codebook knows is one of events where somebody rated an event on it") {
  ComparedCodings codings;
  codings.people = {{"s1", "A", 1, {}, {rating("u_fire", "event:fire_1", 7)}}, {"s1", "B", 1, {}, {rating("u_fire", "event:fire_1", 3), rating("u_fire_max", "", 5)}}};
  const std::vector<Comparison> comparisons = compare(codings, kQuick);
  const Comparison* highest = find(comparisons, "u_fire_max", "");
  REQUIRE(highest != nullptr);
  CHECK(cells(highest->table) == "s1 A 7, s1 B 3");
}

TEST_CASE("a comparison knows how many units its ICC rests on") {
  ComparedCodings codings;
  codings.scales = {scale("coh", TargetKind::none)};
  const auto add = [&](const char* transcript, const char* rater, double value) {
    codings.people.push_back({transcript, rater, 1, {}, {rating("coh", "", value)}});
  };
  for (const auto& [transcript, a, b] : {std::tuple("s1", 3, 4), {"s2", 7, 7}, {"s3", 5, 5}, {"s4", 2, 3}}) add(transcript, "A", a), add(transcript, "B", b);
  add("s1", "C", 3);
  add("s2", "C", 8);
  ComparisonOptions options = kQuick;
  for (const auto& [estimator, units] : {std::pair(IccEstimator::anova, 2U), {IccEstimator::reml, 4U}, {IccEstimator::ebel, 4U}}) {
    options.icc = estimator;
    const std::vector<Comparison> comparisons = compare(codings, options);
    CHECK(comparisons.at(0).paired_units == 4);
    CHECK(comparisons.at(0).icc_units == units);
  }
}

TEST_CASE("codes in each section are added to those of whole transcripts, and where there is no section that is known") {
  ComparedCodings codings;
  const auto mark = [](std::uint32_t begin) { return Mark{{begin, begin + 5}, 0, "c", "", "", "", {}, "", ""}; };
  for (const char* transcript : {"s1", "s2"}) {
    codings.people.push_back({transcript, "A", 1, {mark(10), mark(60)}, {}});
    codings.people.push_back({transcript, "B", 1, {mark(12)}, {}});
    codings.transcripts.push_back({transcript, {{0, 100}}, {}});
    codings.in_sections.push_back({transcript, {{0, 50}, {50, 100}}, {"loss", "upset"}});
  }
  ComparisonOptions options = kQuick;
  options.by_section = true;
  CHECK_FALSE(lacks_sections(codings, options));
  std::vector<Comparison> comparisons = compare(codings, options);
  REQUIRE(comparisons.size() == 3);
  for (const auto& [target, unit, both] : {std::tuple("", UnitKind::transcript, 1.0),
                                          {"section:loss", UnitKind::section, 1.0},
                                          {"section:upset", UnitKind::section, 0.5}}) {
    const Comparison* comparison = find(comparisons, "c", target);
    CAPTURE(target);
    REQUIRE(comparison != nullptr);
    CHECK(comparison->unit == unit);
    CHECK(comparison->paired_units == 2);
    CHECK(comparison->marked == both);
  }
  codings.in_sections[0].sections = {"", ""};
  CHECK_FALSE(lacks_sections(codings, options));  // one text has some
  for (UnitsOfTranscript& transcript : codings.in_sections) transcript.sections = {"", ""};
  CHECK(lacks_sections(codings, options));
  comparisons = compare(codings, options);
  REQUIRE(comparisons.size() == 1);
  CHECK(comparisons[0].target.empty());
  options.by_section = false;
  CHECK_FALSE(lacks_sections(codings, options));
  options.per = UnitKind::section;
  for (UnitsOfTranscript& transcript : codings.transcripts) transcript.units.clear();
  CHECK(lacks_sections(codings, options));
  // No text to look in is another matter.
  codings.transcripts.clear();
  codings.in_sections.clear();
  CHECK_FALSE(lacks_sections(codings, options));
  options.by_section = true;
  CHECK_FALSE(lacks_sections(codings, options));
}

TEST_CASE("a coding whose marks are not compared is not taken for unmarked, in any group") {
  const auto mark = [](std::uint32_t begin) { return Mark{{begin, begin + 5}, 0, "c", "", "", "", {}, "", ""}; };
  ComparedCodings codings;
  for (const char* transcript : {"s1", "s2"}) {
    codings.people.push_back({transcript, "A", 1, {mark(10)}, {rating("coh", "", 5)}});
    codings.people.push_back({transcript, "B", 1, {mark(60)}, {rating("coh", "", 4)}});
    codings.other_rounds.push_back({transcript, "A", 2, {mark(60)}, {}});
    codings.codebooks.push_back({transcript, "rules@1", 1, {mark(10)}, {}});
    codings.transcripts.push_back({transcript, {{0, 50}, {50, 100}}, {}});
  }
  ComparisonOptions options = kQuick;
  options.per = UnitKind::turn;
  options.by_pair = true;
  struct Case {
    std::set<CodingKey> ratings_only;
    std::vector<std::string> expected;  // tables of the code, and how many units two raters have in them
  };
  const std::vector<Case> cases = {
      {{}, {"people A B 4", "pairs A B 4", "over_rounds A round 1 A round 2 4", "rules_and_people A rules@1 4", "rules_and_people B rules@1 4"}},
      {{{"s1", "A", 1}}, {"people A B 2", "pairs A B 2", "over_rounds A round 1 A round 2 2", "rules_and_people A rules@1 2", "rules_and_people B rules@1 4"}},
      {{{"s1", "A", 1}, {"s1", "B", 1}}, {"people A B 2", "pairs A B 2", "over_rounds A round 1 A round 2 2", "rules_and_people A rules@1 2", "rules_and_people B rules@1 2"}},
      {{{"s1", "A", 2}}, {"people A B 4", "pairs A B 4", "over_rounds A round 1 A round 2 2", "rules_and_people A rules@1 4", "rules_and_people B rules@1 4"}},
      {{{"s1", "A", 1}, {"s2", "A", 1}}, {"rules_and_people B rules@1 4"}},
  };
  for (const Case& c : cases) {
    codings.ratings_only = c.ratings_only;
    std::vector<std::string> found;
    for (const Comparison& comparison : compare(codings, options)) {
      if (comparison.compared == Compared::scale) CHECK(comparison.paired_units == 2);  // ratings are compared as before
      else found.push_back(fmt::format("{} {} {}", group_name(comparison.group), fmt::join(comparison.raters, " "), comparison.paired_units));
    }
    CHECK(found == c.expected);
  }
}

TEST_CASE("who marked only what is not compared is among those who mark: no mark elsewhere is an answer") {
  ComparedCodings codings;
  const Mark mark{{10, 15}, 0, "c", "", "", "", {}, "", ""};
  codings.people = {{"s1", "A", 1, {mark}, {}}, {"s2", "A", 1, {}, {}}, {"s1", "B", 1, {mark}, {}}, {"s2", "B", 1, {mark}, {}}};
  codings.transcripts = {{"s1", {{0, 100}}, {}}, {"s2", {{0, 100}}, {}}};
  codings.ratings_only = {{"s1", "A", 1}};
  const std::vector<Comparison> comparisons = compare(codings, kQuick);
  REQUIRE(comparisons.size() == 1);
  CHECK(comparisons[0].raters == std::vector<std::string>{"A", "B"});
  CHECK(comparisons[0].paired_units == 1);
  CHECK(comparisons[0].marked == 0.5);
}
