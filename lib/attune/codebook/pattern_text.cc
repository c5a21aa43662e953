#include "attune/codebook/pattern_text.h"

#include <algorithm>
#include <charconv>

namespace attune {

std::vector<PatternCharacter> pattern_characters(std::string_view text) {
  std::vector<PatternCharacter> characters;
  characters.reserve(text.size());
  const auto size = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t i = 0; i < size;) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      characters.push_back({lead, i, i + 1});
      ++i;
      continue;
    }
    const std::uint32_t length = std::min(lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : 4U, size - i);
    char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::uint32_t k = 1; k < length; ++k) code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    characters.push_back({code, i, i + length});
    i += length;
  }
  return characters;
}

bool is_foreign_letter(char32_t c) {
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c >= 0x2000 && c <= 0x206F) return c == 0x200C || c == 0x200D || c == 0x2010 || c == 0x2011;
  return c != 0xD7 && c != 0xF7 && (c < 0x3000 || c > 0x303F);
}

std::string_view class_of_punctuation(char32_t c) {
  switch (c) {
    case ',': return "comma";
    case '.': return "period";
    case '?': return "question";
    case '!': return "exclamation";
    case ':': return "colon";
    case ';': return "semicolon";
    case '-':
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015: return "dash";
    case '"':
    case '\'':
    case '`':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A: return "quote";
    case 0x2026: return "unfinished";
    default: return "";
  }
}

const std::vector<std::string_view>& token_class_names() {
  static const std::vector<std::string_view> names = {
      "comma",        "period",   "question",  "exclamation",    "colon",  "semicolon", "dash",    "quote",
      "pause",        "laugh",    "cry",       "sigh",           "sound",  "sic",       "kin",     "deceased",
      "unfinished",   "redacted", "uncertain", "unintelligible", "filler", "cut_off",   "retrace", "comment",
      "interruption", "harmful",  "age",       "year",           "number", "word"};
  return names;
}

std::optional<double> parse_seconds(std::string_view text) {
  const std::size_t longest = 8;  // "99999.9s": longer than any interview
  if (text.empty() || text.size() > longest || text.back() != 's' ||
      !is_ascii_digit(static_cast<unsigned char>(text[0])))
    return std::nullopt;
  double seconds = 0;
  const char* const unit = text.data() + text.size() - 1;
  const auto [end, error] = std::from_chars(text.data(), unit, seconds, std::chars_format::fixed);
  if (error != std::errc{} || end != unit) return std::nullopt;
  return seconds;
}

}  // namespace attune
