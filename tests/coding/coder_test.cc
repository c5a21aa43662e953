#include "attune/coding/coder.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "attune/coding/regex.h"
#include "attune/error.h"
#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

struct Case {
  std::string rule;
  std::string text;
  std::string marks;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.rule, c.text);
    CHECK(marked(c.rule, c.text) == c.marks);
  }
}

}  // namespace

TEST_CASE("a negator up to four words before a match in its clause turns it") {
  const std::string skip = "any = [\"happy\"]\nnegation = \"skip\"";
  const std::string require = "any = [\"happy\"]\nnegation = \"require\"";
  for (const auto& [text, negated] : std::vector<std::pair<std::string, bool>>{
           {"I was happy.", false},
           {"I was not happy.", true},
           {"I wasn't happy.", true},
           {"I wasn\u2019t happy.", true},
           {"I was never, um, happy.", true},
           {"I was not one two three happy.", true},
           {"I was not one two three four happy.", false},
           {"Not me but I was happy.", false},
           {"Not me, happy.", false},
           {"He's not what you'd call happy.", true},
           {"No. Happy.", false},
           {"It's not that I wasn't, um, happy.", true},
           {"I was happy, not sad.", false},
           {"not {{sic}} happy", false},
           // Talk without commas: behind a subject is another clause, but for what is thought or said.
           {"I couldn't sleep she was happy.", false},
           {"I didn't and she was happy.", false},
           {"I wasn't and Mum was happy.", false},
           {"It wasn't so Dad was happy.", false},
           {"I didn't think she was happy.", true},
           {"I never felt I was happy.", true},
           {"It isn't that he was happy.", true},
           {"Nobody I knew was happy.", true},
           {"I wouldn't call it happy.", true},
           {"She didn't sing and sound happy.", true},
           // No denials.
           {"No I was happy.", false},
           {"No, no I was happy.", false},
           {"I can't stop being happy.", false},
           {"I couldn't help, um, being happy.", false},
           {"I don't know I was happy.", false},
           {"I don't know that I'm happy.", true},
           {"No doubt he was happy.", false},
           {"I'll never forget being happy.", false},
       }) {
    CAPTURE(text);
    CHECK((marked(skip, text) == "") == negated);
    CHECK((marked(require, text) != "") == negated);
    CHECK(marked("any = [\"happy\"]", text) != "");
  }
}

TEST_CASE("unless, unless_before, unless_after, all") {
  check({
      {"any = [\"my dog\"]\nunless = [\"cat\"]", "My dog. My dog and cat. A cat, my dog.", "[My dog]"},
      {"any = [\"my dog\"]\nunless_before = [\"cat\"]", "A cat and my dog. My dog and a cat.", "[My dog]"},
      {"any = [\"my dog\"]\nunless_after = [\"cat\"]", "A cat and my dog. My dog and a cat.", "[my dog]"},
      {"any = [\"my dog\"]\nunless_before = [\"cat\"]", "cat a b c d e f g my dog. Cat a b c d e f g h my dog.", "[my dog]"},
      {"any = [\"my dog\"]\nunless_after = [\"cat\"]", "my dog a b c d e f g cat. My dog a b c d e f g h cat.", "[My dog]"},
      {"any = [\"my dog\"]\nunless_after = [\"cat\"]", "My dog. Cat.", "[My dog]"},
      {"any = [\"my dog\"]\nunless_before = [\"my\"]", "My dog.", "[My dog]"},
      // Right beside the passage, with no mark between.
      {"any = [\"my dog\"]\nunless_before = [\"cat $\"]", "Cat my dog. A cat, my dog. Cat um my dog. Cat a my dog.", "[my dog] [my dog]"},
      {"any = [\"my dog\"]\nunless_after = [\"^ cat\"]", "My dog cat. My dog, cat. My dog um cat. My dog a cat.", "[My dog] [My dog]"},
      {"any = [\"my dog\"]\nscope = \"turn\"\nunless_before = [\"cat $\"]", "A cat. My dog.", "[My dog]"},
      {"any = [\"my dog\"]\nunless_before = [\"(cat|my) a?\"]", "A cat, my dog. A, my dog.", "[my dog]"},
      {"any = [\"my dog\"]\nall = [\"cat\"]", "My dog. My dog and cat. A cat, my dog.", "[My dog] [my dog]"},
      {"any = [\"my dog\"]\nall = [\"cat\", \"cow\"]", "My dog, cat. Cow, my dog, cat.", "[my dog]"},
  });
}

