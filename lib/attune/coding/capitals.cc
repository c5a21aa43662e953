#include "attune/coding/capitals.h"

#include <algorithm>
#include <array>

#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 10> kOpening = {"{", "[", "\u201c", "\u2018", "\u00ab", "(", "\u2026", "\u2014", "\u2013", "//"};

/// Punctuation of Unicode's "General Punctuation" and Latin-1, which is no letter.
bool is_sign(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.starts_with("\xE2\x80") || rest.starts_with("\xC2") || rest.starts_with("\xE3\x80") || rest.starts_with("\xEF\xBC");
}

std::size_t length_of_character(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return std::min<std::size_t>(lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, text.size() - at);
}

bool is_letter(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  return is_ascii_letter(text[at]) || (static_cast<unsigned char>(text[at]) >= 0xC0 && !is_sign(text, at));
}

/// Where the word that begins at `at` ends.
std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_letter(text, at)) {
      at += length_of_character(text, at);
      continue;
    }
    const std::size_t joint = text[at] == '-' ? 1 : apostrophe_at(text, at);
    if (joint == 0 || !is_letter(text, at + joint)) break;
    at += joint;
  }
  return at;
}

bool is_capital(std::string_view letter) { return folded(letter) != letter; }

std::string_view without_possessive(std::string_view word) {
  for (const std::string_view end : {"'s", "\u2019s", "'S", "\u2019S"})
    if (word.size() > end.size() + 1 && word.ends_with(end)) word.remove_suffix(end.size());
  return word;
}

/// What stands between two words.
struct Gap {
  bool starts = false;
  bool blank_only = true;
  bool comma = false;
  bool full_stop = false;
};

Gap gap_of(std::string_view gap) {
  Gap result;
  for (std::size_t i = 0; i < gap.size();) {
    const std::string_view rest = gap.substr(i);
    const char c = gap[i];
    const bool quotes = c == '"' && i + 1 == gap.size();  // else it closes
    const bool opens = quotes || std::ranges::any_of(kOpening, [&](std::string_view sign) { return rest.starts_with(sign); });
    const bool dash = rest.starts_with(" - ") || rest.starts_with("--");
    if (c == '\x02') result = Gap{true, false, false, false};
    else if (c == '?' || c == '!' || c == ':' || opens || dash) result.starts = true, result.blank_only = false;
    else if (c == '.') result.full_stop = true;
    else if (c == ',') result.comma = true, result.blank_only = false;
    else if (!is_blank(c)) result.blank_only = false;
    i += length_of_character(gap, i);
  }
  return result;
}

}  // namespace

bool is_letter_or_digit(std::string_view text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return is_digit(text[at]) || is_letter(text, at);
}

std::vector<WrittenWord> written_words(std::string_view text) {
  std::vector<WrittenWord> words;
  std::size_t gap_begin = 0;
  bool short_word = false;  // the word before is a title or an initial, whose full stop ends nothing
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter(text, at)) {
      at += length_of_character(text, at);
      continue;
    }
    const std::size_t end = word_end(text, at);
    const std::string_view word = without_possessive(text.substr(at, end - at));
    const Gap gap = gap_of(text.substr(gap_begin, at - gap_begin));
    const bool abbreviated = short_word && !gap.starts && text[gap_begin] == '.';
    WrittenWord written;
    written.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())};
    written.folded = folded(word);
    written.starts = words.empty() || gap.starts || (gap.full_stop && !abbreviated);
    written.follows = !words.empty() && gap.blank_only && !gap.starts && (!gap.full_stop || abbreviated);
    written.behind_comma = gap.comma && !written.starts;
    const std::size_t first = length_of_character(word, 0);
    written.capital = is_capital(word.substr(0, first));
    written.shouted = written.capital && first < word.size() && is_capital(word.substr(first, length_of_character(word, first)));
    const bool is_short = first == word.size() || word.find_first_of("aeiouyAEIOUY") == std::string_view::npos;  // "Mrs.", "J.", not "No."
    short_word = written.capital && is_short && word != "I";
    words.push_back(std::move(written));
    at = end;
    gap_begin = at;
  }
  return words;
}

std::vector<std::string_view> hyphen_parts(std::string_view word) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= word.size();) {
    const std::size_t end = std::min(word.find('-', begin), word.size());
    parts.push_back(word.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace attune
