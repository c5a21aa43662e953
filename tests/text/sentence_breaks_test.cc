// ICU is the reference: Danish has ICU's root rules for sentences, as English has, but not our own.
#include "attune/text/sentence_breaks.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "attune/text/unicode.h"
#include "catch.h"

using namespace attune;

namespace {

std::string to_line(std::string_view text, const std::vector<std::uint32_t>& ends) {
  std::string line;
  std::size_t begin = 0;
  for (std::uint32_t end : ends) line += fmt::format("{}|", text.substr(begin, end - begin)), begin = end;
  return line;
}

/// Fails with both answers when English and ICU's root rules part `text` in different ways.
void check_same(Breaker& ours, Breaker& icu, const std::string& text) {
  const std::string expected = to_line(text, icu.sentence_ends(text));
  const std::string found = to_line(text, ours.sentence_ends(text));
  if (found != expected) CHECK(found == expected);
}

}  // namespace

TEST_CASE("talk is parted into sentences as UAX #29 says") {
  struct Row { std::string_view text, sentences; };
  const Row rows[] = {
      {"", ""},
      {"So I left. He stayed?! Yes.", "So I left. |He stayed?! |Yes.|"},
      {"At 3.5 miles. or so. \"Go.\" (He went.) and", "At 3.5 miles. or so. |\"Go.\" |(He went.) and|"},
      {"In the U.S.A. today, Mr. Smith", "In the U.S.A. today, Mr. |Smith|"},
      {"one\r\ntwo\n\nthree. \nfour", "one\r\n|two\n|\n|three. \n|four|"},
      {"Well... so. - No! \u2026 yes\u3002No", "Well... so. - No! |\u2026 yes\u3002|No|"},
  };
  Breaker breaker("en");
  for (const Row& row : rows) CHECK(to_line(row.text, breaker.sentence_ends(row.text)) == row.sentences);
}

TEST_CASE("every row of characters around a mark ends sentences as ICU ends them") {
  Breaker ours("en"), icu("da");
  for (int a = 1; a < 128; ++a)
    for (int b = 1; b < 128; ++b)
      check_same(ours, icu, fmt::format("x.{}{}y X{}.{}Y a!{}{} b?{}{}B", char(a), char(b), char(a), char(b), char(a), char(b), char(a), char(b)));
  const std::string kinds = "aB1. !)\n\r,-@";
  for (char a : kinds)
    for (char b : kinds)
      for (char c : kinds)
        for (char d : kinds)
          for (char e : kinds) check_same(ours, icu, std::string{a, b, c, d, e});
}

TEST_CASE("mixed text is parted into sentences as ICU parts it") {
  Breaker ours("en"), icu("da");
  const std::vector<std::string> pieces = {"a", "B", "1", " ", ".", "!", "?", "\"", ")", ",", "-", ":", ";", "\n", "\r", "\t", "@", "\u00E9", "\u00C9", "\u0301",
                                           "\u00AD", "\u200D", "\u2003", "\u2026", "\u2019", "\u201D", "\u05D0", "\u2029", "\u0085", "\u3002", "\uFF0E", "\U0001F600", "\u0663"};
  std::mt19937 random(37);  // NOLINT: the same texts every time
  for (int i = 0; i < 60000; ++i) {
    std::string text;
    for (auto length = random() % 14; length > 0; --length) text += pieces[random() % (i % 3 == 0 ? 17 : pieces.size())];
    check_same(ours, icu, text);
  }
}
