// Any bytes are read as a transcript or refused with a place; what is read is tiled by its tokens.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/read.h"

namespace {

// Where the fuzzer has to stop: a broken law is a crash to it.
void require(bool law) {
  if (!law) std::abort();
}

void check(const attune::Transcript& transcript) {
  std::uint32_t end = 0;
  for (const attune::Token& token : transcript.tokens) {
    require(token.span.begin == end && token.span.end > end);
    end = token.span.end;
  }
  require(end == transcript.text.size());
  for (const attune::Turn& turn : transcript.turns) {
    require(turn.body.begin <= turn.body.end && turn.body.end <= transcript.text.size());
    require(turn.first_token <= turn.token_end && turn.token_end <= transcript.tokens.size());
  }
  for (const attune::Sentence& sentence : transcript.sentences) {
    require(sentence.turn < transcript.turns.size());
    const attune::Turn& turn = transcript.turns[sentence.turn];
    require(turn.first_token <= sentence.first_token && sentence.token_end <= turn.token_end);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static attune::TranscriptReader reader(*attune::shipped_notation("aai"), {});
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    // Every format is known by its content, so one corpus serves all.
    check(reader.read(bytes, "fuzz", "fuzz", attune::detect_format(bytes, "fuzz", attune::Encoding::detect)));
  } catch (const attune::Errors&) {
  }
  return 0;
}
