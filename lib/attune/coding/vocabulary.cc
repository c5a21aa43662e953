#include "attune/coding/vocabulary.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace attune {
namespace {

constexpr unsigned kFirstBits = 12;  // 4,096 slots
constexpr std::size_t kBlock = 64 * 1024;

}  // namespace

Vocabulary::Vocabulary() : slots_(std::size_t{1} << kFirstBits), mask_(slots_.size() - 1), shift_(64 - kFirstBits) {}

void Vocabulary::clear() { *this = Vocabulary(); }

std::uint32_t Vocabulary::intern(std::string_view form) {
  assert(!form.empty());
  Slot key;
  key.length = static_cast<std::uint32_t>(form.size());
  const std::size_t shown = std::min<std::size_t>(form.size(), 8);
  std::memcpy(&key.first, form.data(), shown);
  key.first <<= 64 - 8 * shown;
  if (form.size() > 8) std::memcpy(&key.last, form.data() + form.size() - 8, 8);
  std::size_t i = place_of(key);
  for (; slots_[i].length != 0; i = (i + 1) & mask_) {
    const Slot& slot = slots_[i];
    if (slot.first == key.first && slot.last == key.last && slot.length == key.length && (form.size() <= 16 || forms_[slot.number] == form))
      return slot.number;
  }
  key.number = static_cast<std::uint32_t>(forms_.size());
  forms_.push_back(keep(form));
  slots_[i] = key;
  if (forms_.size() * 2 > slots_.size()) grow();
  return key.number;
}

void Vocabulary::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  --shift_;
  for (const Slot& slot : old) {
    if (slot.length == 0) continue;
    std::size_t i = place_of(slot);
    while (slots_[i].length != 0) i = (i + 1) & mask_;
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
