// Bytes and marks that the readers of a turn's text ask for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "attune/text/token.h"

namespace attune {

inline constexpr std::string_view kTypographicApostrophe = "\u2019";
inline constexpr std::string_view kEllipsis = "\u2026";
inline constexpr std::string_view kEmDash = "\u2014";

[[nodiscard]] constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
[[nodiscard]] constexpr bool is_word_byte(char c) { return is_ascii_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

/// `text` without the blanks and line ends around it.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Length of the apostrophe that stands at `text[i]`, or 0.
[[nodiscard]] inline std::size_t apostrophe_at(std::string_view text, std::size_t i) {
  if (i < text.size() && text[i] == '\'') return 1;
  return text.substr(std::min(i, text.size())).starts_with(kTypographicApostrophe) ? kTypographicApostrophe.size() : 0;
}

/// Letters of the same word in another case count as the same.
[[nodiscard]] inline bool same_folded(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && ((a[i] | 0x20) != (b[i] | 0x20) || !is_ascii_letter(a[i]))) return false;
  return true;
}

[[nodiscard]] inline Token make_token(std::size_t begin, std::size_t length, TokenKind kind, std::uint8_t words = 0) {
  Token token;
  token.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length)};
  token.kind = kind;
  token.words = words;
  return token;
}

}  // namespace attune
