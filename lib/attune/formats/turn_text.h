// What was said in a turn as writers put it on one line, and where its passages lie there.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "attune/text/transcript.h"

namespace attune {

/// The text of a turn without what belongs to the page: line numbers, line ends, and the times of subtitles and CHAT (one blank each).
struct WrittenTurn {
  std::string text;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pieces;  // where each token begins: in the transcript, in `text`

  /// The byte of `text` at which byte `offset` of the transcript stands.
  [[nodiscard]] std::uint32_t at(std::uint32_t offset) const;
};

[[nodiscard]] WrittenTurn turn_text(const Transcript& transcript, const Turn& turn);

/// Who speaks in a turn, as the format names it; else the role.
[[nodiscard]] std::string speaker_of(const Transcript& transcript, const Turn& turn);

}  // namespace attune
