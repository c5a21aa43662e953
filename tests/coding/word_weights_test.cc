// Word weights: which words, added up over which stretch, and what they do to the marks of their code.
#include "attune/coding/word_weights.h"

#include <string>
#include <vector>

#include "attune/coding/explain.h"
#include "attune/coding/lint.h"
#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

/// A rule "m" for "my dog" and the words of its code "w"; the code "other" has a rule "n" for the same, and no words.
Codebook book_with(const std::string& settings, const std::string& words) {
  const std::string examples = "hit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n";
  return parse_codebook("[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"B\"\n"
                        "[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n"
                        "[[code]]\nid = \"other\"\ntitle = \"O\"\ndefinition = \"D\"\npolarity = \"toward\"\n"
                        "[[marker]]\nid = \"m\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\nany = [\"my dog\"]\n" + examples +
                            "[[marker]]\nid = \"n\"\ncode = \"other\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\nany = [\"my dog\"]\n" + examples +
                            "[[marker]]\nid = \"w\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E4\"\n" + settings + "\n" + examples + "[marker.words]\n" + words,
                        "b.toml");
}

/// "m[my dog] w[It was sad.]"
std::string marks_of(const Codebook& book, const std::string& text, Coder::WordWeighing weighing = Coder::WordWeighing::together) {
  const Transcript transcript = example_of(text);
  Coder coder({book});
  std::string line;
  const std::vector<Coding> codings = coder.code(transcript, weighing);
  for (const Mark& mark : codings.front().marks)
    line += fmt::format("{}{}[{}]", line.empty() ? "" : " ", mark.marker, slice(transcript.text, mark.span));
  return line;
}

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("a sentence is weighed with its neighbours, behind and before in turn, as far as sixty words reach") {
  const auto stretches = [](const std::vector<int>& words) {
    std::string line;
    for (const UnitRange& stretch : stretches_of(words)) line += fmt::format("[{},{})", stretch.begin, stretch.end);
    return line;
  };
  CHECK(stretches({}) == "");
  CHECK(stretches({500}) == "[0,1)");
  CHECK(stretches({20, 20, 20}) == "[0,3)[0,3)[0,3)");
  CHECK(stretches({20, 20, 20, 1}) == "[0,3)[0,3)[1,4)[1,4)");  // the third takes the fourth first
  CHECK(stretches({30, 40, 20}) == "[0,1)[1,3)[1,3)");
  CHECK(stretches({10, 70, 10}) == "[0,1)[1,2)[2,3)");
  CHECK(stretches({60, 0, 60}) == "[0,2)[1,3)[1,3)");
}

