// Numbers for words: every distinct run of bytes gets one, so that what is lexical is decided once per distinct word form.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace attune {

/// Forms are numbered from 0 in the order they are met. Grows with the vocabulary of what it reads, not with its length.
class Vocabulary {
 public:
  Vocabulary();

  /// The number of `form`. It is new when the result equals what `size()` was before.
  [[nodiscard]] std::uint32_t intern(std::string_view form);
  [[nodiscard]] std::string_view form(std::uint32_t number) const { return forms_[number]; }
  [[nodiscard]] std::size_t size() const { return forms_.size(); }
  void clear();

 private:
  /// The first and the last eight bytes of a form: with its length they are the whole of a form of up to 16 bytes, so that a
  /// look-up touches nothing but its slot.
  struct Slot {
    std::uint64_t first = 0, last = 0;
    std::uint32_t length = 0;
    std::uint32_t number = 0;  // plus 1; 0 is an empty slot
  };
  void grow();
  [[nodiscard]] std::string_view keep(std::string_view form);
  static std::uint64_t hash_of(const Slot& slot);

  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
  std::vector<std::string_view> forms_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_used_ = 0;
};

}  // namespace attune
