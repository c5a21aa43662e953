#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/io/study.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

using Lines = std::vector<std::string>;

/// A study with two transcripts that nobody has coded.
Study small_study(const Scratch& scratch) {
  Study study = Study::create(scratch / "s.attune", counted_surroundings("R1"));
  study.store(small_transcript("S01"), {});
  study.store(small_transcript("S02"), {});
  return study;
}

/// "scale[target]=value" of the rater's coding of a transcript.
Lines ratings(Study& study, const std::string& transcript, const std::string& rater) {
  Lines lines;
  for (const CodingRecord& record : study.codings({{transcript}, {rater}}))
    for (const Rating& rating : record.coding.ratings)
      lines.push_back(fmt::format("{}[{}]={}", rating.scale, to_string(rating.target),
                                  rating.value    ? fmt::format("{}", *rating.value)
                                  : rating.reason ? std::string(missing_reason_name(*rating.reason))
                                                  : rating.category));
  return lines;
}

}  // namespace

TEST_CASE("ratings keep their targets, reasons and classes") {
  const Scratch scratch;
  Study study = small_study(scratch);
  const RatingSheet sheet = {
      "R1", 1,
      {{"S01", {rated("coherence_mind", 7.5), rated("u_loss", 3, "event:loss_1"), rated("u_loss", 7, "event:loss_2"),
                not_rated("ideal", MissingReason::not_applicable, "figure:father"), classed("U/E3/F5")}},
       {"S02", {classed("U")}}},
      ""};
  CHECK(study.store_ratings(sheet) == RatingsStored{6, 0, 0});
  CHECK(ratings(study, "S01", "R1") == Lines{"class_record[]=U/E3/F5", "coherence_mind[]=7.5",
                                             "ideal[figure:father]=not_applicable", "u_loss[event:loss_1]=3",
                                             "u_loss[event:loss_2]=7"});
  CHECK(ratings(study, "S02", "R1") == Lines{"class_record[]=U"});
  CHECK(study.codings({{"S01"}}).at(0).state == CodingState::draft);
  CHECK(study.store_ratings(sheet) == RatingsStored{0, 0, 6});
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
}

TEST_CASE("a changed rating supersedes the one before while its coding is a draft") {
  const Scratch scratch;
  Study study = small_study(scratch);
  study.store_ratings({"R1", 1, {{"S01", {rated("coherence_mind", 7)}}}, ""});
  CHECK(study.store_ratings({"R1", 1, {{"S01", {rated("coherence_mind", 6), rated("passivity", 2)}}}, ""}) ==
        RatingsStored{1, 1, 0});
  CHECK(ratings(study, "S01", "R1") == Lines{"coherence_mind[]=6", "passivity[]=2"});
  CHECK(study.store_ratings({"R1", 2, {{"S01", {rated("coherence_mind", 5)}}}, ""}) == RatingsStored{1, 0, 0});
  CHECK(ratings(study, "S01", "R1") == Lines{"coherence_mind[]=6", "passivity[]=2", "coherence_mind[]=5"});
}

TEST_CASE("a locked coding takes no other value, and the same values again change nothing") {
  const Scratch scratch;
  Study study = small_study(scratch);
  const RatingSheet sheet = {"R1", 1, {{"S01", {rated("coherence_mind", 7)}}}, ""};
  study.store_ratings(sheet);
  CHECK(study.lock("R1", 1, {}) == 1);
  CHECK(study.codings().at(0).state == CodingState::locked);
  const std::string bytes = read_file(scratch / "s.attune");
  CHECK(study.lock("R1", 1, {"S01"}) == 0);
  CHECK(study.store_ratings(sheet) == RatingsStored{0, 0, 1});
  CHECK_THROWS_WITH(
      study.store_ratings(
          {"R1", 1, {{"S02", {rated("passivity", 1)}}, {"S01", {rated("coherence_mind", 6), rated("passivity", 1)}}}, ""}),
      scratch / "s.attune" + ": S01: coherence_mind: the coding is locked\n" + scratch / "s.attune" +
          ": S01: passivity: the coding is locked");
  CHECK(read_file(scratch / "s.attune") == bytes);  // nothing of the sheet was taken, S02 neither
}

