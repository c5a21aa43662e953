#include "attune/io/study.h"

#include "attune/error.h"
#include "attune/io/files.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

using Lines = std::vector<std::string>;

Lines actions(Study& study) {
  Lines lines;
  for (const LogEntry& entry : study.log()) lines.push_back(entry.actor + ": " + entry.action + " " + entry.object);
  return lines;
}

}  // namespace

TEST_CASE("a study gives back what was stored") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  CHECK(study.store_codebooks({small_codebook()}) == Stored::added);
  const Transcript transcript = small_transcript("S01");
  TranscriptDetails details;
  details.participant = "P7";
  details.family = "F3";
  details.reading = "{\"notation\":\"aai\"}";
  details.source = std::string("\xFF\xFE\0x", 4);
  CHECK(study.store(transcript, {small_coding(transcript)}, details) == Stored::added);

  const auto transcripts = study.transcripts();
  REQUIRE(transcripts.size() == 1);
  CHECK(transcripts[0].text == transcript.text);
  CHECK(transcripts[0].sha256 == transcript.sha256);
  CHECK(transcripts[0].version == 1);
  CHECK(transcripts[0].details.participant == "P7");
  CHECK(transcripts[0].details.reading == details.reading);
  CHECK(transcripts[0].details.source == details.source);
  CHECK(study.transcript_ids() == Lines{"S01"});
  CHECK(study.figures("S01") == transcript.figures);
  CHECK(study.events("S01") == transcript.events);
  CHECK(study.codebooks().at(0).text == small_codebook().text);

  const auto codings = study.codings();
  REQUIRE(codings.size() == 1);
  CHECK(codings[0].coding == small_coding(transcript).coding);
  CHECK(codings[0].state == CodingState::locked);
  CHECK_FALSE(codings[0].assisted);
  CHECK(codings[0].engine == "0.1.0");
  CHECK(codings[0].icu == "72.1");
  CHECK(codings[0].codebook_sha256 == sha256_of(small_codebook()));
  CHECK(codings[0].transcript_sha256 == transcript.sha256);
  CHECK(codings[0].made_at.substr(0, 10) == "2026-03-01");
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
  CHECK(actions(study) ==
        Lines{"tester: study made ", "tester: codebooks added small@1.0.0", "tester: coded S01"});
}

TEST_CASE("coding the same transcripts again leaves the file as it is, byte for byte") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  const Transcript transcript = small_transcript("S01");
  const auto code = [&] {
    Study study = Study::open_or_create(path, counted_surroundings());
    const Stored books = study.store_codebooks({small_codebook()});
    return std::pair{books, study.store(transcript, {small_coding(transcript)})};
  };
  CHECK(code() == std::pair{Stored::added, Stored::added});
  const std::string bytes = read_file(path);
  CHECK(code() == std::pair{Stored::unchanged, Stored::unchanged});
  CHECK(read_file(path) == bytes);
}

TEST_CASE("the same calls with the same clock and chance make the same file") {
  const Scratch scratch;
  const Transcript transcript = small_transcript("S01");
  for (const char* name : {"a.attune", "b.attune"}) {
    Study study = Study::create(scratch / name, counted_surroundings());
    study.store_codebooks({small_codebook()});
    study.store(transcript, {small_coding(transcript)});
  }
  CHECK(read_file(scratch / "a.attune") == read_file(scratch / "b.attune"));
}

TEST_CASE("a transcript with other bytes is refused, and taken as a new version when told") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  study.store_codebooks({small_codebook()});
  const Transcript first = small_transcript("S01");
  const Transcript second = small_transcript("S01", " Always.");
  study.store(first, {small_coding(first)});
  study.store_ratings({"R1", 1, {{"S01", {rated("coherence", 5)}}}, ""});
  CHECK_THROWS_WITH(study.store(second, {small_coding(second)}),
                    "S01.txt: expected the bytes of transcript S01 as the study has them (SHA-256 " + first.sha256 +
                        "), found others (SHA-256 " + second.sha256 +
                        "); \"attune code --new-version\" adds them as a new version");
  CHECK(study.codings().size() == 2);

  TranscriptDetails details;
  details.new_version = true;
  CHECK(study.store(second, {small_coding(second)}, details) == Stored::added);
  CHECK(study.store(second, {small_coding(second)}, details) == Stored::unchanged);
  CHECK(study.transcripts().at(0).version == 2);
  CHECK(study.transcripts().at(0).text == second.text);
  CHECK(study.transcript_ids() == Lines{"S01"});
  // The rater's coding stays with the version it was made on; the rules' is that of the new one.
  const auto codings = study.codings();
  REQUIRE(codings.size() == 2);
  CHECK(codings[0].coding.rater == "R1");
  CHECK(codings[0].transcript_version == 1);
  CHECK(codings[1].coding == small_coding(second).coding);
  CHECK(codings[1].transcript_version == 2);
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
}

