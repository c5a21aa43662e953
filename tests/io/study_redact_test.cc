#include <algorithm>
#include <string>
#include <vector>

#include "attune/error.h"
#include "attune/io/study.h"
#include "attune/text/redaction.h"
#include "attune/text/unicode.h"
#include "catch.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

/// The small transcript with "gran" replaced, and how to store it.
struct RedactedCopy {
  Transcript transcript;
  TranscriptDetails details;
};

RedactedCopy without_gran(const Transcript& before) {
  const auto at = static_cast<std::uint32_t>(before.text.find("gran"));
  const std::vector<Replacement> replacements = {{{at, at + 4}, "{{Grandmother 1}}"}};
  RedactedCopy result{before, {}};
  result.transcript.text = replaced(before.text, replacements);
  result.transcript.sha256 = sha256(result.transcript.text);
  result.details.new_version = true;
  result.details.offset_map = offset_map_csv(offset_map(before.text, replacements));
  return result;
}

std::string words_of(const Transcript& transcript, const Mark& mark) { return std::string(slice(transcript.text, mark.span)); }

Mark hand_mark(const Transcript& transcript, const std::string& words, const std::string& code) {
  const auto at = static_cast<std::uint32_t>(transcript.text.find(words));
  Mark mark;
  mark.span = {at, at + static_cast<std::uint32_t>(words.size())};
  mark.turn = 1;
  mark.code = code;
  return mark;
}

CodingRecord coding_of(Study& study, const std::string& rater, int round = 1) {
  for (const CodingRecord& record : study.codings({{"S01"}, {rater}}))
    if (record.coding.round == round) return record;
  FAIL("no coding by " << rater << " in round " << round);
  return {};
}

std::vector<std::string> marked_words(Study& study, const Transcript& transcript, const std::string& rater, int round = 1) {
  std::vector<std::string> words;
  for (const Mark& mark : coding_of(study, rater, round).coding.marks) words.push_back(words_of(transcript, mark));
  return words;
}

}  // namespace

TEST_CASE("people's codings move to a redacted version: marks to their words, a name to its replacement, ratings as they are") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  const Transcript before = small_transcript("S01");
  (void)study.store_codebooks({small_codebook()});
  (void)study.store(before, {small_coding(before)});
  (void)study.store_ratings({"R1", 1, {{"S01", {rated("coh_mind", 5), classed("U/E3")}}}, ""});
  (void)study.store_ratings({"R1", 1, {{"S01", {rated("coh_mind", 6)}}}, ""});
  (void)study.store_marks(before, {"R1", 1, {hand_mark(before, "gran", "loss"), hand_mark(before, "likes her", "quality"), hand_mark(before, "ran, she", "quality")}, ""});
  (void)study.jot({"S01", "R2", 1}, {"coh_mind", {}, "2", "slips"});
  study.lock("R1", 1, {"S01"});
  const CodingRecord old = coding_of(study, "R1");
  const Proposal first = study.proposals({"S01", "R1", 2}).at(1);
  (void)study.answer_proposal({"S01", "R1", 2}, before, first.number, ProposalAnswer::accepted);

  const RedactedCopy redacted = without_gran(before);
  CHECK(study.store(redacted.transcript, {small_coding(redacted.transcript)}, redacted.details) == Stored::added);

  const CodingRecord now = coding_of(study, "R1");
  CHECK(now.transcript_version == 2);
  CHECK(now.transcript_sha256 == redacted.transcript.sha256);
  CHECK(now.state == CodingState::locked);
  CHECK(now.made_at == old.made_at);
  CHECK(now.assisted == old.assisted);
  CHECK(now.coding.ratings == old.coding.ratings);
  CHECK(marked_words(study, redacted.transcript, "R1") == std::vector<std::string>{"{{Grandmother 1}}", "likes her", "{{Grandmother 1}}, she"});
  CHECK(study.jottings({"S01", "R2", 1}) == std::vector<Jotting>{{"coh_mind", {}, "2", "slips"}});
  CHECK(coding_of(study, "small@1.0.0").transcript_version == 2);

  // An answer goes with the rules' mark of the same words.
  CHECK(marked_words(study, redacted.transcript, "R1", 2) == std::vector<std::string>{words_of(before, first.mark)});
  CHECK(study.proposals({"S01", "R1", 2}).at(1).answer == ProposalAnswer::accepted);
  CHECK(study.answer_proposal({"S01", "R1", 2}, redacted.transcript, study.proposals({"S01", "R1", 2}).at(1).number, ProposalAnswer::rejected) == Stored::added);
  CHECK(marked_words(study, redacted.transcript, "R1", 2).empty());

  // Work goes on where it was, and the same again changes nothing.
  CHECK_THROWS_WITH(study.store_ratings({"R1", 1, {{"S01", {rated("coh_mind", 7)}}}, "read again"}), Catch::Contains("the coding is locked"));
  CHECK(study.store_ratings({"R2", 1, {{"S01", {rated("coh_mind", 7)}}}, ""}) == RatingsStored{1, 0, 0});
  const LogHead head = study.head();
  CHECK(study.store(redacted.transcript, {small_coding(redacted.transcript)}, redacted.details) == Stored::unchanged);
  CHECK(study.head() == head);
  CHECK(study.verify(VerifyLevel::full).findings.empty());

  // The log says that and when, and holds no word.
  const std::vector<LogEntry> log = study.log();
  const auto entry = std::ranges::find(log, "redacted", &LogEntry::action);
  REQUIRE(entry != log.end());
  CHECK(entry->object == "S01");
  CHECK(entry->payload.find("gran") == std::string::npos);
  CHECK(entry->payload.find("Grandmother") == std::string::npos);

  // The map of the new version leads back.
  const auto back = parse_offset_map(study.transcript("S01")->details.offset_map);
  REQUIRE(back.has_value());
  CHECK(moved({14, 14}, reversed(*back)) == Span{14, 14});
  const std::size_t rows = static_cast<std::size_t>(study.erase({"S01"}).rows);
  CHECK(rows > 20);
  CHECK(study.verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("a new version without a map leaves people's codings with the version they are of") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  const Transcript before = small_transcript("S01");
  (void)study.store(before, {});
  (void)study.store_marks(before, {"R1", 1, {hand_mark(before, "gran", "loss")}, ""});
  RedactedCopy redacted = without_gran(before);
  redacted.details.offset_map.clear();
  (void)study.store(redacted.transcript, {}, redacted.details);
  CHECK(coding_of(study, "R1").transcript_version == 1);
}
