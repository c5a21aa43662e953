#include "attune/text/ascii_words.h"

#include <array>
#include <cstring>

namespace attune {
namespace {

/// Classes of UAX #29, table 3, as far as ASCII has them.
enum class Class : std::uint8_t { other, cr, newline, blank, letter, digit, low_line, quote, full_stop, comma };

constexpr std::array<Class, 128> make_classes() {
  std::array<Class, 128> classes{};
  for (char c = 'a'; c <= 'z'; ++c) classes[static_cast<unsigned char>(c)] = Class::letter;
  for (char c = 'A'; c <= 'Z'; ++c) classes[static_cast<unsigned char>(c)] = Class::letter;
  for (char c = '0'; c <= '9'; ++c) classes[static_cast<unsigned char>(c)] = Class::digit;
  classes['@'] = Class::letter;
  classes['\r'] = Class::cr;
  classes['\n'] = classes['\v'] = classes['\f'] = Class::newline;
  classes[' '] = Class::blank;
  classes['_'] = Class::low_line;
  classes['\''] = Class::quote;
  classes['.'] = Class::full_stop;
  classes[','] = classes[';'] = Class::comma;
  return classes;
}

constexpr std::array<Class, 128> kClasses = make_classes();

Class class_at(std::string_view text, std::size_t i) {
  return i < text.size() ? kClasses[static_cast<unsigned char>(text[i]) & 0x7F] : Class::other;
}

}  // namespace

std::size_t ascii_length(std::string_view text) {
  std::size_t end = 0;
  for (; end + 32 <= text.size(); end += 32) {
    std::array<std::uint64_t, 4> bytes{};
    std::memcpy(bytes.data(), text.data() + end, 32);
    if (((bytes[0] | bytes[1] | bytes[2] | bytes[3]) & 0x8080808080808080U) != 0) break;
  }
  while (end < text.size() && is_ascii(text[end])) ++end;
  return end;
}

void find_stops(std::string_view text, std::vector<std::uint32_t>& stops) {
  constexpr std::uint64_t kBlanks = 0x2020202020202020U, kLowBits = 0x7F7F7F7F7F7F7F7FU;
  stops.clear();
  std::uint32_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, 8);
    const std::uint64_t no_blanks = eight ^ kBlanks;  // a byte is 0 where a blank is
    std::uint64_t found = others_than_letters(eight) & (((no_blanks & kLowBits) + kLowBits) | no_blanks);
    for (; found != 0; found &= found - 1) stops.push_back(at + static_cast<std::uint32_t>(std::countr_zero(found)) / 8);
  }
  for (; at < text.size(); ++at)
    if (!is_ascii_letter(text[at]) && text[at] != ' ') stops.push_back(at);
}

Breaker::Word ascii_word_at(std::string_view text, std::uint32_t begin) {
  std::uint32_t end = begin + 1;
  const Class first = class_at(text, begin);
  if (first == Class::cr) {
    if (end < text.size() && text[end] == '\n') ++end;
    return {{begin, end}, false};
  }
  if (first == Class::blank) {
    while (class_at(text, end) == Class::blank) ++end;
    return {{begin, end}, false};
  }
  if (first != Class::letter && first != Class::digit && first != Class::low_line) return {{begin, end}, false};
  Class last = first;
  while (true) {
    const Class next = class_at(text, end);
    if (next == Class::letter || next == Class::digit || next == Class::low_line) {
      last = next;
      ++end;
      continue;
    }
    // A mark in the middle joins letters to letters, or digits to digits.
    const bool joins_letters = last == Class::letter && (next == Class::quote || next == Class::full_stop);
    const bool joins_digits = last == Class::digit && (next == Class::quote || next == Class::full_stop || next == Class::comma);
    if ((joins_letters || joins_digits) && class_at(text, end + 1) == last) {
      end += 2;
      continue;
    }
    // A lone "_" is no word to ICU; with anything beside it, it is.
    return {{begin, end}, first != Class::low_line || end > begin + 1};
  }
}

std::size_t ascii_stretch(std::string_view text) {
  std::size_t end = ascii_length(text);
  if (end == text.size()) return end;
  // Back to the last blank with ASCII behind it: what follows may join what stands right before it.
  while (end > 1) {
    --end;
    if (text[end - 1] == ' ' && text[end] != ' ') return end;
  }
  return 0;
}

std::size_t stretch_to_blank(std::string_view text) {
  for (std::size_t end = 1; end < text.size(); ++end)
    if (text[end - 1] == ' ' && text[end] != ' ' && is_ascii(text[end])) return end;
  return text.size();
}

std::size_t other_stretch(std::string_view text) {
  const std::size_t ascii = ascii_length(text);
  return ascii == text.size() ? ascii : ascii + stretch_to_blank(text.substr(ascii));
}

}  // namespace attune
