// Retraces: words said again, or taken back, at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "attune/text/form_set.h"
#include "attune/text/notation.h"
#include "attune/text/token.h"

namespace attune {

/// Marks as retraces a repeated stretch of at most three function words, adjacent after skipping, and the words before a
/// cut-off word that are said again behind it.
class Retraces {
 public:
  explicit Retraces(const NotationProfile& profile) : function_words_(profile.function_words) {}

  /// REQUIRES: `tokens` have spans into `text`.
  void mark(std::string_view text, std::vector<Token>& tokens);
  [[nodiscard]] const FormSet& function_words() const { return function_words_; }

 private:
  /// A word of the turn, or what no repetition reaches across.
  struct Item {
    std::uint32_t token = 0;
    std::uint64_t start = 0;  // `folded_start`: words with different ones are different
  };

  void read_items();
  void find_candidates(bool has_cut_off);
  [[nodiscard]] bool repeats(std::size_t a, std::size_t b, std::size_t length) const;
  [[nodiscard]] bool all_function_words(std::size_t from, std::size_t length) const;
  std::size_t mark_repetition(std::size_t i);
  void mark_repair(std::size_t cut);
  void mark_items(std::size_t from, std::size_t end);

  FormSet function_words_;
  std::string_view text_;
  std::vector<Token>* tokens_ = nullptr;
  std::vector<Item> items_;              // `count_` of them are those of the turn, breaks stand behind
  std::size_t count_ = 0;
  std::vector<std::size_t> candidates_;  // items at which a repetition or a repair may stand
};

}  // namespace attune
