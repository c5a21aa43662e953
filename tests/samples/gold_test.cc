// The sample interviews are read as their writers meant them: turns, pauses, the questions that open each topic.
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "catch.h"

#include "attune/codebook/codebooks.h"
#include "attune/coding/sections.h"
#include "attune/coding/figures.h"
#include "attune/coding/sections.h"
#include "attune/formats/read.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

std::string bytes_of(const std::string& path) {
  std::ifstream file(std::string(ATTUNE_SOURCE_DIR) + "/" + path, std::ios::binary);
  REQUIRE(file.good());
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

nlohmann::json gold() { return nlohmann::json::parse(bytes_of("tests/data/gold/gold.json")).at("transcripts"); }

Transcript read_sample(const std::string& id) {
  TranscriptReader reader(*shipped_notation("aai"), {});
  return reader.read(bytes_of("corpora_samples/" + id + ".txt"), id + ".txt", id, Format::plain);
}

/// What gold counts of a transcript, in one line.
struct Counts {
  int interviewer = 0, participant = 0, pauses = 0, pause_tenths = 0, longest_tenths = 0;
};

std::string to_line(const Counts& counts) {
  return fmt::format("{} interviewer turns, {} participant turns, {} timed pauses of {} tenths of a second, longest {}",
                     counts.interviewer, counts.participant, counts.pauses, counts.pause_tenths, counts.longest_tenths);
}

Counts counts_of(const Transcript& transcript) {
  Counts counts;
  for (const Turn& turn : transcript.turns) ++(turn.role == Role::interviewer ? counts.interviewer : counts.participant);
  for (const Token& token : transcript.tokens) {
    if (!is_timed_pause(token)) continue;
    ++counts.pauses;
    counts.pause_tenths += token.detail;
    counts.longest_tenths = std::max<int>(counts.longest_tenths, token.detail);
  }
  return counts;
}

}  // namespace

TEST_CASE("the tokens of every sample put one after the other are its text") {
  for (const auto& interview : gold()) {
    const Transcript transcript = read_sample(interview.at("id"));
    CAPTURE(transcript.id);
    std::uint32_t end = 0;
    bool tile = true;
    for (const Token& token : transcript.tokens) tile = tile && std::exchange(end, token.span.end) == token.span.begin;
    CHECK(tile);
    CHECK(end == transcript.text.size());
  }
}

TEST_CASE("turns and timed pauses of the samples are those their writers counted") {
  for (const auto& interview : gold()) {
    const Transcript transcript = read_sample(interview.at("id"));
    CAPTURE(transcript.id);
    const int longest = interview.at("timed_pause_longest").is_null() ? 0 : interview.at("timed_pause_longest").get<int>();
    const Counts expected{interview.at("interviewer_turns"), interview.at("subject_turns"), interview.at("timed_pauses"),
                          10 * interview.at("timed_pause_seconds_total").get<int>(), 10 * longest};
    CHECK(to_line(counts_of(transcript)) == to_line(expected));
    CHECK(transcript.warnings.empty());
  }
}

TEST_CASE("the question that opens a topic is the interviewer's turn on the line its writer named") {
  for (const auto& interview : gold()) {
    const Transcript transcript = read_sample(interview.at("id"));
    for (const auto& [key, topic] : interview.at("topics").items()) {
      if (topic.is_null()) continue;
      CAPTURE(transcript.id, key);
      const auto turn = topic.at("turn").get<std::size_t>();
      REQUIRE(turn < transcript.turns.size());
      CHECK(transcript.turns[turn].role == Role::interviewer);
      CHECK(line_at(transcript, transcript.turns[turn].label.begin) == topic.at("line").get<int>());
    }
  }
}

TEST_CASE("each topic of a sample is found at the question its writer named, and probes open none") {
  SectionFinder finder(*shipped_protocol("aai20"));
  for (const auto& interview : gold()) {
    const Transcript transcript = read_sample(interview.at("id"));
    std::map<int, std::string> expected, found;
    for (const auto& [key, topic] : interview.at("topics").items())
      if (!topic.is_null()) expected[topic.at("line").get<int>()] = key;
    for (const Section& section : finder.find(transcript))
      // Gold has no topic for the end of the interview.
      if (section.key != "debrief")
        found[line_at(transcript, transcript.turns[section.first_turn].label.begin)] = section.key;
    CAPTURE(transcript.id);
    CHECK(found == expected);
  }
}

TEST_CASE("the passages their writers marked lie inside one participant turn and hold words") {
  for (const auto& interview : gold()) {
    const Transcript transcript = read_sample(interview.at("id"));
    const auto spans = nlohmann::json::parse(bytes_of("tests/data/gold/" + transcript.id + ".spans.json"));
    CHECK(count_code_points(transcript.text) == spans.at("length_codepoints").get<std::size_t>());
    for (const auto& span : spans.at("spans")) {
      const auto turn = span.at("turn").get<std::size_t>();
      CAPTURE(transcript.id, turn, span.at("quote").get<std::string>());
      REQUIRE(turn < transcript.turns.size());
      CHECK(transcript.turns[turn].role == Role::participant);
      CHECK(slice(transcript.text, transcript.turns[turn].body).find(span.at("quote").get<std::string>()) != std::string_view::npos);
    }
  }
}

TEST_CASE("who has died in a sample is told from who is only feared for") {
  FigureFinder finder(*shipped_language("en"));
  const auto is_dead = [&](const std::string& id, const std::string& figure) {
    const std::vector<Figure> figures = finder.find(read_sample(id));
    const auto found = std::ranges::find(figures, figure, &Figure::id);
    REQUIRE(found != figures.end());
    return found->dead;
  };
  CHECK(is_dead("s06", "father"));
  CHECK(is_dead("s07", "mother"));
  CHECK_FALSE(is_dead("s07", "wife"));  // "If she's ten minutes late I've already got her dead."
}

}  // namespace attune
