// Retraces: words said again, or taken back, at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "attune/text/form_set.h"
#include "attune/text/notation.h"
#include "attune/text/token.h"

namespace attune {

/// Marks as retraces a repeated stretch of at most three function words, adjacent after skipping, and the words before a
/// cut-off word that are said again behind it. Told of every word of a turn as it is read, so that only the few places are
/// looked at where a word was said shortly before.
class Retraces {
 public:
  explicit Retraces(const NotationProfile& profile) : function_words_(profile.function_words) {}

  /// Forgets the last turn. Token `first` is the first of the next one.
  void begin(std::uint32_t first) {
    first_ = first;
    again_.clear();
    last_ = {};
  }
  /// The next word, number or cut-off word is token `number` and has this `folded_start`.
  void see(std::uint32_t number, std::uint64_t start) {
    if (start == last_[0] || start == last_[1] || start == last_[2]) look_at(number);
    last_ = {start, last_[0], last_[1]};
  }
  /// A closer look is taken at token `number`, the last one seen: it may repeat a word, or is cut off.
  void look_at(std::uint32_t number);
  /// Every word from token `first` on may repeat one, since what stands between them turned out to be skipped.
  void see_all_again(std::uint32_t first, const std::vector<Token>& tokens);

  /// REQUIRES: `tokens` have spans into `text`, and all words of the turn, which is their end, were seen.
  void mark(std::string_view text, std::vector<Token>& tokens);
  [[nodiscard]] const FormSet& function_words() const { return function_words_; }

 private:
  void find_candidates();
  void read_words(std::uint32_t from, std::size_t most);
  [[nodiscard]] bool parts(std::uint32_t token) const;
  [[nodiscard]] bool is_same(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] bool repeats(std::size_t a, std::size_t b, std::size_t length) const;
  [[nodiscard]] bool all_function_words(std::size_t length) const;
  std::uint32_t mark_repetition(std::uint32_t first);
  void mark_repair(std::uint32_t cut);

  FormSet function_words_;
  std::string_view text_;
  std::vector<Token>* tokens_ = nullptr;
  std::uint32_t first_ = 0;
  std::array<std::uint64_t, 3> last_{};     // starts of the words before, the nearest first
  std::vector<std::uint32_t> again_;        // tokens that start as one of the three words before them, and those cut off
  std::vector<std::uint32_t> candidates_;   // tokens at which a repetition or a repair may stand
  std::vector<std::uint32_t> words_;        // those around a candidate that nothing parts
  std::vector<std::uint32_t> retraces_;
};

}  // namespace attune
