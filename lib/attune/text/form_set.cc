#include "attune/text/form_set.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "attune/text/unicode.h"

namespace attune {
namespace {

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

std::size_t slot_of(std::uint64_t start, std::size_t count) {
  return (start * 0x9E3779B97F4A7C15ULL >> 40) & (count - 1);
}

}  // namespace

std::uint64_t folded_start(std::string_view word) { return lower_eight(first_bytes(word)); }

void FormNumbers::add(std::string_view word, std::uint32_t number) {
  const auto [known, is_new] = numbers_.emplace(folded(word), number);
  const std::uint64_t start = folded_start(known->first);
  // What is not ASCII in its first bytes is always looked up.
  if (!is_new || start == 0 || (start & kHighBits) != 0) return;
  if (used_ * 4 >= slots_.size()) {
    std::vector<Slot> old(std::max<std::size_t>(16, slots_.size() * 2));
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.start != 0) put(slot);
  }
  put({start, number, known->first.size() > kShort});
  ++used_;
}

void FormNumbers::put(const Slot& slot) {
  std::size_t i = slot_of(slot.start, slots_.size());
  while (slots_[i].start != 0) i = (i + 1) & (slots_.size() - 1);
  slots_[i] = slot;
}

std::uint32_t FormNumbers::look_up(std::string_view word) const {
  const auto known = numbers_.find(folded(word));
  return known == numbers_.end() ? kNone : known->second;
}

std::uint32_t FormNumbers::find(std::string_view word, std::uint64_t start) const {
  if ((start & kHighBits) != 0) return look_up(word);
  const bool is_long = word.size() > kShort;
  for (std::size_t i = slot_of(start, slots_.size()); slots_[i].start != 0; i = (i + 1) & (slots_.size() - 1))
    if (slots_[i].start == start && slots_[i].is_long == is_long) return is_long ? look_up(word) : slots_[i].number;
  return kNone;
}

}  // namespace attune
