#include "attune/io/study.h"

#include "attune/error.h"
#include "attune/hash.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

TEST_CASE("a study gives back what was stored") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s.attune", counted_surroundings());
  study.store_codebooks({small_codebook()});
  const Transcript transcript = small_transcript("S01");
  CHECK(study.store(transcript, {small_coding(transcript)}) == Stored::added);

  const auto transcripts = study.transcripts();
  REQUIRE(transcripts.size() == 1);
  CHECK(transcripts[0].text == transcript.text);
  CHECK(transcripts[0].sha256 == transcript.sha256);
  CHECK(study.transcript_ids() == std::vector<std::string>{"S01"});
  CHECK(study.figures("S01") == std::vector<Figure>{transcript.figures[0]});
  CHECK(study.events("S01") == transcript.events);
  CHECK(study.codebooks().at(0).text == small_codebook().text);

  const auto codings = study.codings();
  REQUIRE(codings.size() == 1);
  CHECK(codings[0].coding == small_coding(transcript).coding);
  CHECK(codings[0].state == CodingState::locked);
  CHECK(codings[0].engine == "0.1.0");
  CHECK(study.verify(VerifyLevel::full).findings == std::vector<std::string>{});
}
