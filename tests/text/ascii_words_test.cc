// ICU is the reference: Danish has ICU's root rules for words, as English has, but not our own ASCII ones.
#include "attune/text/ascii_words.h"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "attune/text/form_set.h"
#include "catch.h"

using namespace attune;

namespace {

/// The pieces with a bar between them, a "*" behind words.
std::string to_line(std::string_view text, const std::vector<Breaker::Word>& words) {
  std::string line;
  for (const Breaker::Word& word : words) line += fmt::format("{}{}|", slice(text, word.span), word.is_word ? "*" : "");
  return line;
}

/// Fails with both answers when English and ICU's root rules part `text` in different ways.
void check_same(Breaker& ours, Breaker& icu, const std::string& text) {
  const std::string expected = to_line(text, icu.words(text));
  const std::string found = to_line(text, ours.words(text));
  if (found != expected) CHECK(found == expected);
}

}  // namespace

TEST_CASE("ASCII talk is parted as UAX #29 says") {
  struct Row { std::string_view text, pieces; };
  const Row rows[] = {
      {"I don't know, 3.5 or 1,000.", "I*| |don't*| |know*|,| |3.5*| |or*| |1,000*|.|"},
      {"a  b\r\nc", "a*|  |b*|\r\n|c*|"},
      {"he.She p.m. x:y", "he.She*| |p.m*|.| |x*|:|y*|"},
      {"'cause grans' __ _ a_1", "'|cause*| |grans*|'| |__*| |_| |a_1*|"},
      {"me@home 1a.b 1.a", "me@home*| |1a.b*| |1*|.|a*|"},
  };
  Breaker breaker("en");
  for (const Row& row : rows) CHECK(to_line(row.text, breaker.words(row.text)) == row.pieces);
}

TEST_CASE("every pair and triple of ASCII characters between letters is parted as ICU parts it") {
  Breaker ours("en"), icu("da");
  for (int a = 1; a < 128; ++a)
    for (int b = 1; b < 128; ++b)
      check_same(ours, icu, fmt::format("x{}{}y {}{} 1{}{}2", char(a), char(b), char(a), char(b), char(a), char(b)));
  const std::string kinds = "ab1_'., ;:@-\r\n\t";
  for (char a : kinds)
    for (char b : kinds)
      for (char c : kinds)
        for (char d : kinds) check_same(ours, icu, std::string{a, b, c, d});
}

TEST_CASE("mixed text is parted as ICU parts it, wherever the stretches meet") {
  Breaker ours("en"), icu("da");
  const std::vector<std::string> pieces = {"a", "B", "1", " ", "  ", "'", ".", ",", "_", "@", ":", "-", "\n", "\r", "\u2019", "\u00E9", "\u0301",
                                           "\u00AD", "\u200D", "\u2003", "\u2026", "\u05D0", "\"", "\U0001F600", "\U0001F1E9", "\u4E2D", "\u30AB"};
  std::mt19937 random(29);  // NOLINT: the same texts every time
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto length = random() % 12; length > 0; --length) text += pieces[random() % pieces.size()];
    check_same(ours, icu, text);
  }
}

TEST_CASE("stops are all that is neither a letter nor a blank") {
  std::vector<std::uint32_t> found;
  for (int c = 0; c < 256; ++c)
    for (std::size_t at = 0; at < 19; ++at) {
      std::string text = "abc XYZ azAZ hello.";
      text[at] = static_cast<char>(c);
      std::vector<std::uint32_t> expected;
      for (std::uint32_t i = 0; i < text.size(); ++i)
        if (!is_ascii_letter(text[i]) && text[i] != ' ') expected.push_back(i);
      find_stops(text, found);
      if (found != expected) FAIL_CHECK(text);
    }
}

TEST_CASE("letters that follow each other are counted and folded") {
  for (int c = 0; c < 256; ++c)
    for (std::size_t length = 0; length < 12; ++length) {
      const std::string text = std::string("aZbYcXdWeVfU").substr(0, length) + static_cast<char>(c) + ",,,,,,,,,,";
      const std::size_t expected = length + is_ascii_letter(static_cast<char>(c));
      const Letters letters = letters_at(text.c_str());
      if (letters.length != expected || letters.start != folded_start(text.substr(0, expected))) FAIL_CHECK(text);
    }
}
