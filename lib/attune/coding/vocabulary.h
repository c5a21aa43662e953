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
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = 0;  // plus 1; 0 is an empty slot
  };
  void grow();
  [[nodiscard]] std::string_view keep(std::string_view form);

  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
  std::vector<std::string_view> forms_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_used_ = 0;
};

}  // namespace attune
