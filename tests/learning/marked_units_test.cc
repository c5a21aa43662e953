#include "attune/learning/marked_units.h"

#include <string>
#include <vector>

#include "attune/learning/features.h"
#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

const std::string kTalk = "I: And?\nS: The boat went. We had a dog.\nI: Mhm.\nS: Um.\nI: And then?\nS: It was late.\n";

Mark mark(const Transcript& transcript, const std::string& words, const std::string& code) {
  Mark mark;
  const auto at = static_cast<std::uint32_t>(transcript.text.find(words));
  mark.span = {at, at + static_cast<std::uint32_t>(words.size())};
  mark.code = code;
  return mark;
}

/// "the boat went. [c]", a unit a line.
std::vector<std::string> told(const Transcript& transcript, const std::vector<Coding>& codings, LearnedUnit unit) {
  std::vector<std::string> lines;
  const std::vector<Span> spans = learned_units(transcript, unit);
  const std::vector<LabelledFeatures> rows = marked_units(transcript, codings, unit, [](const Transcript& all, Span stretch) { return features_of(all, stretch); });
  REQUIRE(spans.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string line = transcript.text.substr(spans[i].begin, spans[i].end - spans[i].begin);
    while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
    line.erase(0, line.find_first_not_of(' '));
    for (const std::string& label : rows[i].labels) line += " [" + label + "]";
    CHECK(rows[i].group == transcript.id);
    CHECK(rows[i].features == features_of(transcript, spans[i]));
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("a unit has the codes that more than half of the raters of its transcript marked in it") {
  const Transcript transcript = example_of(kTalk);
  const Coding first{transcript.id, "R1", 1, {mark(transcript, "boat", "c"), mark(transcript, "dog", "d")}, {}};
  const Coding second{transcript.id, "R2", 1, {mark(transcript, "The boat", "c"), mark(transcript, "boat", "c")}, {}};
  const Coding third{transcript.id, "R3", 1, {}, {}};
  using Lines = std::vector<std::string>;
  CHECK(told(transcript, {first}, LearnedUnit::sentence) == Lines{"The boat went. [c]", "We had a dog. [d]", "It was late."});
  CHECK(told(transcript, {first, second}, LearnedUnit::sentence) == Lines{"The boat went. [c]", "We had a dog.", "It was late."});
  CHECK(told(transcript, {first, second, third}, LearnedUnit::turn) == Lines{"The boat went. We had a dog. [c]", "It was late."});
  CHECK(told(transcript, {first, third}, LearnedUnit::turn) == Lines{"The boat went. We had a dog.", "It was late."});
  CHECK(told(transcript, {first}, LearnedUnit::response) == Lines{"The boat went. We had a dog. [c] [d]", "It was late."});
}

TEST_CASE("the features of a stretch are those of the sentences that begin in it") {
  const Transcript transcript = example_of(kTalk);
  const std::vector<Span> spans = learned_units(transcript, LearnedUnit::sentence);
  CHECK(features_of(transcript, spans[0]) == std::vector<std::string>{"boat", "boat went", "the", "the boat", "went"});
}
