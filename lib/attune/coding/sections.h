// Which part of an interview answers which question of the protocol.
#pragma once

#include <memory>

#include "attune/codebook/protocol.h"
#include "attune/text/transcript.h"

namespace attune {

/// Finds sections with one protocol map. Trust: a key given in the input or a tag that the transcriber wrote; cue words in
/// the interviewer's turn; the order of the protocol (dynamic programming over the turns; going back costs, and a revisited
/// section is listed again). Remembers what it decided about words: keep one a thread. Movable, not copyable.
class SectionFinder {
 public:
  explicit SectionFinder(Protocol protocol);
  SectionFinder(SectionFinder&&) noexcept;
  SectionFinder& operator=(SectionFinder&&) noexcept;
  ~SectionFinder();

  /// The sections of a transcript, in order. Confidence: 1 for a tag; else how clearly the cues of this section stand out
  /// against the next best one, 0 to 1.
  [[nodiscard]] std::vector<Section> find(const Transcript& transcript);
  /// Warnings about keys in the input that the protocol does not know; they are kept as sections all the same.
  [[nodiscard]] std::vector<Warning> unknown_keys(const Transcript& transcript) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace attune
