#include "attune/measures/transcript_quality.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/figures.h"
#include "attune/coding/sections.h"
#include "attune/formats/read.h"
#include "catch.h"

using namespace attune;

namespace {

Transcript understood(const std::string& text, const Protocol& protocol) {
  TranscriptReader reader(*shipped_notation("aai"), {});
  Transcript transcript = reader.read(text, "t.txt", "t", Format::plain);
  transcript.sections = SectionFinder(protocol).find(transcript);
  transcript.figures = FigureFinder(*shipped_language("en")).find(transcript);
  return transcript;
}

TranscriptQuality quality_of(const std::string& text, const std::string& protocol_id = "aai20") {
  const Protocol protocol = *shipped_protocol(protocol_id);
  return QualityReader(protocol, *shipped_language("en"), *shipped_privacy("en"), *shipped_notation("aai")).read(understood(text, protocol));
}

std::string lines(const std::vector<Finding>& findings) {
  std::vector<int> numbers;
  for (const Finding& finding : findings) numbers.push_back(finding.line);
  return fmt::format("{}", fmt::join(numbers, " "));
}

/// "loss.age gran 3"
std::string probes(const TranscriptQuality& quality) {
  std::string text;
  for (const MissingProbe& probe : quality.probes) text += fmt::format("{}{}.{} {} {}", text.empty() ? "" : "; ", probe.section, probe.id, probe.about, probe.line);
  return text;
}

}  // namespace

TEST_CASE("questions that were not found are named by the map in use") {
  const std::string text = "I: {{Q3 adj_mother}} Five words for your mother?\nS: Warm.\nI: {{Q13 loss}} Who died?\nS: Nobody.\n";
  CHECK(quality_of(text).questions == 20);
  CHECK(quality_of(text).missing.size() == 18);
  CHECK(quality_of(text, "gbi15").questions == 15);
  CHECK(quality_of(text, "gbi15").missing.size() == 13);
}

TEST_CASE("a word for a caregiver without a memory asked is told with its place") {
  const TranscriptQuality quality = quality_of(
      "I: {{Q3 adj_mother}} Five words for your mother?\nS: Warm, distant, funny.\nI: Why warm?\nS: She held me.\nI: And funny?\nS: She did voices.\n");
  CHECK(quality.adjectives == 3);
  REQUIRE(quality.unprobed.size() == 1);
  CHECK(quality.unprobed[0].figure == "mother");
  CHECK(quality.unprobed[0].order == 2);
  CHECK(quality.unprobed[0].line == 2);
}

TEST_CASE("a death without its age is a missing probe, each death by itself") {
  const std::string start = "I: {{Q13 loss}} Who has died?\n";
  CHECK(probes(quality_of(start + "S: My gran died.\nI: How did you feel, and has that feeling changed?\nS: Sad.\n")) == "loss.age grandmother 2");
  CHECK(probes(quality_of(start + "S: My gran died.\nI: How old were you? How did you feel, and has that feeling changed?\nS: Nine.\n")).empty());
  CHECK(probes(quality_of(start + "S: My gran died. I was nine.\nI: How did you feel, and has that feeling changed?\nS: Yes.\nS: And my uncle died.\n")) == "loss.age uncle 5");
  CHECK(probes(quality_of(start + "S: My gran died before I was born.\n")) == "loss.then  1; loss.since  1");
}

TEST_CASE("an interviewer who breaks in or leads is told by line") {
  const TranscriptQuality quality = quality_of(
      "I: How was it?\nS: I was so//\nI: So you must have been angry, weren't you?\nS: //angry.//\nI: Mhm.\nS: And then.\nI: Surely not//\nS: Yes.\n");
  CHECK(lines(quality.cut_offs) == "2");
  CHECK(lines(quality.leading) == "3 3 7");
  CHECK(quality.interviewer_words == 14);
}

TEST_CASE("what is inaudible is counted by section, and warned of where single words count") {
  const TranscriptQuality quality = quality_of("I: {{Q6 upset}} When upset?\nS: I {{inaudible}} cried {{sic}}.\nI: {{Q13 loss}} Who died?\nS: My {{inaudible}} and {{inaudible}} she did.\n");
  REQUIRE(quality.sections.size() == 2);
  CHECK(quality.sections[0].key == "upset");
  CHECK(quality.sections[0].unintelligible == 1);
  CHECK(quality.sections[0].sic == 1);
  CHECK_FALSE(quality.sections[0].every_word);
  CHECK(quality.sections[1].unintelligible == 2);
  CHECK(quality.sections[1].every_word);
  CHECK(unintelligible_share(2, 4) == 2.0 / 6);
  CHECK_FALSE(unintelligible_share(0, 0));
}

TEST_CASE("replaced names that do not go together, and names beside them, are told") {
  const TranscriptQuality quality = quality_of("I: Who?\nS: {{Aunt 2}} and {{Town 1}} and {{Sister}} and [SISTER 1], and then Orla went to Leeds.\n");
  REQUIRE(quality.gaps.size() == 2);
  CHECK(quality.gaps[0].role == "aunt");
  CHECK(quality.gaps[0].missing == std::vector<int>{1});
  CHECK(quality.gaps[1].role == "sister");
  CHECK(quality.gaps[1].also_unnumbered);
  CHECK(lines(quality.names) == "2 2");
  CHECK(quality_of("I: Who?\nS: And then Orla went to Leeds.\n").names.empty());  // nothing was replaced: a transcript with its names
}

TEST_CASE("notation that is not understood is told by line") {
  const TranscriptQuality quality = quality_of("I: Who?\nS: My {{phone rings}} gran {{pause 3 sec and then.\nI: {{Q13 loss}} Who died?\nS: It ]was.\n");
  CHECK(lines(quality.remarks) == "2");
  CHECK(lines(quality.loose_brackets) == "2 4");
}

TEST_CASE("measures have values, or the reason why not") {
  const std::vector<QualityMeasure> measures = quality_measures(quality_of("I: {{Q13 loss}} Who died?\nS: My gran, I was nine {{inaudible}}.\n"));
  std::string text;
  for (const QualityMeasure& measure : measures)
    if (measure.name.find("share") != std::string::npos) text += fmt::format("{}[{}]={:.3f} ", measure.name, measure.section, measure.value.value_or(-1));
  CHECK(text == "interviewer_share[]=0.286 unintelligible_share[]=0.167 unintelligible_share[loss]=0.167 ");
  CHECK(quality_measures({})[1].reason == "no words");
  CHECK(quality_measure_names().size() == 16);
}
