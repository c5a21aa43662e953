#include "attune/coding/vocabulary.h"

#include <algorithm>
#include <cstring>

namespace attune {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

/// Up to eight bytes as a number: forms of one length that differ have different ones.
std::uint64_t load(const char* at, std::size_t size) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])); };
  std::uint64_t value = 0;
  if (size >= 8) {
    std::memcpy(&value, at, 8);
  } else if (size >= 4) {
    std::uint32_t low = 0, high = 0;
    std::memcpy(&low, at, 4);
    std::memcpy(&high, at + size - 4, 4);
    value = static_cast<std::uint64_t>(high) << 32 | low;
  } else if (size > 0) {
    value = byte(0) << 16 | byte(size / 2) << 8 | byte(size - 1);
  }
  return value;
}

}  // namespace

Vocabulary::Vocabulary() : slots_(1 << 12) {}

void Vocabulary::clear() { *this = Vocabulary(); }

std::uint64_t Vocabulary::hash_of(const Slot& slot) {
  // The high half of a 128-bit product depends on every bit of both factors.
  constexpr std::uint64_t kA = 0x9E3779B97F4A7C15ULL, kB = 0xD6E8FEB86659FD93ULL;
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(slot.first ^ kA) * (slot.last ^ kB ^ (static_cast<std::uint64_t>(slot.length) << 56));
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint32_t Vocabulary::intern(std::string_view form) {
  Slot key;
  key.length = static_cast<std::uint32_t>(form.size());
  key.first = load(form.data(), form.size());
  key.last = form.size() > 8 ? load(form.data() + form.size() - 8, 8) : key.first;
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash_of(key) & mask;
  for (; slots_[i].number != 0; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.first == key.first && slot.last == key.last && slot.length == key.length &&
        (form.size() <= 16 || forms_[slot.number - 1] == form))
      return slot.number - 1;
  }
  forms_.push_back(keep(form));
  key.number = static_cast<std::uint32_t>(forms_.size());
  slots_[i] = key;
  if (forms_.size() * 2 > slots_.size()) grow();
  return static_cast<std::uint32_t>(forms_.size() - 1);
}

void Vocabulary::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t i = hash_of(slot) & mask;
    while (slots_[i].number != 0) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

std::string_view Vocabulary::keep(std::string_view form) {
  if (blocks_.empty() || block_used_ + form.size() > kBlock) {
    blocks_.push_back(std::make_unique<char[]>(std::max(kBlock, form.size())));
    block_used_ = 0;
  }
  char* at = blocks_.back().get() + block_used_;
  std::memcpy(at, form.data(), form.size());
  block_used_ += form.size();
  return {at, form.size()};
}

}  // namespace attune