TEST_CASE("the scope says how far conditions look") {
  const std::string text = "I: Dog?\nS: My dog.\nOr a cat.\nI: Mhm.\nS: A cow.\nI: And?\nS: My dog. No cow.";
  const auto with = [](const std::string& scope, const std::string& condition) { return "any = [\"my dog\"]\nscope = \"" + scope + "\"\n" + condition; };
  check({
      {with("sentence", "unless = [\"cat\"]"), text, "[My dog] [My dog]"},
      {with("turn", "unless = [\"cat\"]"), text, "[My dog]"},
      {with("response", "unless = [\"cow\"]"), text, ""},
      {with("response", "all = [\"cat\"]"), text, "[My dog]"},
      {with("section", "all = [\"cat\"]"), text, "[My dog] [My dog]"},
      {with("turn", "all = [\"cow\"]"), text, "[My dog]"},
      // The interviewer's words are nobody's evidence.
      {with("section", "unless = [\"mhm\"]"), text, "[My dog] [My dog]"},
      {"any = [\"dog ...9 cat\"]\nscope = \"turn\"", text, "[dog.\nOr a cat]"},
      {"any = [\"dog ...9 cow\"]\nscope = \"response\"", text, "[dog. No cow]"},
      {"any = [\"^ my dog\"]\nscope = \"turn\"", "Oh. My dog. My dog.", ""},
  });
}

TEST_CASE("unknown patterns in a condition of one speaker do not answer for the other") {
  // Both roles in one section: a condition is looked for in the turns of the role the match is in.
  check({{"any = [\"my dog\"]\nspeaker = \"any\"\nscope = \"section\"\nall = [\"cat\"]", "I: My dog?\nS: My dog. A cat.", "[My dog]"},
         {"any = [\"my dog\"]\nspeaker = \"any\"\nscope = \"section\"\nall = [\"cat\"]", "I: My dog? A cat?\nS: My dog.", "[My dog]"}});
}

TEST_CASE("the first sentence of a turn does not answer for the turn") {
  // The same condition of two markers, asked for the sentence first.
  const std::string rest = "\nhit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n[[marker]]\nid = \"n\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\n";
  check({{"any = [\"my dog\"]\nall = [\"cat\"]" + rest + "any = [\"my dog\"]\nall = [\"cat\"]\nscope = \"turn\"", "My dog. A cat.", "[My dog]"},
         {"any = [\"my dog\"]\nunless = [\"cat\"]" + rest + "any = [\"my dog\"]\nunless = [\"cat\"]\nscope = \"turn\"", "My dog. A cat.", "[My dog]"}});
}

TEST_CASE("speaker") {
  const std::string text = "I: My cat?\nS: My dog.";
  check({
      {"any = [\"my\"]", text, "[My]"},
      {"any = [\"my (cat|dog)\"]\nspeaker = \"interviewer\"", text, "[My cat]"},
      {"any = [\"my (cat|dog)\"]\nspeaker = \"any\"", text, "[My cat] [My dog]"},
  });
}

TEST_CASE("sections and not_sections") {
  const Transcript loss = example_of("My dog.", "loss");
  CHECK(marked(loss, book_of("any = [\"my dog\"]\nsections = [\"loss\"]")) == "[My dog]");
  CHECK(marked(loss, book_of("any = [\"my dog\"]\nsections = [\"now\"]")) == "");
  CHECK(marked(loss, book_of("any = [\"my dog\"]\nnot_sections = [\"loss\"]")) == "");
  CHECK(marked(loss, book_of("any = [\"my dog\"]\nnot_sections = [\"now\"]")) == "[My dog]");
}

