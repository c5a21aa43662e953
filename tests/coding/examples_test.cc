#include "attune/coding/examples.h"

#include <string>
#include <vector>

#include "attune/codebook/codebooks.h"
#include "catch.h"

using namespace attune;

namespace {

Codebook book_with(const std::string& rule, const std::string& hits, const std::string& misses) {
  return parse_codebook(
      "[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"B\"\n"
      "[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n"
      "[[marker]]\nid = \"m\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\n" +
          rule + "\nhit = [" + hits + "]\nmiss = [" + misses + "]\n",
      "b.toml");
}

/// "hit ok: a | b" a line: what was marked, and whether that was expected.
std::string shown(const std::vector<ExampleResult>& results) {
  std::string text;
  for (const ExampleResult& result : results) {
    text += std::string(result.is_hit ? "hit " : "miss ") + (result.as_expected ? "ok:" : "WRONG:");
    for (const std::string& passage : result.marked) text += " [" + passage + "]";
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a hit must be marked and a miss must not") {
  const Codebook book = book_with("any = [\"my dog\"]", "\"My dog.\", \"My cat.\", \"So my dog and my dog.\"",
                                  "\"My cat.\", \"My dog.\"");
  CHECK(shown(run_examples(book)) ==
        "hit ok: [My dog]\nhit WRONG:\nhit ok: [my dog] [my dog]\n"
        "miss ok:\nmiss WRONG: [My dog]\n");
}

TEST_CASE("the passages an example names must be marked") {
  const Codebook book =
      book_with("any = [\"my dog\"]",
                "{ text = \"My dog.\", spans = [\"My dog\"] }, { text = \"My dog.\", spans = [\"dog\"] }, \"my dog\"",
                "\"a\", \"b\"");
  CHECK(shown(run_examples(book)) == "hit ok: [My dog]\nhit WRONG: [My dog]\nhit ok: [my dog]\nmiss ok:\nmiss ok:\n");
}

TEST_CASE("an example has a section, a question before it, and people known beforehand") {
  const Codebook by_section = book_with("any = [\"my dog\"]\nsections = [\"loss\"]",
                                        "{ text = \"My dog.\", section = \"loss\" }, \"My dog.\", "
                                        "{ text = \"My dog.\", section = \"loss\", asked = \"Your dog or my dog?\" }",
                                        "\"My dog.\", { text = \"My dog.\", section = \"orient\" }");
  CHECK(shown(run_examples(by_section)) == "hit ok: [My dog]\nhit WRONG:\nhit ok: [My dog]\nmiss ok:\nmiss ok:\n");

  const Codebook by_people = book_with("any = [\"<deceased> ...2 (is|'s)\"]",
                                       "{ text = \"My gran is kind.\", figures = [\"gran: dead\"] }, "
                                       "{ text = \"Well, she is kind.\", figures = [\"she: dead\"] }, "
                                       "\"I: Who died?\\nS: My dad.\\nHe's kind.\"",
                                       "\"My gran is kind.\", { text = \"He is kind.\", figures = [\"she: dead\"] }");
  CHECK(shown(run_examples(by_people)) == "hit ok: [gran is]\nhit ok: [she is]\nhit ok: [He's]\nmiss ok:\nmiss ok:\n");
}

TEST_CASE("an example with labels is a small transcript") {
  Tokenizer tokenizer(*shipped_notation("aai"));
  Example example;
  example.text = "I: Who?\nS: My dad.\nAnd me.\nI: Mhm.\nS: Yes.";
  example.section = "loss";
  const Transcript transcript = example_transcript(example, *shipped_notation("aai"), tokenizer);
  std::string turns;
  for (const Turn& turn : transcript.turns)
    turns += std::string(role_name(turn.role)) + ":" + std::string(slice(transcript.text, turn.body)) + "|";
  CHECK(turns == "interviewer: Who?\n|participant: My dad.\nAnd me.\n|interviewer: Mhm.\n|participant: Yes.|");
  CHECK(transcript.sections == std::vector<Section>{{"loss", 0, 4, 1, SectionSource::tag}});
}

TEST_CASE("every example of the shipped codebooks is as expected") {
  for (const Codebook& book : shipped_codebooks())
    for (const ExampleResult& result : run_examples(book)) {
      CAPTURE(to_string({result.example.place, result.marker, ""}), result.is_hit, result.marked);
      CHECK(result.as_expected);
    }
}
