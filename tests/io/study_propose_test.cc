#include <vector>

#include "attune/error.h"
#include "attune/io/study.h"
#include "catch.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

const CodingKey kOwn{"S01", "R1", 1};
const CodingKey kNext{"S01", "R1", 2};

/// A study with a rule's marks on one transcript and a rater's coding of it.
Study begun(const std::string& path) {
  Study study = Study::create(path, counted_surroundings());
  (void)study.store_codebooks({small_codebook()});
  const Transcript transcript = small_transcript("S01");
  (void)study.store(transcript, {small_coding(transcript)});
  (void)study.store_ratings({"R1", 1, {{"S01", {rated("coh_mind", 5)}}}, ""});
  return study;
}

std::vector<Mark> accepted(Study& study) {
  for (const CodingRecord& record : study.codings({{"S01"}, {"R1"}}))
    if (record.coding.round == 2) return record.coding.marks;
  return {};
}

}  // namespace

TEST_CASE("a rule's mark is accepted, moved, rejected and answered anew, beside the locked coding") {
  const Scratch scratch;
  Study study = begun(scratch / "s.attune");
  const Transcript transcript = small_transcript("S01");
  const std::vector<Proposal> proposals = study.proposals(kNext);
  REQUIRE_FALSE(proposals.empty());
  const Proposal& first = proposals[0];
  CHECK(first.codebook == "small@1.0.0");
  CHECK(first.answer == ProposalAnswer::open);
  CHECK_THROWS_WITH(study.answer_proposal(kNext, transcript, first.number, ProposalAnswer::accepted), Catch::Contains("no coding by R1 is locked in a round before 2"));
  study.lock("R1", 1, {"S01"});
  CHECK(study.proposal_round(kOwn) == ProposalRound{2, false});

  CHECK(study.answer_proposal(kNext, transcript, first.number, ProposalAnswer::accepted) == Stored::added);
  CHECK(accepted(study) == std::vector<Mark>{first.mark});
  const LogHead head = study.head();
  CHECK(study.answer_proposal(kNext, transcript, first.number, ProposalAnswer::accepted) == Stored::unchanged);
  CHECK(study.head() == head);

  CHECK(study.answer_proposal(kNext, transcript, first.number, ProposalAnswer::moved, {23, 27}) == Stored::added);
  Mark moved = first.mark;
  moved.span = {23, 27};
  CHECK(accepted(study) == std::vector<Mark>{moved});
  CHECK(study.proposals(kNext)[0].answer == ProposalAnswer::moved);
  CHECK(study.answer_proposal(kNext, transcript, first.number, ProposalAnswer::rejected) == Stored::added);
  CHECK(accepted(study).empty());
  CHECK(study.proposals(kNext)[0].answer == ProposalAnswer::rejected);

  const std::vector<CodingRecord> codings = study.codings({{"S01"}, {"R1"}});
  REQUIRE(codings.size() == 2);
  CHECK_FALSE(codings[0].assisted);
  CHECK(codings[1].assisted);
  CHECK(study.exposures().size() == 1);
  CHECK(study.proposal_round(kOwn) == ProposalRound{2, false});
  study.lock("R1", 2, {"S01"});
  CHECK(study.proposal_round(kOwn) == ProposalRound{2, true});
  CHECK_THROWS_WITH(study.answer_proposal(kNext, transcript, first.number, ProposalAnswer::accepted), Catch::Contains("the coding is locked"));
  CHECK_THROWS_WITH(study.answer_proposal({"S01", "R1", 3}, transcript, 4711, ProposalAnswer::accepted), Catch::Contains("no mark by rules has the number 4711"));
  CHECK(study.verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("answers go into a round that was neither begun nor assigned") {
  const Scratch scratch;
  Study study = begun(scratch / "s.attune");
  (void)study.store_assignments({{"S01", "R1", 4, "", "drawn by hand", ""}});
  CHECK(study.proposal_round(kOwn) == ProposalRound{5, false});
}

TEST_CASE("a rating is taken back, and what was written before it holds again") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  CHECK_THROWS_WITH(study.jot(kOwn, {"coh_mind", {}, "2", ""}), Catch::Contains("no transcript of this id"));
  (void)study.store(small_transcript("S01"), {});
  CHECK_FALSE(study.withdraw_rating(kOwn, "coh_mind", {}, ""));
  const Jotting jotting{"coh_mind", {}, "2", "slips"};
  CHECK(study.jot(kOwn, jotting) == Stored::added);
  CHECK(study.jot(kOwn, jotting) == Stored::unchanged);
  CHECK(study.jottings(kOwn) == std::vector<Jotting>{jotting});
  (void)study.store_ratings({"R1", 1, {{"S01", {rated("coh_mind", 5)}}}, ""});
  CHECK(study.withdraw_rating(kOwn, "coh_mind", {}, ""));
  CHECK_FALSE(study.withdraw_rating(kOwn, "coh_mind", {}, ""));
  CHECK(study.codings({{"S01"}, {"R1"}})[0].coding.ratings.empty());
  CHECK(study.jottings(kOwn) == std::vector<Jotting>{jotting});
  CHECK(study.store_ratings({"R1", 1, {{"S01", {rated("coh_mind", 6)}}}, ""}) == RatingsStored{1, 0, 0});
  CHECK(study.jot(kOwn, {"coh_mind", {}, "", ""}) == Stored::added);
  CHECK(study.jottings(kOwn).empty());

  study.submit("R1", 1, {"S01"});
  CHECK_THROWS_WITH(study.withdraw_rating(kOwn, "coh_mind", {}, ""), Catch::Contains("a change needs a reason"));
  study.lock("R1", 1, {"S01"});
  CHECK_THROWS_WITH(study.withdraw_rating(kOwn, "coh_mind", {}, "read again"), Catch::Contains("the coding is locked"));
  CHECK_THROWS_WITH(study.jot(kOwn, jotting), Catch::Contains("the coding is locked"));
  CHECK(study.verify(VerifyLevel::full).findings.empty());
}
