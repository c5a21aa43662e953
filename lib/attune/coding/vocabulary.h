// Numbers for words: every distinct run of bytes gets one, so that what is lexical is decided once per distinct word form.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "attune/text/span.h"

namespace attune {

/// Forms, of a byte or more, are numbered from 0 in the order they are met. Grows with the vocabulary of what it reads, not with its length.
class Vocabulary {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Vocabulary();

  /// The number of `form`. It is new when the result equals what `size()` was before.
  [[nodiscard]] std::uint32_t intern(std::string_view form);
  /// The number of the form that stands at `word`, if it is short and was met before, as most are; else `kNone`, and `intern` tells.
  /// REQUIRES: `word` lies inside `text`.
  [[nodiscard]] std::uint32_t known(std::string_view text, Span word) const {
    const std::uint32_t length = word.end - word.begin;
    if (length - 1 >= 8 || word.begin + 8 > text.size()) return kNone;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + word.begin, 8);
    bytes <<= 64 - 8 * length;
    for (std::size_t i = place_of(bytes);; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.first == bytes && slot.length == length) return slot.number;
      if (slot.length == 0) return kNone;
    }
  }
  [[nodiscard]] std::string_view form(std::uint32_t number) const { return forms_[number]; }
  [[nodiscard]] std::size_t size() const { return forms_.size(); }
  void clear();

 private:
  /// The first eight bytes of a form (of a shorter one all, in the high bytes) and the last eight (0 for a form of up to eight).
  /// With its length they are the whole of a form of up to 16 bytes, so that a look-up touches nothing but its slot.
  struct Slot {
    std::uint64_t first = 0, last = 0;
    std::uint32_t length = 0;  // 0: empty
    std::uint32_t number = 0;
  };
  /// Where to look first: the high bits of a product depend on every bit of its factors.
  [[nodiscard]] std::size_t place_of(std::uint64_t bytes) const { return bytes * 0x9E3779B97F4A7C15ULL >> shift_; }
  [[nodiscard]] std::size_t place_of(const Slot& slot) const { return place_of(slot.first ^ (slot.last * 0xD6E8FEB86659FD93ULL)); }
  void grow();
  [[nodiscard]] std::string_view keep(std::string_view form);

  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
  std::size_t mask_;         // their number less one
  unsigned shift_;           // 64 less the bits of a place
  std::vector<std::string_view> forms_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_used_ = 0;
};

}  // namespace attune
