#include "attune/coding/vocabulary.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace attune;

namespace {

std::uint32_t known(const Vocabulary& vocabulary, std::string_view text, std::uint32_t begin, std::uint32_t end) { return vocabulary.known(text, {begin, end}); }

}  // namespace

TEST_CASE("each form has one number, in the order they are met, and keeps it as the vocabulary grows") {
  Vocabulary vocabulary;
  std::vector<std::string> forms;
  for (int i = 0; i < 10'000; ++i) {
    forms.push_back(std::string(static_cast<std::size_t>(i % 23), 'a') + std::to_string(i));  // of 1 to 27 bytes
    REQUIRE(vocabulary.intern(forms.back()) == static_cast<std::uint32_t>(i));
  }
  for (std::uint32_t i = 0; i < forms.size(); ++i) {
    CAPTURE(forms[i]);
    REQUIRE(vocabulary.intern(forms[i]) == i);
    REQUIRE(vocabulary.form(i) == forms[i]);
  }
  CHECK(vocabulary.size() == forms.size());
}

TEST_CASE("forms alike in their first and last bytes are told apart") {
  Vocabulary vocabulary;
  const std::vector<std::string> forms = {"a", "aa", std::string("a\0", 2), std::string("\0a", 2), "aaaaaaaa", "aaaaaaaaa", "aaaaaaaaaaaaaaaa", "aaaaaaaabaaaaaaaa", "aaaaaaaacaaaaaaaa"};
  for (std::uint32_t i = 0; i < forms.size(); ++i) CHECK(vocabulary.intern(forms[i]) == i);
}

TEST_CASE("a short form is known from where it stands, and what cannot be told from there is not guessed") {
  Vocabulary vocabulary;
  const std::string text = "mum was there, yesterday and mum";
  const std::uint32_t mum = vocabulary.intern("mum"), there = vocabulary.intern("there");
  const std::uint32_t yesterday = vocabulary.intern("yesterday");
  CHECK(known(vocabulary, text, 0, 3) == mum);
  CHECK(known(vocabulary, text, 8, 13) == there);
  CHECK(known(vocabulary, text, 4, 7) == Vocabulary::kNone);    // not met
  CHECK(known(vocabulary, text, 0, 2) == Vocabulary::kNone);    // a part of one that was
  CHECK(known(vocabulary, text, 15, 24) == Vocabulary::kNone);  // long
  CHECK(known(vocabulary, text, 29, 32) == Vocabulary::kNone);  // too near the end
  CHECK(vocabulary.intern("yesterday") == yesterday);
  vocabulary.clear();
  CHECK(known(vocabulary, text, 0, 3) == Vocabulary::kNone);
}
