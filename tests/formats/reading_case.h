// A transcript of any format in one call, and its turns as lines that fit on the screen beside the input.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/read.h"
#include "attune/formats/turn_text.h"
#include "catch.h"

namespace attune {

inline Transcript read_as(const std::string& bytes, const std::string& file, const ReadOptions& options = {}, const std::string& notation = "aai") {
  TranscriptReader reader(*shipped_notation(notation), options);
  return reader.read(bytes, file, "t", detect_format(bytes, file, options.encoding));
}

inline std::string data_file(const std::string& name) {
  std::ifstream file(std::string(ATTUNE_SOURCE_DIR) + "/tests/data/formats/" + name, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

/// "I|S LINE [START-END] text" a turn.
inline std::string turns_of(const Transcript& transcript) {
  std::string lines;
  for (const Turn& turn : transcript.turns) {
    const std::string time = turn.start_ms >= 0 ? fmt::format(" [{}-{}]", turn.start_ms, turn.end_ms) : "";
    lines += fmt::format("{} {}{} {}\n", turn.role == Role::interviewer ? "I" : "S", line_of(transcript, turn), time, turn_text(transcript, turn).text);
  }
  return lines;
}

inline std::string codes_of(const Transcript& transcript) {
  std::string codes;
  for (const Warning& warning : transcript.warnings) codes += fmt::format("{}{}:{}", codes.empty() ? "" : " ", warning.code, warning.line);
  return codes;
}

/// The message a file is refused with, or "".
inline std::string refusal(const std::string& bytes, const std::string& file, const ReadOptions& options = {}) {
  try {
    (void)read_as(bytes, file, options);
  } catch (const Errors& errors) {
    return errors.what();
  }
  return "";
}

/// The laws of every transcript: tokens tile the text; turns and sentences lie in it.
inline void check_laws(const Transcript& transcript) {
  std::uint32_t end = 0;
  for (const Token& token : transcript.tokens) {
    REQUIRE(token.span.begin == end);
    REQUIRE(token.span.end > end);
    end = token.span.end;
  }
  REQUIRE(end == transcript.text.size());
  for (const Turn& turn : transcript.turns) REQUIRE((turn.body.begin <= turn.body.end && turn.body.end <= transcript.text.size()));
}

}  // namespace attune