TEST_CASE("a coding by another engine or by a changed codebook takes the place of the one before") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  const Codebook changed = small_codebook("[codebook]\nid = \"small\"  # changed\n");
  study.store_codebooks({small_codebook(), changed});
  const Transcript transcript = small_transcript("S01");
  study.store(transcript, {small_coding(transcript)});
  CHECK(study.store(transcript, {small_coding(transcript, "0.2.0")}) == Stored::added);
  CHECK(study.codings().at(0).engine == "0.2.0");
  CHECK(study.store(transcript, {small_coding(transcript, "0.2.0", changed)}) == Stored::added);
  REQUIRE(study.codings().size() == 1);
  CHECK(study.codings()[0].codebook_sha256 == sha256_of(changed));
  CHECK(study.codebooks().size() == 2);
}

TEST_CASE("a text kept out of the study leaves its marks in code points") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  study.store_codebooks({small_codebook()});
  const Transcript transcript = small_transcript("S01");
  TranscriptDetails details;
  details.keep_text = false;
  study.store(transcript, {small_coding(transcript)}, details);
  CHECK(study.transcripts().at(0).text.empty());
  CHECK(study.codings().at(0).coding.marks.at(0).span == Span{14, 21});  // two bytes of the ellipsis less
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
  CHECK(read_file(scratch / "s.attune").find("likes her") == std::string::npos);
}

TEST_CASE("codings are read by transcript and rater, and only locked ones when asked") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  study.store_codebooks({small_codebook()});
  for (const char* id : {"S02", "S01"}) {
    const Transcript transcript = small_transcript(id);
    study.store(transcript, {small_coding(transcript)});
    study.store_ratings({"R1", 1, {{id, {rated("coherence", 5)}}}, ""});
  }
  study.lock("R1", 1, {"S02"});
  const auto names = [&](const CodingFilter& filter) {
    Lines lines;
    for (const CodingRecord& record : study.codings(filter))
      lines.push_back(record.coding.transcript + " " + record.coding.rater);
    return lines;
  };
  CHECK(names({}) == Lines{"S01 R1", "S01 small@1.0.0", "S02 R1", "S02 small@1.0.0"});
  CHECK(names({{}, {"R1"}}) == Lines{"S01 R1", "S02 R1"});
  CHECK(names({{"S02"}, {}}) == Lines{"S02 R1", "S02 small@1.0.0"});
  CHECK(names({{}, {}, true}) == Lines{"S01 small@1.0.0", "S02 R1", "S02 small@1.0.0"});
  CodingFilter without_marks;
  without_marks.with_marks = false;
  CHECK(study.codings(without_marks).at(1).coding.marks.empty());
}

TEST_CASE("whose a transcript is holds for every version, and can be said anew") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  const Transcript first = small_transcript("S01");
  TranscriptDetails details;
  details.participant = "P7";
  study.store(first, {}, details);
  study.store(small_transcript("S02"), {});
  CHECK(study.descriptions() == std::vector<Description>{{"S01", "P7", "", "", "", "", ""}, {"S02", "", "", "", "", "", ""}});
  const Description said{"S01", "P8", "F1", "2", "north", "I1", "T1"};
  CHECK(study.describe({said}) == Stored::added);
  CHECK(study.describe({said}) == Stored::unchanged);
  details = {};
  details.new_version = true;
  study.store(small_transcript("S01", " More."), {}, details);
  CHECK(study.transcript("S01")->details.participant == "P8");
  CHECK(study.transcript("S01")->details.wave == "2");
  CHECK(study.describe({{"S01", "", "", "", "", "", ""}}) == Stored::added);
  CHECK(study.descriptions()[0] == Description{"S01", "", "", "", "", "", ""});
  CHECK_THROWS_WITH(study.describe({said, {"S03", "P", "", "", "", "", ""}}), Catch::Contains("S03: no transcript of this id is in the study"));
  CHECK(study.descriptions()[0].participant.empty());
  CHECK(study.log().back().payload.find("P8") == std::string::npos);
  CHECK(study.verify(VerifyLevel::full).findings.empty());
}
