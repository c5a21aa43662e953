#include "attune/codebook/language.h"

#include <string>

#include "attune/error.h"
#include "catch.h"

using namespace attune;

TEST_CASE("a language is read, its words folded") {
  const Language language = parse_language(R"toml(
[language]
id = "en"
negators = ["Not"]
clause_breaks = ["But"]
numbers = ["one"]
common = ["i", "the"]
[[kin]]
id = "grandmother"
gender = "female"
words = ["gran", "Nan"]
[irregular]
go = ["went", "gone"]
be = ["’s"]
)toml",
                                           "en.toml");
  CHECK(language == Language{"en",
                             {{"grandmother", Gender::female, {"gran", "nan"}}},
                             {{"went", "go"}, {"gone", "go"}, {"'s", "be"}},
                             {"not"},
                             {"but"},
                             {"one"},
                             {"i", "the"}});
}

TEST_CASE("every mistake in a language is reported with its place") {
  const std::string toml =
      "[language]\nid = \"en\"\n[[kin]]\nid = \"aunt\"\ngender = \"f\"\nwords = [\"aunt\"]\n"
      "[[kin]]\nid = \"aunt\"\ngender = \"female\"\nwords = [\"auntie\", \"Aunt\"]\n[irregular]\ngo = \"went\"\n";
  std::string problems;
  try {
    (void)parse_language(toml, "en.toml");
  } catch (const Errors& errors) {
    problems = errors.what();
  }
  CHECK(problems ==
        "en.toml:1:1: expected the key \"negators\" in [language], found none\n"
        "en.toml:5:10: expected female, male, unknown for \"gender\", found \"f\"\n"
        "en.toml:8:6: expected a kin id that is used once, found \"aunt\", declared on line 4\n"
        "en.toml:10:20: expected a word of one kin, found \"aunt\", a word of aunt\n"
        "en.toml:12:6: expected a list of texts for \"go\", found a text");
}
