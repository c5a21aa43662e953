#include <SQLiteCpp/SQLiteCpp.h>

#include "attune/error.h"
#include "attune/io/study.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

AgreedRating agreed(double value, const std::string& why = "both passages count") {
  AgreedRating one{"s1", 1, rated("coh_mind", value).rating, {"A", "B"}, why};
  return one;
}

/// s1, rated by A and B, who both locked.
Study locked_study(const std::string& path) {
  Study study = Study::create(path, counted_surroundings());
  (void)study.store(small_transcript("s1"), {});
  for (const auto& [rater, value] : {std::pair{"A", 5.0}, std::pair{"B", 7.0}}) {
    (void)study.store_ratings({rater, 1, {{"s1", {rated("coh_mind", value)}}}, ""});
    (void)study.lock(rater, 1, {});
  }
  return study;
}

std::string refusal(Study& study, const AgreedRating& one, const std::string& path) {
  try {
    (void)study.store_consensus({one});
  } catch (const Errors& errors) {
    return std::string(errors.what()).substr(path.size() + 2);
  }
  return "";
}

}  // namespace

TEST_CASE("an agreed rating supersedes the one before and leaves the individual ones as they are") {
  const Scratch scratch;
  Study study = locked_study(scratch / "s.attune");
  const std::vector<CodingRecord> before = study.codings();
  CHECK(study.store_consensus({agreed(6)}) == Stored::added);
  CHECK(study.store_consensus({agreed(6)}) == Stored::unchanged);
  CHECK(study.store_consensus({agreed(5.5, "on second thoughts")}) == Stored::added);
  const std::vector<AgreedRating> holding = study.consensus();
  REQUIRE(holding.size() == 1);
  CHECK(holding[0].rating.value == 5.5);
  CHECK(holding[0].why == "on second thoughts");
  CHECK(holding[0].attendees == std::vector<std::string>{"A", "B"});
  const std::vector<CodingRecord> after = study.codings();
  REQUIRE(after.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(after[i].coding == before[i].coding);
    CHECK_FALSE(after[i].assisted);
  }
  CHECK(study.exposures().size() == 4);
  CHECK(study.verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("ratings agreed on together are one exposure of each attendee to the transcript") {
  const Scratch scratch;
  Study study = locked_study(scratch / "s.attune");
  AgreedRating other = agreed(6);
  other.rating.scale = "coh_transcript";
  CHECK(study.store_consensus({agreed(6), other}) == Stored::added);
  CHECK(study.consensus().size() == 2);
  CHECK(study.exposures().size() == 2);
}

TEST_CASE("who has not locked does not agree, and nobody without a reason") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  Study study = locked_study(path);
  CHECK(refusal(study, agreed(6, "so"), path) == "s1: a consensus needs a reason of three characters or more");
  AgreedRating other = agreed(6);
  other.attendees = {"A", "C"};
  CHECK(refusal(study, other, path) == "s1: C has no locked coding in round 1");
  for (const std::vector<std::string>& too_few : {std::vector<std::string>{}, {"A"}, {"A", "A"}}) {
    other.attendees = too_few;
    CHECK(refusal(study, other, path) == "s1: a consensus needs two different raters who agreed");
  }
  other = agreed(6);
  other.round = 2;
  CHECK(refusal(study, other, path) == "s1: round 2 has no two locked codings to agree on");
  other.transcript = "s9";
  CHECK(refusal(study, other, path) == "s9: no transcript of this id is in the study");
  CHECK(study.consensus().empty());
  CHECK(study.exposures().empty());
}

TEST_CASE("assignments are kept once, and a second draw for the same rater and round is refused") {
  const Scratch scratch;
  Study study = locked_study(scratch / "s.attune");
  const Assignment one{"s1", "A", 2, "double", "seed 1", "marks"};
  CHECK(study.store_assignments({one}) == Stored::added);
  CHECK(study.store_assignments({one}) == Stored::unchanged);
  Assignment stored = one;
  stored.made_at = study.assignments().at(0).made_at;
  CHECK(study.assignments() == std::vector<Assignment>{stored});
  Assignment other = one;
  other.drawn_by = "seed 2";
  CHECK_THROWS_AS(study.store_assignments({other}), Errors);
  CHECK(study.assignments() == std::vector<Assignment>{stored});
}

TEST_CASE("a draw deals out nothing that another draw gave to somebody meanwhile") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  Study study = locked_study(path);
  const Assignment drawn{"s1", "A", 2, "single", "seed 1"};
  CHECK(study.store_assignments({drawn}, OthersWith::refused) == Stored::added);
  CHECK(study.store_assignments({drawn}, OthersWith::refused) == Stored::unchanged);
  for (const char* rater : {"A", "B"}) {
    Assignment other{"s1", rater, 2, "single", "seed 2"};
    CHECK_THROWS_WITH(study.store_assignments({other}, OthersWith::refused),
                      path + ": some of these interviews were given out by another draw while this one was made; nothing was changed, draw again");
    other.round = 3;
    CHECK(study.store_assignments({other}, OthersWith::refused) == Stored::added);
  }
  CHECK(study.store_assignments({{"s1", "B", 2, "single", "by hand"}}) == Stored::added);
}

