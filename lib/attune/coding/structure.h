// The shape of answers: how long they are, how long somebody is silent in them, what is said again, where sentences break
// off, and where tense and person turn. Everything is measured against the same speaker.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/language.h"
#include "attune/coding/past.h"
#include "attune/coding/spoken.h"
#include "attune/text/transcript.h"

namespace attune {

/// Where a structural key of a marker is met.
struct StructuralFind {
  std::uint32_t turn = 0;
  Span span;
  std::string_view key;  // a literal

  bool operator==(const StructuralFind&) const = default;
};

/// Reads the structure of one transcript at a time. What it counts over the transcript is counted when first asked for.
class StructureReader {
 public:
  explicit StructureReader(const Language& language);

  /// REQUIRES: the transcript outlives what is asked of it.
  void begin(const Transcript& transcript);

  /// Where the first key of the structure is met in a response, when it meets all of them; in the order of the text.
  /// `scope` is what a shift is counted over (sentence, response or section).
  [[nodiscard]] std::vector<StructuralFind> find(const Structure& structure, Scope scope, std::uint32_t response);

  /// Whether `passage` lies within the first or the last words of its response, as the marker asks (0: anywhere).
  [[nodiscard]] bool is_placed(int first_words, int last_words, std::uint32_t response, Span passage) const;

 private:
  /// How much the participant says in a response, and where most of it stands: no mark crosses a turn.
  struct Length {
    std::uint32_t words = 0;
    std::uint32_t longest_turn = 0;
    Span longest;  // from its first to its last word
  };
  struct Lengths {
    std::vector<Length> responses;
    double median_words = 0;
  };
  /// Words of one response, turn by turn.
  struct Answer {
    std::uint32_t number = 0;
    std::vector<std::pair<std::uint32_t, std::vector<SpokenWord>>> turns;
  };
  struct Count {
    std::uint32_t hits = 0;
    std::uint32_t all = 0;
  };
  [[nodiscard]] Length length_of(const Response& response) const;
  const Lengths& lengths();
  std::optional<double> usual_pause();
  const Answer& answer(std::uint32_t response);
  [[nodiscard]] std::vector<StructuralFind> whole(std::uint32_t response, std::string_view key);
  [[nodiscard]] std::vector<StructuralFind> pauses(const PauseLimit& limit, std::uint32_t response);
  [[nodiscard]] std::vector<StructuralFind> repetitions(const Repetition& repetition, std::uint32_t response);
  [[nodiscard]] std::vector<StructuralFind> unfinished(int at_least, std::uint32_t response) const;
  [[nodiscard]] std::vector<StructuralFind> shifts(const Shift& shift, Scope scope, std::uint32_t response);
  [[nodiscard]] bool has_length(const LengthLimit& limit, std::uint32_t response);
  [[nodiscard]] bool is_taken_up(std::uint32_t turn, std::uint32_t mark) const;
  [[nodiscard]] int prompts_before(std::uint32_t response) const;
  [[nodiscard]] Count count(ShiftTo to, std::span<const SpokenWord> words) const;
  [[nodiscard]] Count count_response(ShiftTo to, std::uint32_t response);
  [[nodiscard]] std::pair<bool, bool> tells(ShiftTo to, std::span<const SpokenWord> words, std::size_t at) const;

  PastForms past_;
  PhraseList present_, first_, second_, third_, subjects_;
  const Transcript* transcript_ = nullptr;
  std::optional<Lengths> lengths_;
  std::optional<std::optional<double>> usual_pause_;  // seconds: the median of timed pauses, when there are enough
  std::optional<Answer> answer_;
  std::vector<std::optional<std::vector<Count>>> counts_;  // by ShiftTo, then by response
};

}  // namespace attune
