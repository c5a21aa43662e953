#include "attune/coding/vocabulary.h"

#include <algorithm>
#include <cstring>

namespace attune {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

/// Mixes eight bytes at a time with a 64-bit multiplication: words are short, so this is most of the cost of a token.
std::uint64_t hash_of(std::string_view form) {
  constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;
  std::uint64_t hash = form.size() * kMultiplier;
  const char* at = form.data();
  std::size_t left = form.size();
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, at, 8);
    hash = (hash ^ chunk) * kMultiplier;
    hash ^= hash >> 29;
  }
  std::uint64_t chunk = 0;
  std::memcpy(&chunk, at, left);
  hash = (hash ^ chunk) * kMultiplier;
  return hash ^ (hash >> 32);
}

}  // namespace

Vocabulary::Vocabulary() : slots_(1 << 12) {}

void Vocabulary::clear() {
  *this = Vocabulary();
}

std::uint32_t Vocabulary::intern(std::string_view form) {
  const std::uint64_t hash = hash_of(form);
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash & mask;
  for (; slots_[i].number != 0; i = (i + 1) & mask)
    if (slots_[i].hash == hash && forms_[slots_[i].number - 1] == form) return slots_[i].number - 1;
  forms_.push_back(keep(form));
  slots_[i] = {hash, static_cast<std::uint32_t>(forms_.size())};
  if (forms_.size() * 2 > slots_.size()) grow();
  return static_cast<std::uint32_t>(forms_.size() - 1);
}

void Vocabulary::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t i = slot.hash & mask;
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
