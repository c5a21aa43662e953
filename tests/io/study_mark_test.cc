#include <vector>

#include "attune/error.h"
#include "attune/io/study.h"
#include "catch.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

Mark hand_mark(Span span, const std::string& code) {
  Mark mark;
  mark.span = span;
  mark.turn = 1;
  mark.code = code;
  return mark;
}

std::vector<Mark> marks_in(Study& study, int round = 1) {
  for (const CodingRecord& record : study.codings({{"S01"}, {"R1"}}))
    if (record.coding.round == round) return record.coding.marks;
  return {};
}

}  // namespace

TEST_CASE("a rater's marks are added, those taken back are withdrawn, and the same again changes nothing") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  const Transcript transcript = small_transcript("S01");
  study.store(transcript, {});
  const Mark gran = hand_mark({16, 23}, "loss"), tea = hand_mark({23, 27}, "quality");
  CHECK(study.store_marks(transcript, {"R1", 1, {gran, tea}, ""}) == MarksStored{2, 0, 0});
  CHECK(marks_in(study) == std::vector<Mark>{gran, tea});
  const LogHead head = study.head();
  CHECK(study.store_marks(transcript, {"R1", 1, {gran, tea}, ""}) == MarksStored{0, 0, 2});
  CHECK(study.head() == head);
  CHECK(study.store_marks(transcript, {"R1", 1, {tea}, ""}) == MarksStored{0, 1, 1});
  CHECK(marks_in(study) == std::vector<Mark>{tea});
  // Marked once more after all.
  CHECK(study.store_marks(transcript, {"R1", 1, {gran, tea}, ""}) == MarksStored{1, 0, 1});
  CHECK(marks_in(study).size() == 2);
  CHECK(study.verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("marks follow the coding's state, beside its ratings") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  const Transcript transcript = small_transcript("S01");
  study.store(transcript, {});
  const Mark gran = hand_mark({16, 23}, "loss"), tea = hand_mark({23, 27}, "quality");
  study.store_ratings({"R1", 1, {{"S01", {rated("coh_mind", 5)}}}, ""});
  study.store_marks(transcript, {"R1", 1, {gran}, ""});
  const std::vector<CodingRecord> codings = study.codings({{"S01"}, {"R1"}});
  REQUIRE(codings.size() == 1);
  CHECK(codings[0].coding.marks.size() == 1);
  CHECK(codings[0].coding.ratings.size() == 1);

  study.submit("R1", 1, {"S01"});
  CHECK_THROWS_WITH(study.store_marks(transcript, {"R1", 1, {tea}, ""}), Catch::Contains("a change needs a reason"));
  CHECK(study.store_marks(transcript, {"R1", 1, {tea}, "read again"}) == MarksStored{1, 1, 0});
  study.lock("R1", 1, {"S01"});
  CHECK_THROWS_WITH(study.store_marks(transcript, {"R1", 1, {gran}, "read again"}), Catch::Contains("the coding is locked"));
  CHECK(study.store_marks(transcript, {"R1", 1, {tea}, ""}) == MarksStored{0, 0, 1});
  CHECK(marks_in(study) == std::vector<Mark>{tea});
  CHECK(study.store_marks(transcript, {"R1", 2, {gran}, ""}) == MarksStored{1, 0, 0});
}

TEST_CASE("marks of another text than the study's are refused") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  CHECK_THROWS_WITH(study.store_marks(small_transcript("S01"), {"R1", 1, {}, ""}), Catch::Contains("no transcript of this id"));
  study.store(small_transcript("S01"), {});
  CHECK_THROWS_WITH(study.store_marks(small_transcript("S01", " More."), {"R1", 1, {}, ""}), Catch::Contains("other bytes"));
  study.store_marks(small_transcript("S01"), {"R1", 1, {hand_mark({16, 23}, "loss")}, ""});
  TranscriptDetails details;
  details.new_version = true;
  study.store(small_transcript("S01", " More."), {}, details);
  CHECK_THROWS_WITH(study.store_marks(small_transcript("S01", " More."), {"R1", 1, {}, ""}), Catch::Contains("is of version 1, this is version 2"));
  CHECK(study.store_marks(small_transcript("S01", " More."), {"R1", 2, {hand_mark({16, 23}, "loss")}, ""}).added == 1);
}

TEST_CASE("marks are made on the newest version with their bytes") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  (void)study.store(small_transcript("s1"), {});
  TranscriptDetails details;
  details.new_version = true;
  (void)study.store(small_transcript("s1", " And so."), {}, details);
  (void)study.store(small_transcript("s1"), {}, details);
  REQUIRE(study.versions("s1").size() == 3);
  Mark mark;
  mark.span = {16, 23};
  mark.turn = 1;
  mark.code = "loss";
  (void)study.store_marks(small_transcript("s1"), {"R1", 1, {mark}, ""});
  CHECK(study.codings({{"s1"}, {"R1"}}).at(0).transcript_version == 3);
}
