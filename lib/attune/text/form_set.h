// Sets and tables of words that are asked about every word of a transcript, without a string being made to ask.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "attune/text/span.h"

namespace attune {

/// Eight bytes with A to Z made a to z.
[[nodiscard]] constexpr std::uint64_t lower_eight(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U, kHighBits = 0x8080808080808080U;
  const std::uint64_t low = bytes & ~kHighBits;
  // The high bit of each byte shows whether it is at least 'A', and whether it is behind 'Z'.
  const std::uint64_t from_a = low + kOnes * (0x80 - 'A');
  const std::uint64_t behind_z = low + kOnes * (0x7F - 'Z');
  return bytes | ((from_a ^ behind_z) & ~bytes & kHighBits) >> 2;
}

/// The first eight bytes of `word`, ASCII letters lower-case, zeros behind its end: words that are the same but for the case
/// of ASCII letters have the same.
[[nodiscard]] std::uint64_t folded_start(std::string_view word);

/// The same of a stretch of a text, without a look at its length first where eight bytes of text can be read.
[[nodiscard]] inline std::uint64_t folded_start(std::string_view text, Span word) {
  const std::uint32_t size = word.end - word.begin;
  if (word.begin + 8 > text.size()) return folded_start(slice(text, word));
  std::uint64_t eight = 0;
  std::memcpy(&eight, text.data() + word.begin, 8);
  if (size < 8) eight &= (std::uint64_t{1} << 8 * size) - 1;
  return lower_eight(eight);
}

/// Words with a number each, compared folded.
class FormNumbers {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The first number a word is given stays.
  void add(std::string_view word, std::uint32_t number);
  /// The number of `word`, or `kNone`.
  [[nodiscard]] std::uint32_t find(std::string_view word) const { return find(word, folded_start(word)); }
  /// The same of a stretch of a text. REQUIRES: `word` lies inside it.
  [[nodiscard]] std::uint32_t find(std::string_view text, Span word) const { return find(slice(text, word), folded_start(text, word)); }
  /// The same where the word's `folded_start` is known.
  [[nodiscard]] std::uint32_t find(std::string_view word, std::uint64_t start) const;
  [[nodiscard]] bool empty() const { return numbers_.empty(); }

 private:
  /// A word of up to eight bytes of ASCII is the whole of its start. Longer ones only say here that it is worth to look them up.
  struct Slot {
    std::uint64_t start = 0;  // 0: empty
    std::uint32_t number = 0;
    bool is_long = false;
  };

  [[nodiscard]] std::uint32_t look_up(std::string_view word) const;
  void put(const Slot& slot);

  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<Slot> slots_{Slot{}};  // open addressing, a power of two, at most a quarter full
  std::size_t used_ = 0;
};

/// A set of words, compared folded.
class FormSet {
 public:
  FormSet() = default;
  explicit FormSet(const std::vector<std::string>& words) {
    for (const std::string& word : words) numbers_.add(word, 0);
  }

  [[nodiscard]] bool contains(std::string_view word) const { return numbers_.find(word) != FormNumbers::kNone; }
  /// The same where the `folded_start` of the word is known.
  [[nodiscard]] bool contains(std::string_view word, std::uint64_t start) const { return numbers_.find(word, start) != FormNumbers::kNone; }
  [[nodiscard]] bool empty() const { return numbers_.empty(); }

 private:
  FormNumbers numbers_;
};

}  // namespace attune
