#include "attune/coding/past.h"

#include <string>
#include <vector>

#include "attune/codebook/codebooks.h"
#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

std::string past_in(const std::string& text, const GrammarWords& grammar) {
  const Transcript transcript = example_of(text);
  const PastForms past(grammar);
  std::string found;
  for (const SpokenSentence& sentence : sentences_of(transcript, 0))
    for (std::size_t i = 0; i < sentence.size(); ++i)
      if (past.has(sentence, i)) found += "[" + sentence[i].text + "]";
  return found;
}

}  // namespace

TEST_CASE("a form is past by the list, by an ending, and not when it only looks so") {
  const GrammarWords english = shipped_language("en")->grammar;
  struct Case {
    std::string text, past;
  };
  for (const Case& c : std::vector<Case>{
           {"We went home and walked the dog.", "[went][walked]"},
           {"I need a red bed.", ""},
           {"Ed led us.", "[led]"},
           {"We had moved.", "[had][moved]"},
       }) {
    CAPTURE(c.text);
    CHECK(past_in(c.text, english) == c.past);
  }
}

TEST_CASE("a language without past endings has none of another's") {
  CHECK(past_in("Das Lied war ein Unterschied.", {}).empty());
}
