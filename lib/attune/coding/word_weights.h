// What the words around a passage say for a code and against it: sums of word weights over stretches of talk.
#pragma once

#include <array>
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
[[nodiscard]] inline bool has_weight(const Unit& unit) { return unit.kind == TokenKind::word && unit.has_form && !unit.skippable; }

/// What a form is weighed as: itself, folded; "don't" as "do" and "n't".
[[nodiscard]] std::vector<std::string> weighed_words(std::string_view form);

/// For each sentence of a turn the sentences [begin, end) of its stretch: those behind it and before it, one of each in turn, as long
/// as all together have no more than `WordWeights::kStretchWords` words.
/// `buffer` is one to use again.
[[nodiscard]] std::vector<UnitRange> stretches_of(std::span<const int> words_by_sentence, std::vector<UnitRange> buffer = {});

/// The word weights of some codebooks, ready to be added up. Remembers the weights of each word form; one a thread.
class WordWeigher {
 public:
  /// The word weights of one marker.
  struct List {
    const Marker* marker = nullptr;
    int threshold = 0, keeps = 0, base = 0;  // in hundredths
  };

  /// REQUIRES: the codebooks outlive it and do not move.
  explicit WordWeigher(const std::vector<Codebook>& codebooks);

  [[nodiscard]] std::span<const List> lists() const { return lists_; }
  /// Looks up the forms that were met since.
  void learn(const Vocabulary& vocabulary);
  void forget();
  /// Weighs the sentences of a turn. REQUIRES: all its forms were learned.
  void begin_turn(const TurnUnits& turn);

  /// What the words of a sentence's stretch add up to, in hundredths. Of a sentence that has more words than 32 bits can add up
  /// (50,000 of them at the very least) only so many are weighed.
  [[nodiscard]] int sum(std::size_t list, std::size_t sentence) const { return lists_[list].base + said(list, stretches_[sentence]); }
  /// The sentences of its stretch.
  [[nodiscard]] UnitRange stretch(std::size_t sentence) const { return stretches_[sentence]; }
  /// What a form adds, in hundredths.
  [[nodiscard]] int weight(std::size_t list, std::uint32_t form) const { return rows_[row_of_[form] * blocks_ + list / kBlock][list % kBlock]; }

  /// Whether the words around a passage of the turn let a mark of the list's code stand.
  [[nodiscard]] bool keeps(std::size_t list, Span passage) const;
  /// Whether the sum of any sentence's stretch reaches the threshold.
  [[nodiscard]] bool is_reached(std::size_t list) const { return !is_negative(missing_[list / kBlock][list % kBlock]); }
  /// Sentences in a row whose stretches reach the threshold: where they lie, and the one whose own words weigh most.
  struct Reached {
    Span all;
    Span heaviest;
  };
  [[nodiscard]] std::vector<Reached> reached(std::size_t list) const;

 private:
  // Lists lie side by side in blocks, so that a word is added to all lists of a block at once. The compiler needs to know how many.
  static constexpr std::size_t kBlock = 16;
  using Weights = std::array<std::int16_t, kBlock>;
  using Sums = std::array<std::uint32_t, kBlock>;  // as signed numbers: they may turn over, their differences are right

  [[nodiscard]] static bool is_negative(std::uint32_t sum) { return static_cast<std::int32_t>(sum) < 0; }
  int gather_words(const TurnUnits& turn, UnitRange sentence);
  [[nodiscard]] Sums sum_of_words(std::size_t block) const;
  /// What the words of some sentences add up to.
  [[nodiscard]] int said(std::size_t list, UnitRange sentences) const {
    const std::size_t block = list / kBlock, at = list % kBlock;
    return static_cast<std::int32_t>(before_[sentences.end * blocks_ + block][at] - before_[sentences.begin * blocks_ + block][at]);
  }

  std::vector<List> lists_;
  std::size_t blocks_ = 0;
  std::vector<Sums> needed_;        // by block: what the words must add to the base to reach the threshold
  std::size_t at_once_ = 0;         // so many words add up to no more than 16 bits hold
  std::size_t most_ = 0;            // and so many to no more than 31
  std::unordered_map<std::string, std::vector<Weights>> weights_;  // by word and block
  std::vector<std::uint32_t> row_of_;  // by form; row 0 is that of the forms without any weight
  std::vector<Weights> rows_;          // by row and block

  // Of the turn at hand.
  std::vector<Span> spans_;            // by sentence
  std::vector<int> counts_;            // of its words
  std::vector<UnitRange> stretches_;
  std::vector<const Weights*> words_;  // rows of the sentence at hand
  std::vector<Sums> before_;           // by sentence and block: of all words before it
  std::vector<Sums> missing_;          // by block: negative where every sum misses its threshold
};

}  // namespace attune