TEST_CASE("overlap and cap") {
  check({
      {"any = [\"dog\", \"my dog\", \"dog left\"]", "my dog left", "[my dog]"},
      {"any = [\"dog\", \"my dog\", \"dog left\"]\noverlap = \"all\"", "my dog left", "[my dog] [dog] [dog left]"},
      {"any = [\"dog\"]\noverlap = \"first\"", "dog, dog. Dog, dog.", "[dog] [Dog]"},
      {"any = [\"dog\"]\noverlap = \"first\"\nscope = \"turn\"", "dog, dog. Dog, dog.", "[dog]"},
      {"any = [\"dog\"]\ncap = 2", "Dog. Dog. Dog.", "[Dog] [Dog]"},
      {"any = [\"dog\"]\ncap = 1", "I: Dog?\nS: Dog.\nI: Mhm.\nS: Dog.\nI: And?\nS: Dog.", "[Dog] [Dog]"},
  });
}

TEST_CASE("regular expressions read the intended view and mark the text as it stands") {
  check({
      {"regex = ['''my dog''']", "My  dog\nand my, um, dog", "[My  dog] [my, um, dog]"},
      {"regex = ['''my dog''']", "my um dog, my {{pause}} dog, my (mhm) dog", "[my um dog] [my {{pause}} dog] [my (mhm) dog]"},
      {"regex = ['''don't know''']", "I don\u2019t know", "[don\u2019t know]"},
      {"regex = ['''never.*end''']", "It will never\never end.", "[never\never end]"},
      {"regex = ['''\\bdogs?\\b''']", "dog, dogs, doggy", "[dog] [dogs]"},
      {"regex = ['''caf\u00E9''']", "The CAF\u00C9.", "[CAF\u00C9]"},
      {"regex = ['''^my''']", "My dog, my cat. My.", "[My] [My]"},
      {"regex = ['''\\{\\{sic\\}\\}''']", "I died {{sic}}.", "[{{sic}}]"},
      {"regex = ['''aunt 2''']", "my {{Aunt 2}} came", "[Aunt 2]"},
      {"regex = ['''inaudible''']", "my {{inaudible}} came", "[inaudible]"},
      {"regex = ['''close-knit''']", "a close-knit family", "[close-knit]"},
      {"regex = ['''x*''']", "my dog", ""},
      {"regex = ['''my''']\nunless_after = [\"cat\"]", "My dog. My cat.", "[My]"},
      {"regex = ['''happy''']\nnegation = \"skip\"", "Happy. Not happy.", "[Happy]"},
      {"regex = ['''dog''']\noverlap = \"first\"", "dog, dog. Dog.", "[dog] [Dog]"},
      {"any = [\"my dog\"]\nregex = ['''dog left''']", "my dog left", "[my dog]"},
  });
}

TEST_CASE("what RE2 refuses is said with its place, all at once") {
  const auto message = [](const std::string& rule) {
    try {
      const Coder coder({book_of(rule)});
      return std::string("compiled");
    } catch (const Errors& errors) {
      return std::string(errors.what());
    }
  };
  CHECK(message("regex = ['''(?=x)''', '''(a''', '''fine''']") ==
        "b.toml:18:10: expected a regular expression that RE2 knows (it has no look-around and no back-references), found invalid perl operator: (?=\n"
        "b.toml:18:23: expected a regular expression that RE2 knows (it has no look-around and no back-references), found missing ): (a");
  CHECK(message("regex = ['''(a{500}){20}''']").find("repetition") != std::string::npos);
  CHECK(message("regex = ['''" + std::string(5000, 'a') + "''']") == "b.toml:18:10: expected a regular expression of at most 4096 bytes, found 5000");
}