TEST_CASE("words add up, each as often as it is said, and keep, drop or leave marks of their code only") {
  const std::string words = "\"+0.60\" = \"sad lost\"\n\"-1\" = \"sunny n't\"\n\"-0.10\" = \"it\"\n";
  const std::string settings = "threshold = 1\nkeeps = -0.5\nbase = -0.1";
  struct Case {
    std::string text, marks;
  };
  const std::vector<Case> cases = {
      {"I saw my dog.", "m[my dog] n[my dog]"},                       // -0.1: kept
      {"A sunny day with my dog.", "n[my dog]"},                      // -1.1: dropped; another code's mark stays
      {"A sunny day, sad and lost, with my dog.", "m[my dog] n[my dog]"},
      {"We were sad and lost.", "w[We were sad and lost.]"},          // 1.1
      {"It was sad and lost.", "w[It was sad and lost.]"},            // 1.0
      {"It was sad and lost, it was.", ""},                           // 0.9
      {"So sad, so SAD.", "w[So sad, so SAD.]"},                      // each time, folded
      {"So sad, um, so sad (laughs).", "w[So sad, um, so sad (laughs).]"},
      {"Sad and lost, my dog.", "m[my dog] n[my dog]"},               // a mark of the code stands there: no second one
      {"I wasn't there, sad and lost.", ""},                          // "was" and "n't"
      {"I don\u2019t. My dog.", "n[My dog]"},
      {"Sad. The end. Lost.", "w[Sad.]"},                             // one mark for sentences in a row, on the heaviest
      {"Sad. The end. Lost and lost.", "w[Lost and lost.]"},
      {"I: Sad and lost?\nS: Yes.", ""},                              // the interviewer's words do not count
      {"S: Sad.\nI: Mhm.\nS: Lost.", ""},                             // nor those of another turn
      {"", ""},
      {"(laughs)", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(marks_of(book_with(settings, words), c.text) == c.marks);
  }
  // Two stretches far from each other: what is said in one says nothing of the other.
  const std::string filler = times(15, "We went and we came back. ");
  CHECK(marks_of(book_with(settings, words), "A sunny day. " + filler + "I saw my dog.") == "m[my dog] n[my dog]");
  CHECK(marks_of(book_with(settings, words), "Sad and lost. " + filler + "Sad and lost.") == "w[Sad and lost.] w[Sad and lost.]");
  CHECK(marks_of(book_with("threshold = 1\nbase = -0.1", words), "A sunny day with my dog.") == "m[my dog] n[my dog]");  // without "keeps" nothing is dropped
  CHECK(marks_of(book_with("threshold = 1\nkeeps = -0.5\nsections = [\"loss\"]", words), "A sunny day with my dog.") == "m[my dog] n[my dog]");
}

TEST_CASE("marks of weighted markers are kept or dropped too, and words leave none beside them") {
  const std::string examples = "hit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n";
  Codebook book = book_with("threshold = 1\nkeeps = -0.5", "\"0.6\" = \"sad lost\"\n\"-1\" = \"sunny\"\n");
  const Codebook weighted = book_of("scope = \"response\"\nthreshold = 2\n" + examples + "[marker.weights]\n\"dog\" = 1\n\"cat\" = 1\n[[marker]]\nid = \"other\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\nany = [\"zebra\"]");
  book.markers[0] = weighted.markers[0];
  CHECK(marks_of(book, "A dog and a cat.") == "m[dog and a cat]");
  CHECK(marks_of(book, "A sunny day, a dog and a cat.") == "");
  CHECK(marks_of(book, "A sunny day, a dog and a cat.", Coder::WordWeighing::apart) == "m[dog and a cat]");
  CHECK(marks_of(book, "A dog and a cat, sad and lost.") == "m[dog and a cat]");
  CHECK(marks_of(book, "A dog, sad and lost.") == "w[A dog, sad and lost.]");
}

TEST_CASE("apart, each marker marks as if it were alone: so examples are run and lint is asked") {
  const Codebook book = book_with("threshold = 1\nkeeps = -0.5", "\"0.6\" = \"sad lost\"\n\"-1\" = \"sunny\"\n");
  CHECK(marks_of(book, "A sunny day with my dog.", Coder::WordWeighing::apart) == "m[my dog] n[my dog]");
  CHECK(marks_of(book, "Sad and lost, my dog.", Coder::WordWeighing::apart) == "w[Sad and lost, my dog.] m[my dog] n[my dog]");
}

TEST_CASE("an explanation tells what the words add up to, where they mark and where they drop a mark") {
  const Codebook book = book_with("threshold = 1\nkeeps = -0.5\nbase = -0.1", "\"0.6\" = \"sad lost\"\n\"-1\" = \"sunny\"\n");
  const auto told = [&](const std::string& marker, const std::string& text) {
    Example example;
    example.text = text;
    const Explanation explanation = explain(book, *std::ranges::find(book.markers, marker, &Marker::id), example);
    std::string line;
    for (const auto& mark : explanation.marks) line += fmt::format("[{} by {}]", mark.passage, mark.pattern);
    for (const auto& match : explanation.matched) line += fmt::format("({} by {})", match.passage, match.pattern);
    for (const std::string& condition : explanation.stopped_by) line += " " + condition + ";";
    if (!explanation.weighing) return line;
    line += fmt::format(" {} {:.2f} from {:.2f}", explanation.weighing->marker, explanation.weighing->sum, explanation.weighing->base);
    for (const auto& [word, weight] : explanation.weighing->words) line += fmt::format(", {} {:.2f}", word, weight);
    return line;
  };
  CHECK(told("m", "My dog.") == "[My dog by my dog]");
  CHECK(told("m", "A sunny sad day, my dog.") == "[my dog by my dog]");
  CHECK(told("m", "A sunny day, my dog.") == "(my dog by my dog) the words around it: \"w\" does not keep it; w -1.10 from -0.10, sunny -1.00");
  CHECK(told("n", "A sunny day, my dog.") == "[my dog by my dog]");
  CHECK(told("w", "Sad, sad and lost.") == "[Sad, sad and lost. by words] w 1.70 from -0.10, sad 1.20, lost 0.60");
  CHECK(told("w", "It wasn't, it isn't. Sad.") == "(Sad. by words) threshold; w 0.50 from -0.10, sad 0.60");
  CHECK(told("w", "Sad.") == "(Sad. by words) threshold; w 0.50 from -0.10, sad 0.60");
}

TEST_CASE("mistakes in word weights are told with their place") {
  const auto complaint = [](const std::string& settings, const std::string& words) {
    try {
      (void)book_with(settings, words);
    } catch (const Errors& errors) {
      return std::string(errors.what());
    }
    return std::string("none");
  };
  const std::string good = "\"0.5\" = \"sad\"";
  struct Case {
    std::string settings, words, complaint;
  };
  const std::vector<Case> cases = {
      {"", good, "expected \"threshold\" beside [marker.words], found none"},
      {"threshold = 1e9", good, "expected \"threshold\" from -1000 to 1000, found 1000000000"},
      {"threshold = 1\nbase = -1001", good, "expected \"base\" from -1000 to 1000, found -1001"},
      {"threshold = 1\nkeeps = 2", good, "expected \"keeps\" of at most the threshold 1, found 2"},
      {"threshold = 1", "\"much\" = \"sad\"", "b.toml:44:1: expected a weight as key, in hundredths from -100 to 100 (\"-0.25\"), found \"much\""},
      {"threshold = 1", "\"0.123\" = \"sad\"", "b.toml:44:1: expected a weight as key"},
      {"threshold = 1", "\"101\" = \"sad\"", "b.toml:44:1: expected a weight as key"},
      {"threshold = 1", "\"0.5\" = 3", "expected words with blanks between them, in one text"},
      {"threshold = 1", "\"0.5\" = \"sad Sad\"", "expected each word once in [marker.words], found \"sad\" again"},
      {"threshold = 1", "", "expected at least one word in [marker.words], found none"},
      {"threshold = 1\nany = [\"x\"]", good, "expected \"any\" or [marker.words], found both"},
      {"threshold = 1\nunless = [\"x\"]", good, "expected \"unless\" or [marker.words], found both"},
      {"threshold = 1\nresponse = { at_most = 5 }", good, "expected the shape of an answer or [marker.words], found both"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.settings, c.words);
    CHECK_THAT(complaint(c.settings, c.words), Catch::Matchers::Contains(c.complaint));
  }
  CHECK_THROWS_WITH(book_of("any = [\"x\"]\nkeeps = 1"), Catch::Matchers::Contains("expected [marker.words] beside \"keeps\", found none"));
}
