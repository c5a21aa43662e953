// The characters and names of the phrase language: what is a letter, a blank or punctuation in a pattern, the classes
// of tokens, and clitics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// A character of a pattern with its bytes.
struct PatternCharacter {
  char32_t code = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// REQUIRES: valid UTF-8, less than 4 GiB. (Other bytes give some characters, never a read outside `text`.)
[[nodiscard]] std::vector<PatternCharacter> pattern_characters(std::string_view text);

[[nodiscard]] constexpr bool is_pattern_blank(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0; }
[[nodiscard]] constexpr bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }
[[nodiscard]] constexpr bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }
/// REQUIRES: `c` is not ASCII.
[[nodiscard]] bool is_foreign_letter(char32_t c);
/// Letters, digits and whatever else is not ASCII or known punctuation: scripts differ, and a symbol that no transcript
/// holds does no harm in a pattern.
[[nodiscard]] inline bool is_pattern_letter(char32_t c) {
  return c < 0x80 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_ascii_digit(c) : is_foreign_letter(c);
}

/// The class to write instead of a literal punctuation mark, or empty.
[[nodiscard]] std::string_view class_of_punctuation(char32_t c);
/// Every name that may stand between "<" and ">".
[[nodiscard]] const std::vector<std::string_view>& token_class_names();

/// The argument of a pause, "5s" or "2.5s", in seconds.
[[nodiscard]] std::optional<double> parse_seconds(std::string_view text);

}  // namespace attune
