#include "attune/text/time_stamp.h"

#include "attune/text/characters.h"

namespace attune {
namespace {

/// Two digits below sixty.
bool sixtieth_at(std::string_view text, std::uint32_t i, std::uint32_t end) {
  return i + 2 <= end && text[i] >= '0' && text[i] <= '5' && is_digit(text[i + 1]);
}

/// Behind the colons and their digits: "-3", ".345", ",345", or nothing.
std::uint32_t behind_fraction(std::string_view text, std::uint32_t i, std::uint32_t end) {
  if (i == end || (text[i] != '-' && text[i] != '.' && text[i] != ',')) return i;
  std::uint32_t digits = i + 1;
  while (digits < end && digits < i + 4 && is_digit(text[digits])) ++digits;
  // "00:01:10-00:09:12" are two times, and "0:10:03." ends a sentence.
  const bool goes_on = digits < end && (text[digits] == ':' || is_digit(text[digits]));
  return digits == i + 1 || goes_on ? i : digits;
}

bool follows_word(std::string_view text, std::uint32_t begin, std::uint32_t i) {
  if (i == begin) return false;
  if (is_word_byte(text[i - 1]) || text[i - 1] == ':') return true;
  return i - begin >= 2 && (text[i - 1] == '-' || text[i - 1] == '\'') && is_ascii_letter(text[i - 2]);
}

bool goes_on_as_word(std::string_view text, std::uint32_t i, std::uint32_t end) {
  if (i == end) return false;
  if (is_word_byte(text[i])) return true;
  const char next = i + 1 < end ? text[i + 1] : ' ';
  return (text[i] == ':' && is_digit(next)) || ((text[i] == '-' || text[i] == '\'') && is_ascii_letter(next));
}

}  // namespace

std::uint32_t time_stamp_end(std::string_view text, Span body, std::uint32_t begin) {
  const std::uint32_t end = body.end;
  const bool signed_off = begin < end && text[begin] == '#';
  std::uint32_t i = begin + signed_off;
  const std::uint32_t digits = i;
  while (i < end && i < digits + 2 && is_digit(text[i])) ++i;
  if (i == digits || i == end || text[i] != ':' || (!signed_off && follows_word(text, body.begin, begin))) return begin;
  int colons = 0;
  // Three when frames are counted too.
  for (; colons < 3 && i < end && text[i] == ':' && sixtieth_at(text, i + 1, end); ++colons) i += 3;
  if (colons < (signed_off ? 1 : 2)) return begin;
  i = behind_fraction(text, i, end);
  if (signed_off) return i < end && text[i] == '#' ? i + 1 : begin;
  return goes_on_as_word(text, i, end) ? begin : i;
}

Span last_time_stamp(std::string_view text, Span body) {
  std::uint32_t end = body.end;
  while (end > body.begin && is_blank(text[end - 1])) --end;
  std::uint32_t begin = end;
  while (begin > body.begin && !is_blank(text[begin - 1])) --begin;
  if (begin == end || time_stamp_end(text, body, begin) != end) return {body.end, body.end};
  return {begin, end};
}

}  // namespace attune
