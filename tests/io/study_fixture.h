// A small study for tests: invented, with characters of more than one byte, and the same bytes every time.
#pragma once

#include <memory>
#include <string>

#include <fmt/format.h>

#include "attune/hash.h"
#include "attune/io/study.h"

namespace attune {

/// A clock that ticks a millisecond a call, and "chance" that counts up from `first_draw`, which keeps the ids of one
/// opening of a file apart from those of another.
inline Surroundings counted_surroundings(const std::string& actor = "tester", int first_draw = 0) {
  auto ticks = std::make_shared<int>(0);
  auto draws = std::make_shared<int>(first_draw);
  return {actor, [ticks] { return fmt::format("2026-03-01T09:30:{:02}.{:03}Z", *ticks / 1000, (*ticks)++ % 1000); },
          [draws](std::size_t bytes) { return fmt::format("{:0{}x}", ++*draws, bytes * 2); }};
}

inline Transcript small_transcript(const std::string& id, const std::string& more = "") {
  Transcript transcript;
  transcript.id = id;
  transcript.file = id + ".txt";
  transcript.text = "I: Wer \u2026?\nS: My gran, she likes her t\u00E9 strong." + more + "\n";
  transcript.sha256 = sha256(transcript.text);
  transcript.notation = "aai";
  transcript.figures.push_back({"gran", "gran", Gender::female, true, false, {}, {{15, 25}}});
  transcript.events.push_back({"loss_1", EventType::loss, "gran", 7.5, Qualifies::yes, "2"});
  return transcript;
}

inline Codebook small_codebook(const std::string& text = "[codebook]\nid = \"small\"\n") {
  Codebook codebook;
  codebook.id = "small";
  codebook.version = "1.0.0";
  codebook.title = "Small";
  codebook.text = text;
  return codebook;
}

inline RuleCoding small_coding(const Transcript& transcript, const std::string& engine = "0.1.0",
                               const Codebook& codebook = small_codebook()) {
  RuleCoding coding{{}, sha256_of(codebook), engine, "72.1"};
  coding.coding.transcript = transcript.id;
  coding.coding.rater = "small@1.0.0";
  const auto tea = static_cast<std::uint32_t>(transcript.text.find("t\u00E9"));
  coding.coding.marks.push_back({{16, 23}, 1, "unresolved.disbelief", "unresolved.disbelief.present_tense", "m.one",
                                 "~be", Polarity::away, "", "loss"});
  coding.coding.marks.push_back({{tea, tea + 3}, 1, "quality", "", "m.two", "t\u00E9", Polarity::toward, "g1", ""});
  return coding;
}

inline RatingEntry rated(const std::string& scale, double value, const std::string& target = "") {
  return {{scale, *parse_target(target), value, "", std::nullopt, "", ""}, std::nullopt};
}

inline RatingEntry not_rated(const std::string& scale, MissingReason reason, const std::string& target = "") {
  return {{scale, *parse_target(target), std::nullopt, "", reason, "", ""}, std::nullopt};
}

inline RatingEntry classed(const std::string& text) {
  return {{"class_record", {}, std::nullopt, text, std::nullopt, "", ""}, parse_class_record(text).record};
}

}  // namespace attune
