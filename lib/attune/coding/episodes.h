// Specific episodes: something that happened once, at a time and place, told as it happened. Follows the features of
// memory-specificity work (past-tense events, an anchor in time or place, direct speech, no denial); words from the language.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/coding/past.h"
#include "attune/coding/spoken.h"
#include "attune/text/transcript.h"

namespace attune {

/// An episode: up to four sentences of one turn, from their first word to their last.
struct Episode {
  std::uint32_t turn = 0;
  Span span;

  bool operator==(const Episode&) const = default;
};

/// What a sentence has of an episode.
struct EpisodeSigns {
  Span span;          // from the first word to the last
  int events = 0;     // verbs in the simple past that tell what somebody did
  int anchors = 0;    // "one night", "when I was seven"
  int ages = 0;       // of these, the speaker's age
  int habits = 0;     // "would", "always", "every Sunday"
  bool speech = false;
  bool denied = false;  // "I can't remember a time"

  bool operator==(const EpisodeSigns&) const = default;
};

class EpisodeReader {
 public:
  explicit EpisodeReader(const Language& language);

  /// The signs of each of a turn's `sentences` (sentences_of).
  [[nodiscard]] std::vector<EpisodeSigns> signs(const Transcript& transcript, std::uint32_t turn, std::span<const SpokenSentence> sentences) const;

 private:
  [[nodiscard]] bool is_event(std::span<const SpokenWord> words, std::size_t at) const;
  [[nodiscard]] bool is_habit(std::span<const SpokenWord> words, std::size_t at) const;
  [[nodiscard]] bool is_age(std::span<const SpokenWord> words, std::size_t at) const;

  PastForms past_;
  PhraseList same_form_, same_form_after_, helping_, helping_else_, had_, had_before_, age_after_, age_of_, no_events_, anchors_, habits_, denials_, speech_, numbers_;
};

/// The episodes of a turn, in order: neighbouring sentences with an anchor and two events (one, when the anchor is the
/// speaker's age), or with three events, direct speech and no habit. A sentence that only denies a memory belongs to none.
[[nodiscard]] std::vector<Episode> episodes_of(std::uint32_t turn, std::span<const EpisodeSigns> sentences);

}  // namespace attune
