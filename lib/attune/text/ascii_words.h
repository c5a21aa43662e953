// Word boundaries of plain ASCII without ICU. Most talk is ASCII, and ICU's iterator costs several times what all else does
// that a transcript is read with; a test holds the two to the same answers.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {

/// ASCII letters that follow each other, and the `folded_start` of the word they make.
struct Letters {
  std::uint32_t length = 0;
  std::uint64_t start = 0;
};

/// Eight bytes with the high bit of each that is no ASCII letter, all else 0.
[[nodiscard]] inline std::uint64_t others_than_letters(std::uint64_t eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U, kHighBits = 0x8080808080808080U;
  const std::uint64_t low = (eight | kOnes * 0x20) & ~kHighBits;
  // The high bit of the one sum shows what is at least 'a', that of the other what is behind 'z'.
  return (~((low + kOnes * (0x80 - 'a')) ^ (low + kOnes * (0x7F - 'z'))) | eight) & kHighBits;
}

/// The letters at `text`. REQUIRES: eight bytes behind the last of them can be read.
[[nodiscard]] inline Letters letters_at(const char* text) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, text, 8);
  const std::uint64_t lower = eight | 0x2020202020202020U;
  const std::uint64_t others = others_than_letters(eight);
  if (others != 0) return {static_cast<std::uint32_t>(std::countr_zero(others)) / 8, lower & (((others & -others) >> 7) - 1)};
  std::uint32_t length = 8;
  while (is_ascii_letter(text[length])) ++length;
  return {length, lower};
}

/// Fills `stops` with the places in `text` of all that is neither an ASCII letter nor a blank, in order: what ends a sentence
/// or begins notation stands there.
void find_stops(std::string_view text, std::vector<std::uint32_t>& stops);

/// The piece that begins at `begin`, by the rules WB3 to WB13b of UAX #29 as ICU 72 has them for English (its "@" is a letter,
/// its ":" joins nothing). REQUIRES: `begin` is a boundary and inside `text`, and `text` is ASCII.
[[nodiscard]] Breaker::Word ascii_word_at(std::string_view text, std::uint32_t begin);

/// Length of the longest start of `text` that is ASCII.
[[nodiscard]] std::size_t ascii_length(std::string_view text);

/// Length of the longest start of `text` that is ASCII and ends at a boundary whatever follows: behind a blank that
/// has ASCII other than a blank behind it, or at the end of `text`.
[[nodiscard]] std::size_t ascii_stretch(std::string_view text);

/// Length of the shortest start of `text`, at least a byte, that ends at such a boundary.
[[nodiscard]] std::size_t stretch_to_blank(std::string_view text);

/// Length of the shortest start of `text` that goes beyond its first character that is not ASCII and ends at such a boundary.
[[nodiscard]] std::size_t other_stretch(std::string_view text);

}  // namespace attune
