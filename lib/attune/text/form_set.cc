#include "attune/text/form_set.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101U;
constexpr std::uint64_t kHighBits = 0x8080808080808080U;
constexpr std::size_t kShort = 8;  // bytes of a word whose start is the whole of it

template <typename Number>
std::uint64_t load(const char* at) {
  Number number = 0;
  std::memcpy(&number, at, sizeof number);
  return number;
}

/// Up to eight bytes; reads nothing behind them.
std::uint64_t first_bytes(std::string_view word) {
  const char* at = word.data();
  const std::size_t size = word.size();
  if (size >= 8) return load<std::uint64_t>(at);
  if (size >= 4) return load<std::uint32_t>(at) | load<std::uint32_t>(at + size - 4) << (8 * (size - 4));
  if (size >= 2) return load<std::uint16_t>(at) | load<std::uint16_t>(at + size - 2) << (8 * (size - 2));
  return size == 1 ? static_cast<unsigned char>(*at) : 0;
}

/// A to Z of eight bytes made a to z: a byte's high bit shows whether it is in the range.
std::uint64_t lower(std::uint64_t bytes) {
  const std::uint64_t low = bytes & ~kHighBits;
  const std::uint64_t from_a = low + kOnes * (0x80 - 'A');
  const std::uint64_t behind_z = low + kOnes * (0x7F - 'Z');
  const std::uint64_t upper = (from_a ^ behind_z) & ~bytes & kHighBits;
  return bytes | upper >> 2;
}

std::size_t slot_of(std::uint64_t start, std::size_t count) {
  return (start * 0x9E3779B97F4A7C15ULL >> 40) & (count - 1);
}

}  // namespace

std::uint64_t folded_start(std::string_view word) { return lower(first_bytes(word)); }

FormSet::FormSet(const std::vector<std::string>& words) {
  for (const std::string& word : words) words_.insert(folded(word));
  std::size_t count = 16;
  while (count < words_.size() * 4) count *= 2;
  slots_.assign(count, 0);
  for (const std::string& word : words_) {
    longest_ = std::max(longest_, word.size());
    const std::uint64_t start = folded_start(word);
    if (word.size() > kShort || start == 0) continue;
    std::size_t i = slot_of(start, count);
    while (slots_[i] != 0) i = (i + 1) & (count - 1);
    slots_[i] = start;
  }
}

bool FormSet::contains(std::string_view word) const {
  const std::uint64_t start = folded_start(word);
  if (word.size() > kShort) {
    // Three bytes of a typographic apostrophe fold to one.
    return word.size() <= 3 * longest_ && words_.contains(folded(word));
  }
  if ((start & kHighBits) != 0) return words_.contains(folded(word));
  for (std::size_t i = slot_of(start, slots_.size()); slots_[i] != 0; i = (i + 1) & (slots_.size() - 1))
    if (slots_[i] == start) return true;
  return false;
}

}  // namespace attune
