#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/io/study.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

JudgedAdjective judged(const std::string& word, int place, Support support) { return {"mother", word, place, true, support, "3"}; }
JudgedAdjective not_probed(const std::string& word, int place) { return {"mother", word, place, false, std::nullopt, ""}; }
JudgedAdjective taken_back(const std::string& word, int place) { return {"mother", word, place, true, std::nullopt, ""}; }

AdjectiveSheet sheet(const std::vector<JudgedAdjective>& words, const std::string& reason = "") { return {"R1", 1, {{"S01", words}}, reason}; }

/// A study with a transcript that nobody has coded.
Study small_study(const Scratch& scratch) {
  Study study = Study::create(scratch / "s.attune", counted_surroundings("R1"));
  study.store(small_transcript("S01"), {});
  return study;
}

std::vector<JudgedAdjective> readings(Study& study) { return study.codings().at(0).adjectives; }

}  // namespace

TEST_CASE("a reading judges nothing when its word was probed and no support is named") {
  CHECK_FALSE(judges_nothing(judged("loving", 1, Support::none)));
  CHECK_FALSE(judges_nothing(not_probed("loving", 1)));
  CHECK(judges_nothing(taken_back("loving", 1)));
}

TEST_CASE("of each word the latest reading stands, by place, and none where it was taken back") {
  using Readings = std::vector<JudgedAdjective>;
  const Scratch scratch;
  Study study = small_study(scratch);
  CHECK(study.store_adjectives(sheet({judged("strict", 2, Support::general), judged("loving", 1, Support::specific)})) == RatingsStored{2, 0, 0});
  CHECK(readings(study) == Readings{judged("loving", 1, Support::specific), judged("strict", 2, Support::general)});
  CHECK(study.store_adjectives(sheet({judged("loving", 1, Support::restated), not_probed("strict", 2)})) == RatingsStored{0, 2, 0});
  CHECK(readings(study) == Readings{judged("loving", 1, Support::restated), not_probed("strict", 2)});
  CHECK(study.store_adjectives(sheet({taken_back("loving", 1), taken_back("kind", 3)})) == RatingsStored{0, 1, 1});
  CHECK(readings(study) == Readings{not_probed("strict", 2)});
  CHECK(study.store_adjectives(sheet({taken_back("loving", 1)})) == RatingsStored{0, 0, 1});
  CHECK(study.store_adjectives(sheet({judged("loving", 1, Support::none)})) == RatingsStored{0, 1, 0});
  CHECK(readings(study) == Readings{judged("loving", 1, Support::none), not_probed("strict", 2)});
  CHECK(study.verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("none begins with taking back, and what a coding said after an entry of the log can be read") {
  const Scratch scratch;
  Study study = small_study(scratch);
  const CodingKey key{"S01", "R1", 1};
  CHECK(study.store_adjectives(sheet({taken_back("loving", 1)})) == RatingsStored{0, 0, 1});
  CHECK(study.codings().empty());
  study.store_adjectives(sheet({judged("loving", 1, Support::specific), judged("strict", 2, Support::general)}));
  study.store_ratings({"R1", 1, {{"S01", {rated("coherence_mind", 5), rated("loving", 4, "figure:mother")}}}, ""});
  const std::int64_t before = study.head().entries;
  const CodingRecord then = study.codings().at(0);
  study.store_adjectives(sheet({taken_back("strict", 2)}));
  CHECK(study.withdraw_rating(key, "loving", *parse_target("figure:mother"), ""));
  study.store_ratings({"R1", 1, {{"S01", {rated("coherence_mind", 6)}}}, ""});
  const auto at = [&](std::int64_t entry) {
    CodingFilter filter;
    filter.after_entry = entry;
    return study.codings(filter).at(0);
  };
  CHECK(at(before).coding == then.coding);
  CHECK(at(before).adjectives == then.adjectives);
  CHECK(at(study.head().entries).coding == study.codings().at(0).coding);
  CHECK(at(0).coding.ratings.empty());
  CHECK(at(0).adjectives.empty());
}

TEST_CASE("a submitted reading changes with a reason, a locked one not at all") {
  const Scratch scratch;
  Study study = small_study(scratch);
  const std::string place = scratch / "s.attune" + ": S01: mother loving: ";
  study.store_adjectives(sheet({judged("loving", 1, Support::specific)}));
  study.submit("R1", 1, {});
  CHECK_THROWS_WITH(study.store_adjectives(sheet({taken_back("loving", 1)})), place + "submitted: a change needs a reason");
  CHECK(study.store_adjectives(sheet({judged("loving", 1, Support::general)}, "read again")) == RatingsStored{0, 1, 0});
  study.lock("R1", 1, {});
  CHECK_THROWS_WITH(study.store_adjectives(sheet({taken_back("loving", 1)}, "read again")), place + "the coding is locked");
  CHECK(readings(study) == std::vector<JudgedAdjective>{judged("loving", 1, Support::general)});
}
