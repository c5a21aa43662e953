// Sets of words that are asked about every word of a transcript, without a string being made to ask.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace attune {

/// The first eight bytes of `word`, ASCII letters lower-case, zeros behind its end: words that are the same but for the case
/// of ASCII letters have the same.
[[nodiscard]] std::uint64_t folded_start(std::string_view word);

/// Words, compared folded.
class FormSet {
 public:
  FormSet() = default;
  explicit FormSet(const std::vector<std::string>& words);

  /// Whether `word`, folded, is one of the set, folded.
  [[nodiscard]] bool contains(std::string_view word) const;
  [[nodiscard]] bool empty() const { return words_.empty(); }

 private:
  std::unordered_set<std::string> words_;
  std::vector<std::uint64_t> slots_{0};  // starts of the words of up to eight bytes; open addressing, a power of two, 0 is empty
  std::size_t longest_ = 0;
};

}  // namespace attune