TEST_CASE("a study of version 1 gets what it lacks when it is first opened, once, with a line in its log") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  (void)locked_study(path);
  {
    SQLite::Database old(path, SQLite::OPEN_READWRITE);
    for (const char* sql : {"DROP VIEW v_marks", "DROP TABLE mark_withdrawn", "CREATE VIEW v_marks AS SELECT 1 AS mark_pk",
                            "DROP VIEW v_consensus", "DROP VIEW v_assignments", "DROP TABLE consensus", "DROP INDEX adjective_coding",
                            "PRAGMA user_version = 1"})
      old.exec(sql);
  }
  LogHead head;
  {
    Study study = Study::open(path, counted_surroundings("later", 900'000));
    head = study.head();
    CHECK(study.log().back().actor == "later");
    CHECK(study.log().back().action == "brought up to date");
    CHECK(study.log().back().object == "study version 1 to 6");
  }
  Study study = Study::open(path, counted_surroundings("latest", 950'000));
  CHECK(study.head() == head);
  CHECK(study.verify(VerifyLevel::full).findings.empty());
  CHECK(study.store_consensus({agreed(6)}) == Stored::added);
  CHECK(study.codings().size() == 2);
  SQLite::Database views(path, SQLite::OPEN_READONLY);
  CHECK(views.execAndGet("SELECT count(*) FROM pragma_table_info('v_marks')").getInt() > 10);
}

TEST_CASE("who takes over for a rater is given what neither has begun, and is told anew what is kept from her") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  for (const char* id : {"s1", "s2", "s3", "s4"}) (void)study.store(small_transcript(id), {});
  for (const char* id : {"s1", "s2", "s3", "s4"}) (void)study.store_assignments({{id, "A", 1, "single", "seed 1", "marks"}});
  (void)study.store_assignments({{"s4", "B", 1, "single", "seed 1", ""}});
  (void)study.store_ratings({"A", 1, {{"s1", {rated("coherence", 5)}}}, ""});
  (void)study.store_ratings({"B", 1, {{"s2", {rated("coherence", 5)}}}, ""});  // begun without an assignment
  CHECK(study.replace_rater({"A", "B", 1, "left"}) == Replaced{1, 2});
  std::string shown;
  for (const Assignment& one : study.assignments()) shown += one.transcript + " " + one.rater + (one.handovers.empty() ? "" : " for " + one.handovers.back().from) + (one.blind_to.empty() ? "" : ", without " + one.blind_to) + "\n";
  CHECK(shown == "s1 A, without marks\ns2 A, without marks\ns3 B for A\ns4 A, without marks\ns4 B\n");
}
