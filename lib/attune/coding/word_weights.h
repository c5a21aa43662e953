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
#include "attune/text/span.h"

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
  /// Weighs the sentences of a turn. REQUIRES: all its forms were learned.
  void begin_turn(const TurnUnits& turn);

  /// What the words of a sentence's stretch add up to, in hundredths.
  [[nodiscard]] std::int64_t sum(std::size_t list, std::size_t sentence) const { return sums_[sentence * lists_.size() + list]; }
  /// The sentences of its stretch.
  [[nodiscard]] UnitRange stretch(std::size_t sentence) const { return stretches_[sentence]; }
  /// What a form adds, in hundredths.
  [[nodiscard]] int weight(std::size_t list, std::uint32_t form) const { return rows_[form * lists_.size() + list]; }

  /// Whether the words around a passage of the turn let a mark of the list's code stand.
  [[nodiscard]] bool keeps(std::size_t list, Span passage) const;
  /// Sentences in a row whose stretches reach the threshold: where they lie, and the one whose own words weigh most.
  struct Reached {
    Span all;
    Span heaviest;
  };
  [[nodiscard]] std::vector<Reached> reached(std::size_t list) const;

 private:
  std::vector<List> lists_;
  std::vector<int> bases_;          // by list
  std::unordered_map<std::string, std::vector<std::int16_t>> weights_;  // by word: its weight in each list, in hundredths
  std::vector<std::int16_t> rows_;  // by form: its weight in each list

  // Of the turn at hand, by sentence.
  std::vector<Span> spans_;
  std::vector<UnitRange> stretches_;
  std::vector<std::int64_t> own_, sums_;  // by list too: of the sentence, and of its stretch
};

}  // namespace attune