TEST_CASE("a draft is submitted, then locked, and never goes back") {
  const Scratch scratch;
  Study study = small_study(scratch);
  study.store_ratings({"R1", 1, {{"S01", {rated("passivity", 1)}}, {"S02", {rated("passivity", 1)}}}, ""});
  CHECK(study.lock("R1", 1, {"S02"}) == 1);
  CHECK(study.submit("R1", 1, {}) == 1);
  CHECK(study.codings().at(0).state == CodingState::submitted);
  CHECK(study.codings().at(1).state == CodingState::locked);
  CHECK(study.submit("R1", 1, {}) == 0);
  CHECK_THROWS_AS(study.store_ratings({"R1", 1, {{"S01", {rated("passivity", 2)}}}, ""}), Errors);
  CHECK(study.store_ratings({"R1", 1, {{"S01", {rated("passivity", 2)}}}, "read again"}) == RatingsStored{0, 1, 0});
  CHECK(study.store_ratings({"R1", 1, {{"S01", {rated("coherence_mind", 2)}}}, ""}) == RatingsStored{1, 0, 0});
  CHECK(study.lock("R1", 1, {"S01"}) == 1);
  CHECK(study.codings().at(0).state == CodingState::locked);
  CHECK(study.log().back().action == "locked");
  CHECK_THROWS_WITH(study.submit("R2", 1, {}), scratch / "s.attune" + ": no ratings by R2");
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
}

TEST_CASE("a reason has three characters or more, in any writing") {
  const Scratch scratch;
  Study study = small_study(scratch);
  const auto rate = [&](double value, const char* reason) { return study.store_ratings({"R1", 1, {{"S01", {rated("passivity", value)}}}, reason}); };
  const std::string place = scratch / "s.attune" + ": S01: passivity: ";
  rate(1, "");
  CHECK_THROWS_WITH(rate(2, "\u00E9\u00E9"), place + "a reason for a change has three characters or more");
  CHECK(rate(2, "\u65E5\u672C\u8A9E") == RatingsStored{0, 1, 0});
  CHECK(rate(3, "") == RatingsStored{0, 1, 0});
  CHECK(study.submit("R1", 1, {}) == 1);
  for (const char* reason : {"", "ab", "\u65E5\u672C"}) CHECK_THROWS_WITH(rate(4, reason), place + "submitted: a change needs a reason");
  CHECK(rate(4, "abc") == RatingsStored{0, 1, 0});
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
}

TEST_CASE("unknown transcripts and raters are named") {
  const Scratch scratch;
  Study study = small_study(scratch);
  const std::string file = scratch / "s.attune";
  CHECK_THROWS_WITH(study.store_ratings({"R1", 1, {{"S09", {rated("passivity", 1)}}}, ""}),
                    file + ": S09: no transcript of this id is in the study");
  CHECK_THROWS_WITH(study.lock("R1", 1, {}), file + ": no ratings by R1");
  study.store_ratings({"R1", 1, {{"S01", {rated("passivity", 1)}}}, ""});
  CHECK_THROWS_WITH(study.lock("R1", 1, {"S02", "S01"}), file + ": S02: no coding by R1 in round 1");
  CHECK_THROWS_WITH(study.lock("R1", 2, {"S01"}), file + ": S01: no coding by R1 in round 2");
  CHECK(study.codings().at(0).state == CodingState::draft);
}

TEST_CASE("what a rater was shown before locking makes the coding assisted, after it does not") {
  const Scratch scratch;
  Study study = small_study(scratch);
  study.store_ratings({"R1", 1, {{"S01", {rated("passivity", 1)}}, {"S02", {rated("passivity", 1)}}}, ""});
  study.lock("R1", 1, {"S01"});
  study.record_exposure("R1", {"S01", "S02"}, "marks");
  const auto before = study.codings();
  CHECK_FALSE(before.at(0).assisted);
  CHECK(before.at(1).assisted);
  study.lock("R1", 1, {"S02"});
  CHECK(study.codings().at(1).assisted);
  CHECK(study.exposures().size() == 2);
  CHECK(study.exposures().at(0).what == "marks");
  study.record_exposure("R1", {}, "marks");
  CHECK(study.exposures().size() == 2);
}
