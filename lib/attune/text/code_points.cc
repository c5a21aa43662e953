#include "attune/text/code_points.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>

namespace attune {
namespace {

constexpr std::size_t kStride = 256;

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

std::uint32_t characters_in(std::string_view text) {
  // Eight bytes at a time: a byte that goes on with a character has its two highest bits 1 and 0.
  std::uint32_t count = 0;
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, 8);
    if ((eight & 0x8080808080808080U) == 0) count += 8;
    else count += 8 - static_cast<std::uint32_t>(std::popcount(eight & ~(eight << 1) & 0x8080808080808080U));
  }
  return count + static_cast<std::uint32_t>(std::ranges::count_if(text.substr(i), begins_character));
}

}  // namespace

CodePointMap::CodePointMap(std::string_view text) : text_(text) {
  before_.reserve(text.size() / kStride + 1);
  std::uint32_t count = 0;
  for (std::size_t begin = 0; begin <= text.size(); begin += kStride) {
    before_.push_back(count);
    count += characters_in(text.substr(begin, kStride));
  }
}

std::uint32_t CodePointMap::code_point(std::uint32_t byte) const {
  const std::size_t begin = byte / kStride * kStride;
  return before_[byte / kStride] + characters_in(text_.substr(begin, byte - begin));
}

std::uint32_t CodePointMap::byte(std::uint32_t code_point) const {
  const auto after = std::ranges::upper_bound(before_, code_point);
  const auto stride = static_cast<std::size_t>(after - before_.begin()) - 1;
  std::uint32_t count = before_[stride];
  for (std::size_t byte = stride * kStride; byte < text_.size(); ++byte)
    if (begins_character(text_[byte]) && count++ == code_point) return static_cast<std::uint32_t>(byte);
  return static_cast<std::uint32_t>(text_.size());
}

}  // namespace attune
