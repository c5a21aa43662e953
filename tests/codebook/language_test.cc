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
[which]
older = ["Older", "elder"]
)toml",
                                           "en.toml");
  CHECK(language == Language{"en",
                             {{"grandmother", Gender::female, {"gran", "nan"}}},
                             {{"went", "go"}, {"gone", "go"}, {"'s", "be"}},
                             {"not"},
                             {"but"},
                             {"one"},
                             {"i", "the"},
                             {},
                             {{"older", "older"}, {"elder", "older"}}});
}

TEST_CASE("words of ages, episodes, frames, grammar and adjectives are read from their lists") {
  const Language language = parse_language(
      "[language]\nid = \"x\"\nnegators = [\"no\"]\n[clauses]\nsubjects = [\"I\"]\ntakers = [\"that\"]\nnew_ones = [\"And my\"]\nno_denials = [\"no I\"]\n"
      "[frames]\nperfect = [\"would have\"]\nparticiples = [\"gone\"]\nadverbs = [\"just\"]\nplain = [\"In May\"]\nsomebodys = [\"Your\"]\n[grammar]\nsubjects = [\"he\"]\n"
      "[episodes]\nsame_form_after = [\"she\"]\nhelping = [\"would\"]\nhelping_else = [\"have\"]\nhad = [\"’d\"]\nhad_before = [\"gone\"]\nage_after = [\"at\"]\nage_of = [\"we\"]\n"
      "[adjectives]\njoins = [\"and\"]\nendings = [\"ing\"]\n[inflection]\ndropped = [\"e\"]\nendings = [\"s\"]\n[ages]\nbefore = [\"was\"]\nbetween = [\"about\"]\nafter = [\"years\"]\nunit = [\"year\"]\nold = [\"old\"]\n"
      "[people]\nsupposed = [\"if\"]\n",
      "x.toml");
  Language expected;
  expected.id = "x";
  expected.negators = {"no"};
  expected.clauses = {{"i"}, {"that"}, {"and my"}, {"no i"}};
  expected.frames.perfect = {"would have"};
  expected.frames.participles = {"gone"};
  expected.frames.adverbs = {"just"};
  expected.frames.plain = {"in may"};
  expected.frames.somebodys = {"your"};
  expected.grammar.subjects = {"he"};
  expected.episodes.same_form_after = {"she"};
  expected.episodes.helping = {"would"};
  expected.episodes.helping_else = {"have"};
  expected.episodes.had = {"'d"};
  expected.episodes.had_before = {"gone"};
  expected.episodes.age_after = {"at"};
  expected.episodes.age_of = {"we"};
  expected.adjectives.joins = {"and"};
  expected.adjectives.endings = {"ing"};
  expected.ages = {{"was"}, {"about"}, {"years"}, {"year"}, {"old"}};
  expected.people = {{"supposed", {"if"}}};
  expected.inflection = {{"e"}, {"s"}};
  CHECK(language == expected);
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
