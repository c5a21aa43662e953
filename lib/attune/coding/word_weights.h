// What the words around a passage say for a code and against it: sums of word weights over stretches of talk.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/coding/units.h"
#include "attune/coding/vocabulary.h"
#include "attune/text/coding.h"

namespace attune {

/// Words that have weights: what was said, without pauses, fillers, numbers and names that were taken out.
[[nodiscard]] bool has_weight(const Unit& unit);

/// What a form is weighed as: itself, folded; "don't" as "do" and "n't".
[[nodiscard]] std::vector<std::string> weighed_words(std::string_view form);

/// For each sentence of a turn the sentences [begin, end) of its stretch: those behind it and before it, one of each in turn, as long
/// as all together have no more than `WordWeights::kStretchWords` words.
[[nodiscard]] std::vector<UnitRange> stretches_of(std::span<const int> words_by_sentence);

/// The word weights of some codebooks, ready to be added up. Remembers the weights of each word form; one a thread.
class WordWeigher {
 public:
  /// The word weights of one marker.
  struct List {
    const Marker* marker = nullptr;
    std::uint32_t codebook = 0;
    std::string code, subcode;
    int threshold = 0, keeps = 0;  // in hundredths
  };

  /// REQUIRES: the codebooks outlive it and do not move.
  explicit WordWeigher(const std::vector<Codebook>& codebooks);

  [[nodiscard]] std::span<const List> lists() const { return lists_; }
  /// Looks up the forms that were met since.
  void learn(const Vocabulary& vocabulary);
  void forget() { rows_.clear(); }
  /// REQUIRES: all forms of the turn were learned.
  void begin_turn(const TurnUnits& turn);
  /// What the words of a sentence's stretch add up to, in hundredths.
  [[nodiscard]] int sum(std::size_t list, std::size_t sentence) const { return sums_[sentence * lists_.size() + list]; }
  /// The sentence of [begin, end) whose own words speak most for it.
  [[nodiscard]] std::size_t strongest(std::size_t list, std::size_t begin, std::size_t end) const;

 private:
  std::vector<List> lists_;
  std::vector<int> bases_;          // by list
  std::unordered_map<std::string, std::vector<std::int16_t>> weights_;  // by word: its weight in each list, in hundredths
  std::vector<std::int16_t> rows_;  // by form: its weight in each list
  std::vector<int> own_, sums_;     // by sentence of the turn, and list
};

}  // namespace attune