TEST_CASE("what RE2 refuses is told with the other mistakes of a codebook, where it is asked") {
  const std::string toml = book_of("any = [\"x\"]\nregex = ['''fine''']").text;
  const auto broken = [](std::string text) {
    text.replace(text.find("fine"), 4, "(a");
    return text.replace(text.find("\"x\""), 3, "\"{x}\"");
  };
  CHECK_NOTHROW((void)parse_codebook(toml, "b.toml", refusal_of));
  CHECK_THROWS_WITH((void)parse_codebook(broken(toml), "b.toml", refusal_of),
                    "b.toml:18:9: expected a declared lexicon, found \"x\"\n"
                    "b.toml:19:10: expected a regular expression that RE2 knows (it has no look-around and no back-references), found missing ): (a");
}

TEST_CASE("a sentence too long for a regular expression is an error that names the rule") {
  std::string text = "dog";
  while (text.size() < 70'000) text += " cats play";
  CHECK_THROWS_WITH(marked("regex = ['''dog''']", text),
                    Catch::Matchers::StartsWith("b.toml:18:10: expected a scope of at most 65536 bytes for the regular expression 'dog', found "));
  CHECK(marked("regex = ['''dig''']", text) == "");
  CHECK(marked("any = [\"dog\"]", text) == "[dog]");
}

TEST_CASE("a copy of a coder marks as it does, and may outlive it") {
  // A set of words, a regular expression, and a phrase whose automaton has the last word.
  std::optional<Coder> first(std::in_place, std::vector{book_of("any = [\"{pet}\", \"old <pause 2s> (man|men of words)\"]\nregex = ['wal\\w+']", "[lexicon]\npet = { entries = [\"~dog\", \"guinea pig\"], except = [\"dogged\"] }\n")});
  const Transcript transcript = example_of("I walked dogs and a guinea pig, dogged by an old ... (3 sec) man.");
  const std::vector<Mark> marks = first->code(transcript)[0].marks;
  Coder second(*first);
  first.reset();
  CHECK(marks.size() == 4);
  CHECK(second.code(transcript)[0].marks == marks);
}

TEST_CASE("marks of many rules are in the order of marks") {
  std::ifstream file(std::string(ATTUNE_SOURCE_DIR) + "/corpora_samples/s01.txt");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  REQUIRE(text.size() > 10'000);
  Coder coder(default_codebooks());
  std::size_t marks = 0;
  for (const Coding& coding : coder.code(example_of(text))) {
    CHECK(std::ranges::is_sorted(coding.marks, mark_order));
    marks += coding.marks.size();
  }
  CHECK(marks > 20);
}

TEST_CASE("marks carry all that an output needs, in the order start, end, code, marker, pattern") {
  const Codebook book = parse_codebook(
      "[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"B\"\n"
      "[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n"
      "[[code]]\nid = \"c.x\"\nparent = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"toward\"\n"
      "[[marker]]\nid = \"m2\"\ncode = \"c.x\"\npolarity = \"toward\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\nany = [\"my ~dog\"]\nhit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n"
      "[[marker]]\nid = \"m1\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\nany = [\"my dogs\", \"so\"]\nhit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n",
      "b.toml");
  Coder coder({book});
  const std::vector<Coding> codings = coder.code(example_of("I: Pets?\nS: My dogs, so.", "loss"));
  REQUIRE(codings.size() == 1);
  CHECK(codings[0].rater == "b@1.0.0");
  CHECK(codings[0].transcript == "example");
  CHECK(codings[0].marks == std::vector<Mark>{{{12, 19}, 1, "c", "", "m1", "my dogs", Polarity::away, "", "loss"},
                                              {{12, 19}, 1, "c", "c.x", "m2", "my ~dog", Polarity::toward, "", "loss"},
                                              {{21, 23}, 1, "c", "", "m1", "so", Polarity::away, "", "loss"}});
}

TEST_CASE("a transcript gives the same marks alone and after others") {
  const Codebook book = book_of("any = [\"I ...2 {feel}\", \"~go\", \"<filler> well\", \"my (dog|mother)\"]\nregex = ['''\\bso (sad|glad)''']\ncap = 3\nunless = [\"never\"]",
                                "[lexicon]\nfeel = [\"~feel\", \"sad*\"]");
  static const std::vector<std::string> words = {"I", "feel", "felt", "sad", "sadly", "so", "glad", "um", "well", "my", "dog", "mother", "went", "going", "never", ",", ". ", "{{pause}}", "\nI: and?\nS: "};
  std::mt19937 random(3);
  Coder used({book});
  for (int round = 0; round < 150; ++round) {
    std::string text = "S: ";
    for (auto left = random() % 60; left > 0; --left) text += words[random() % words.size()] + " ";
    const Transcript transcript = example_of(text);
    Coder fresh({book});
    CAPTURE(text);
    REQUIRE(used.code(transcript) == fresh.code(transcript));
  }
}

TEST_CASE("looking for regular expressions by the words they need loses none") {
  // The same rule written so that there is nothing, or something else, to look for it by.
  static const std::vector<std::string> words = {"my", "dog", "big", "so", "sad", "um", "well", ",", ". ", "Aunt-dog", "{{dog?}}", "{{dog 2}}", "dog's", "d-dog", "(mhm)", "{{sic}}"};
  std::vector<std::pair<attune::Coder, attune::Coder>> pairs;
  for (const auto& [regex, anything] : std::vector<std::pair<std::string, std::string>>{
           {"so sad", "so (?:sad|[^\\x00-\\x{10FFFF}])"}, {"dog 2", "[d][o][g] [2]"}, {"sic", "[s][i][c]"}, {"(?i)DOG'S", "[dD][oO][gG]'[sS]"}})
    pairs.emplace_back(attune::Coder({book_of("regex = ['''" + regex + "''']")}), attune::Coder({book_of("regex = ['''" + anything + "''']")}));
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (auto left = random() % 30; left > 0; --left) text += words[random() % words.size()] + " ";
    const Transcript transcript = example_of(text + "x");
    CAPTURE(text);
    for (auto& [rare, anything] : pairs) {
      const auto spans = [&](attune::Coder& coder) {
        std::vector<attune::Span> all;
        const std::vector<attune::Coding> codings = coder.code(transcript);
        for (const attune::Mark& mark : codings.front().marks) all.push_back(mark.span);
        return all;
      };
      REQUIRE(spans(rare) == spans(anything));
    }
  }
}

TEST_CASE("conditions over one endless sentence take linear time") {
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += "my dog and my cat and ";
  CHECK(marked("any = [\"my dog\"]\nunless = [\"my cow\"]\nscope = \"sentence\"", text).size() == 30'000 * 9 - 1);
  CHECK(marked("any = [\"my dog\"]\nall = [\"cow\"]\nscope = \"turn\"", text).empty());
}

TEST_CASE("what a coder read before, even so much that it forgot the words, changes no mark") {
  const attune::Transcript sample = example_of("My mother was not kind, and my mum, um, she was kind. She was kind.");
  const attune::Codebook book = book_of("any = [\"({parent}|she) ...2 kind\"]\nnegation = \"skip\"", "[lexicon]\nparent = [\"mother\", \"mum\"]");
  const std::vector<attune::Mark> alone = attune::Coder({book}).code(sample).front().marks;
  REQUIRE(alone.size() == 2);
  // More distinct words than a coder keeps in mind.
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += "word" + std::to_string(i) + (i % 20 == 19 ? ". " : " ");
  const attune::Transcript crowd = example_of(many);
  attune::Coder coder({book});
  for (int round = 0; round < 2; ++round) {
    CHECK(coder.code(crowd).front().marks.empty());
    CHECK(coder.code(sample).front().marks == alone);
  }
}
