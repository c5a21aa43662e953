// Weighted markers, codebooks on top of shipped ones, and the tools that look at rules.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "attune/codebook/codebooks.h"
#include "attune/coding/explain.h"
#include "attune/coding/lint.h"
#include "attune/coding/mutants.h"
#include "attune/error.h"
#include "attune/hash.h"
#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

Codebook weighted(const std::string& rule, const std::string& weights) {
  return parse_codebook("[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"B\"\n[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n"
                        "[[marker]]\nid = \"m\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E4\"\n" + rule +
                            "\nhit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n[marker.weights]\n" + weights,
                        "b.toml");
}

Codebook on_top(const std::string& header, const std::string& rest = "") {
  return parse_codebook("[codebook]\nid = \"ours\"\nversion = \"0.1.0\"\nlanguage = \"en\"\ntitle = \"O\"\n" + header + "\n" + rest, "ours.toml");
}

std::string complaint(const std::string& header, const std::string& rest = "") {
  try {
    (void)on_top(header, rest);
  } catch (const Errors& errors) {
    return errors.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("weights are added up over the scope, an entry once unless each hit counts") {
  const std::string weights = "\"dog\" = 1.0\n\"cat*\" = 0.5\n\"my dog\" = 0.5\n\"not\" = -2\n";
  struct Case {
    std::string rule, text, marks;
  };
  const std::vector<Case> cases = {
      {"threshold = 1.5", "A dog and cats.", "[dog and cats]"},
      {"threshold = 1.5", "My dog.", "[My dog]"},  // overlapping entries both count
      {"threshold = 1.5", "A dog, a dog.", ""},
      {"threshold = 1.5\ncount_each = true", "A dog, a dog.", "[dog, a dog]"},
      {"threshold = 1.5", "A dog. Cats.", ""},
      {"threshold = 1.5\nscope = \"turn\"", "A dog. Cats.", "[dog. Cats]"},
      {"threshold = 1.5\nscope = \"response\"", "I: So?\nS: A dog.\nI: mhm\nS: Cats.", "[dog]"},  // in the turn with most
      {"threshold = 1.5", "Not a dog and cats.", ""},
      {"threshold = 1.5\nunless = [\"fish\"]", "A dog and cats and fish.", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rule, c.text);
    CHECK(marked(example_of(c.text), weighted(c.rule, weights)) == c.marks);
  }
  // 0.1 and 0.7 reach 0.8, though as numbers of the machine they add up to less.
  CHECK(marked(example_of("A dog and cats."), weighted("threshold = 0.8", "\"dog\" = 0.1\n\"cats\" = 0.7")) == "[dog and cats]");
  CHECK_THROWS_WITH(weighted("scope = \"turn\"", "\"dog\" = 1"), Catch::Matchers::Contains("\"threshold\" beside [marker.weights]"));
  CHECK_THROWS_WITH(weighted("threshold = 1", "\"(dog\" = 1"), Catch::Matchers::Contains("b.toml:"));
  CHECK_THROWS_WITH(weighted("threshold = 1\nany = [\"x\"]", "\"dog\" = 1"), Catch::Matchers::Contains("\"any\" or [marker.weights], found both"));
  for (const auto& [key, rule] : std::vector<std::pair<std::string, std::string>>{
           {"regex", "regex = ['x']"}, {"pair", "pair = [\"x\"]"}, {"density", "density = { hits = 2, words = 20 }"}, {"cap", "cap = 1"}, {"overlap", "overlap = \"all\""}}) {
    CAPTURE(key);
    CHECK_THROWS_WITH(weighted("threshold = 1\n" + rule, "\"dog\" = 1"), Catch::Matchers::Contains("b.toml:18:1: expected \"" + key + "\" or [marker.weights], found both"));
  }
}

TEST_CASE("a codebook on top of a shipped one holds all of it but for what is off or written anew") {
  const Codebook base = shipped_codebook("unresolved").value();
  const Codebook plain = on_top("extends = \"unresolved\"");
  CHECK(rater_name(plain) == "ours@0.1.0");
  CHECK(plain.extends == rater_name(base));
  CHECK(plain.markers.size() == base.markers.size());
  CHECK(sha256_of(plain) != sha256(plain.text));
  const Marker& first = base.markers.front();
  const Codebook less = on_top("extends = \"" + rater_name(base) + "\"\noff = [\"" + first.id + "\"]");
  CHECK(less.markers.size() + 1 == base.markers.size());
  const std::string name = base.lexicons.front().name;
  const Codebook changed = on_top("extends = \"unresolved\"",
                                  "[lexicon]\n" + name + " = [\"zebra\"]\n[[marker]]\nid = \"" + first.id + "\"\ncode = \"" + first.code +
                                      "\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E4\"\nany = [\"{" + name + "}\"]\nhit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n");
  CHECK(changed.markers.size() == base.markers.size());
  CHECK(changed.markers.front().title == "T");
  CHECK(changed.markers.front().polarity == first.polarity);  // of the base's code
  CHECK(changed.lexicons.front().entries == std::vector<std::string>{"zebra"});
}

TEST_CASE("mistakes in extends and off are told with their place") {
  CHECK(complaint("extends = \"coherense\"") == "ours.toml:6:11: expected a shipped codebook to extend, found \"coherense\"; did you mean \"coherence\"?");
  CHECK(complaint("extends = \"coherence@0.0.1\"").find("the version that is shipped") != std::string::npos);
  CHECK(complaint("off = [\"x\"]") == "ours.toml:6:8: expected \"extends\" beside \"off\", found none");
  CHECK(complaint("extends = \"coherence\"\noff = [\"no.such\"]").find("ours.toml:7:8: expected a marker or a code of coherence") != std::string::npos);
  CHECK(complaint("extends = \"coherence\"", "[lexicon]\na = [\"{b}\"]\nb = [\"{a}\"]\n").find("a lexicon that does not hold itself") != std::string::npos);
}

TEST_CASE("an explanation names the pattern that marks, or the condition without which there would be a mark") {
  const Codebook book = book_of("any = [\"my dog\", \"my cat\"]\nunless = [\"fish\", \"cow\"]\nnegation = \"skip\"\nsections = [\"loss\"]");
  const auto told = [&](const std::string& text, const std::string& section = "loss") {
    Example example;
    example.text = text;
    example.section = section;
    const Explanation explanation = explain(book, book.markers.front(), example);
    std::string line;
    for (const auto& mark : explanation.marks) line += fmt::format("[{} by {}]", mark.passage, mark.pattern);
    for (const auto& match : explanation.matched) line += fmt::format("({} by {})", match.passage, match.pattern);
    for (const std::string& condition : explanation.stopped_by) line += " " + condition + ";";
    for (const std::string& condition : explanation.each_stops) line += " or " + condition + ";";
    return line;
  };
  CHECK(told("My cat.") == "[My cat by my cat]");
  CHECK(told("A goat.") == "");
  CHECK(told("My dog and a fish.") == "(My dog by my dog) unless \"fish\";");
  CHECK(told("Not my dog.") == "(my dog by my dog) negation = \"skip\";");
  CHECK(told("My dog.", "orient") == "(My dog by my dog) sections: only in loss;");
  CHECK(told("My dog, a fish, a cow.") == "(My dog by my dog) or unless \"fish\"; or unless \"cow\";");  // either would be enough
  CHECK(told("Not my dog.", "orient") == "(my dog by my dog) or sections: only in loss; or negation = \"skip\";");
}

TEST_CASE("what no example misses is told, down to alternatives and entries") {
  const auto left_out = [](const std::string& rule, const std::string& lexicon, const std::string& hits, const std::string& misses) {
    const Codebook book = parse_codebook(
        "[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"B\"\n[lexicon]\n" + lexicon +
            "\n[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n[[marker]]\nid = \"m\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\n" + rule +
            "\nhit = [" + hits + "]\nmiss = [" + misses + "]\n",
        "b.toml");
    std::vector<std::string> dropped;
    for (const Mutant& mutant : survivors(book).mutants) dropped.push_back(mutant.dropped);
    return dropped;
  };
  CHECK(left_out("any = [\"my (dog|cat|cow)\", \"{fish}\"]\nunless = [\"goat\", \"ox\"]", "fish = [\"eel\", \"cod\"]", "\"my dog\", \"my cow\", \"an eel\"", "\"my dog, a goat\", \"x\"") ==
        std::vector<std::string>{"the alternative \"cat\" of any \"my (dog|cat|cow)\"", "unless \"ox\"", "the entry \"cod\" of {fish}"});
}

TEST_CASE("inflected forms are known to the tools in a language without word lists too") {
  const Codebook book = parse_codebook(
      "[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"de\"\ntitle = \"B\"\n[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n"
      "[[marker]]\nid = \"m\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\nany = [\"~katze\", \"hund\"]\n"
      "hit = [\"Die Katzen.\", \"Zwei Katzen.\", \"Ein Hund.\"]\nmiss = [\"Die Kuh.\", \"Ein Pferd.\"]\n",
      "b.toml");
  CHECK(explain(book, book.markers.front(), book.markers.front().hit.front()).marks == std::vector<Explanation::Found>{{"~katze", "Katzen"}});
  CHECK(doubts_of(book).empty());
  CHECK(survivors(book).mutants.empty());
  CHECK(survivors(book).tried == mutants_of(book, book.markers.front()).size());
}

TEST_CASE("doubts about rules") {
  const auto doubts = [](const std::string& rule, const std::string& lexicon = "") {
    std::vector<std::string> told;
    for (const Doubt& doubt : doubts_of(book_of(rule, lexicon))) told.push_back(doubt.kind + ": " + doubt.what);
    return told;
  };
  using Told = std::vector<std::string>;
  CHECK(doubts("any = [\"a\", \"b\", \"c\"]") == Told{});
  CHECK(doubts("any = [\"a\", \"b\", \"c\", \"A\"]") == Told{"duplicate: m: \"A\" stands twice", "unproved: m: no hit is marked by \"A\""});
  CHECK(doubts("any = [\"a\", \"b\", \"c\"]\nnear = [\"d\", \"D\"]").front() == "duplicate: m: \"D\" stands twice");
  CHECK(doubts("any = [\"a\", \"b\", \"c\"]\npair = [\"d\", \"D\"]").front() == "duplicate: m: \"D\" stands twice");
  CHECK(doubts("regex = ['a', 'b', 'c', 'a']").front() == "duplicate: m: \"a\" stands twice");
  CHECK(doubts("regex = ['[abc]\\b', '[abc]\\B']") == Told{"unproved: m: no hit is marked by \"[abc]\\B\""});
  CHECK(doubts("any = [\"a\", \"b\", \"c\", \"a dog\"]") == Told{"shadowed: m: \"a dog\" is found by \"a\" anyway", "unproved: m: no hit is marked by \"a dog\""});
  CHECK(doubts("any = [\"a\", \"b\", \"c\"]\nsections = [\"loss\"]\nnot_sections = [\"loss\"]").front() == "unreachable: m: every one of its \"sections\" is in \"not_sections\"");
  CHECK(doubts("any = [\"a\", \"b\", \"c\"]\nunless = [\"c\"]").front() == "unreachable: m: \"c\" never fires: \"unless\" has \"c\"");
  CHECK(doubts("any = [\"a\", \"b\", \"c\"]\ndensity = { hits = 9, words = 3 }").front() == "unreachable: m: 9 passages have no room in 3 words");
  CHECK(doubts("any = [\"a\", \"b\", \"c\"]\ndensity = { hits = 3, words = 3 }") == Told{});
  CHECK(doubts("any = [\"<pause>\"]\ndensity = { hits = 9, words = 3 }") == Told{});
  CHECK(doubts("threshold = 2\nweights = { a = 0.5, b = 1.0, c = -3.0 }").front() == "unreachable: m: its weights add up to 1.5 at most, and \"threshold\" is 2");
  CHECK(doubts("threshold = 2\ncount_each = true\nweights = { a = 0.5 }") == Told{});
  CHECK(doubts("any = [\"a\", \"b\", \"c\"]", "[lexicon]\nx = [\"y\"]") == Told{"unreachable: {x} is named nowhere"});
}

TEST_CASE("nothing in a shipped codebook is written twice, found by another anyway, or can come to nothing") {
  for (const Codebook& book : shipped_codebooks()) {
    CAPTURE(book.file);
    for (const Doubt& doubt : doubts_of(book)) {
      CAPTURE(doubt.what);
      CHECK(doubt.kind == "unproved");
    }
  }
}
