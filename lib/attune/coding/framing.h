// The frame a passage stands in: quoted, supposed, about people in general, or said with reserve.
#pragma once

#include <cstdint>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/codebook/structure.h"
#include "attune/coding/past.h"
#include "attune/coding/spoken.h"
#include "attune/text/transcript.h"

namespace attune {

/// Reads frames by a language's word lists. Looks at one sentence at a time and remembers the last: one a thread.
class FrameReader {
 public:
  explicit FrameReader(const Language& language);

  /// Forgets the transcript it looked at before.
  void begin(const Transcript& transcript);

  /// Whether the passage stands in the frames that `framing` requires and in none that it skips. REQUIRES: `passage` lies in
  /// turn `turn` of the transcript that `begin` was told of.
  [[nodiscard]] bool fits(const Framing& framing, std::uint32_t turn, Span passage);

 private:
  struct Sentence {
    std::vector<SpokenWord> words;
    std::size_t first = 0;  // of the passage
    std::size_t end = 0;    // behind its last
  };
  void read_sentence(Span passage);
  [[nodiscard]] bool is_quoted(std::uint32_t turn, Span passage);
  [[nodiscard]] bool is_hypothetical() const;
  [[nodiscard]] std::size_t opens_hypothesis(std::size_t at) const;
  [[nodiscard]] bool is_generic() const;
  [[nodiscard]] bool is_hedged() const;
  [[nodiscard]] bool hedge_ends(std::size_t end) const;
  [[nodiscard]] bool is_plain(std::size_t at) const;
  [[nodiscard]] bool is_name(std::size_t at) const;

  PhraseList hypothetical_, perfect_, participles_, adverbs_, generic_, hedges_, plain_, self_, somebodys_, ends_;
  PastForms past_;
  const Transcript* transcript_ = nullptr;
  std::uint32_t sentence_number_ = 0;
  bool sentence_known_ = false;
  Sentence sentence_;
  std::uint32_t quoted_turn_ = 0;
  bool quoted_known_ = false;
  std::vector<Span> quotes_;  // of `quoted_turn_`
};

}  // namespace attune
