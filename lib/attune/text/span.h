// A stretch of a transcript's text.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace attune {

/// Half-open range of bytes in a transcript's text. 32 bits are enough: a transcript has at most 16 MiB.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  auto operator<=>(const Span&) const = default;
};

[[nodiscard]] inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

[[nodiscard]] inline bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace attune
