#include "attune/coding/verbatim.h"

#include <string>

#include "attune/measures/indices.h"
#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

/// `words` words of tidied talk, then `end`.
std::string tidy(int words, const std::string& end) {
  std::string text;
  for (int i = 0; i < words; i += 5) text += "We lived by the sea. ";
  return text + end;
}

}  // namespace

TEST_CASE("a transcript of 500 words or more with hardly a filler, repair or pause looks tidied") {
  CHECK(looks_cleaned({500, 0}));
  CHECK_FALSE(looks_cleaned({499, 0}));
  CHECK_FALSE(looks_cleaned({999, 1}));
  CHECK(looks_cleaned({1001, 1}));
  CHECK(fluency_of(example_of("I: Um, so?\nS: Um, we, we lived {{pause 3 sec}} by the terr- sea.")) == Fluency{6, 4});
}

TEST_CASE("rules on pauses and fluency are not applied to a tidied transcript") {
  struct Case {
    std::string rule;
    std::string end;
    bool is_suppressed;
  };
  const std::vector<Case> cases = {
      {"any = [\"fine <unfinished>\"]", "It was fine...", true},
      {"any = [\"(<unfinished>|<cut_off>)\", \"<pause>\"]", "It was fine...", true},
      {"any = [\"fine <unfinished>?\"]", "It was fine...", false},
      {"any = [\"fine <unfinished>\", \"it was\"]", "It was fine...", false},  // one of its patterns needs no fluency
      {"unfinished = 1", "It was fine...", true},
      {"any = [\"fine\"]\nrequires = \"verbatim\"", "It was fine.", true},
      {"any = [\"fine\"]", "It was fine.", false},
      {"response = { at_least = 5 }", "It was fine.", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rule);
    CHECK(marked(c.rule, tidy(100, c.end)) != "");
    CHECK((marked(c.rule, tidy(600, c.end)) == "") == c.is_suppressed);
  }
}

TEST_CASE("an index of suppressed rules has no value and says why; one with others says how many are missing") {
  const std::string index = "[[index]]\nid = \"i\"\ntitle = \"I\"\ncodes = [\"c\"]\n";
  const auto value_of = [&](const std::string& rule, int words) {
    const Codebook book = book_of(rule, index);
    const Transcript transcript = example_of(tidy(words, "It was fine..."));
    Coder coder({book});
    return measure(transcript, coder.code(transcript).front(), book, Intervals::none).front();
  };
  const IndexValue suppressed = value_of("unfinished = 1", 600);
  CHECK(suppressed.is_suppressed);
  CHECK_FALSE(suppressed.value);
  CHECK_FALSE(suppressed.per_1000_words);
  CHECK_FALSE(suppressed.per_opportunity);
  CHECK(suppressed.reason == "suppressed: the transcript is not verbatim");
  const IndexValue counted = value_of("unfinished = 1", 100);
  CHECK_FALSE(counted.is_suppressed);
  CHECK(counted.count == 1);
  CHECK(value_of("any = [\"fine\"]", 600).reason.empty());
}
