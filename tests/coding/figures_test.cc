#include "attune/coding/figures.h"

#include <string>
#include <vector>

#include "attune/codebook/codebooks.h"
#include "attune/coding/examples.h"
#include "catch.h"

using namespace attune;

namespace {

/// "mother dead: My mum|she; father: dad" in the order people are first spoken of.
std::string people_in(const std::string& text, const std::vector<std::string>& given = {}) {
  Tokenizer tokenizer(*shipped_notation("aai"));
  FigureFinder finder(*shipped_language("en"));
  Example example;
  example.text = text;
  const Transcript transcript = example_transcript(example, *shipped_notation("aai"), tokenizer);
  std::vector<Figure> known;
  for (const std::string& figure : given) known.push_back(*parse_example_figure(figure));
  std::string shown;
  for (const Figure& figure : finder.find(transcript, known)) {
    shown += (shown.empty() ? "" : "; ") + figure.id + (figure.dead ? " dead" : "") + (figure.did_harm ? " harm" : "") + ": ";
    for (std::size_t i = 0; i < figure.mentions.size(); ++i) shown += (i == 0 ? "" : "|") + std::string(slice(transcript.text, figure.mentions[i]));
  }
  return shown;
}

struct Case {
  std::string text;
  std::string people;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(people_in(c.text) == c.people);
  }
}

}  // namespace

TEST_CASE("kin words name people, whatever they are called") {
  check({
      {"My mum and my dad. Mother was kind.", "mother: mum|Mother; father: dad"},
      {"My nan, my gran and Grandma.", "grandmother: nan|gran|Grandma"},
      {"{{Mother}} and {{Aunt 2}} came, {{Aunt 2}} left. {{City 1}}.", "mother: {{Mother}}; aunt_2: {{Aunt 2}}|{{Aunt 2}}"},
      {"[AUNT2] left <PERSON_3>.", "aunt2: [AUNT2]; person_3: <PERSON_3>"},
      {"It was cold.", ""},
  });
}

TEST_CASE("somebody else's people are not the participant's") {
  check({
      {"His mother left. Their dad too. My mum's mother stayed.", "mother: mum"},
      {"Tom's father left.", ""},
      {"A mother should stay. Every dad knows.", ""},
      {"I: My mother was kind.\nS: Mine too.", ""},
      {"My mum's kind.", "mother: mum"},
  });
}

TEST_CASE("a pronoun is the person of its gender spoken of in the response, and nobody when two fit") {
  check({
      {"My mum was kind. She sang.", "mother: mum|She"},
      {"My mum and my dad left. She sang, he cried.", "mother: mum|She; father: dad|he"},
      {"My mum and my aunt left. She sang.", "mother: mum; aunt: aunt"},
      {"I: Your mother?\nS: She sang.", "mother: She"},
      {"S: My mum sang.\nI: Mhm.\nS: She was kind.", "mother: mum|She"},
      {"S: My mum sang.\nI: And then?\nS: She was kind.", "mother: mum"},
      {"{{Friend 1}} and my mum. She sang.", "friend_1: {{Friend 1}}; mother: mum"},
  });
}

TEST_CASE("who has died") {
  check({
      {"My dad died. He was kind.", "father dead: dad|He"},
      {"My dad passed away. My mum passed the shop. My aunt passed her exam.", "father dead: dad; mother: mum; aunt: aunt"},
      {"I lost my dad. I lost my mum's watch.", "father dead: dad; mother: mum"},
      {"My dad's funeral. The death of my nan.", "father dead: dad; grandmother dead: nan"},
      {"My brother was killed. My sister is dead.", "brother dead: brother; sister dead: sister"},
      {"My dad was dying to go.", "father: dad"},
      {"My dad passed on. My mum passed on the news.", "father dead: dad; mother: mum"},
      {"My dad nearly died. My mum didn't die. I thought my nan had died.", "father: dad; mother: mum; grandmother: nan"},
      {"When I died my dad cried.", "father: dad"},
      {"My dad said I died.", "father: dad"},
      {"If my dad died I would cry.", "father: dad"},
      {"I: Who died?\nS: My dad.", "father dead: dad"},
      {"I: Did anyone pass away?\nS: Um, my nan.", "grandmother dead: nan"},
      {"I: Who was there?\nS: My dad.", "father: dad"},
      {"My mum's mother died.", "mother: mum"},
      {"My dog died, my dad cried.", "father: dad"},
      {"My dad, he, um, he died.", "father dead: dad|he"},
  });
}

TEST_CASE("who did harm") {
  check({
      {"My uncle hit me. My aunt hit the ball.", "uncle harm: uncle; aunt: aunt"},
      {"My dad, he beat us.", "father harm: dad|he"},
      {"My dad never hit me.", "father: dad"},
      {"My dad beat me at chess.", "father: dad"},
      {"My sister slapped my brother.", "sister harm: sister; brother: brother"},
  });
}

TEST_CASE("people known beforehand") {
  CHECK(people_in("My gran is kind.", {"gran: dead"}) == "grandmother dead: gran");
  CHECK(people_in("She is kind, he is not.", {"she: dead"}) == "she dead: She");
  CHECK(people_in("It was cold.", {"gran: dead"}) == "");
  CHECK(people_in("My mum left. She is kind.", {"she: dead"}) == "mother: mum; she dead: She");
}

TEST_CASE("the same transcript gives the same people after others") {
  Tokenizer tokenizer(*shipped_notation("aai"));
  FigureFinder used(*shipped_language("en"));
  Example first, second;
  first.text = "My uncle hit me and died. He did.";
  second.text = "He is kind. My uncle too.";
  const Transcript one = example_transcript(first, *shipped_notation("aai"), tokenizer);
  const Transcript two = example_transcript(second, *shipped_notation("aai"), tokenizer);
  (void)used.find(one);
  CHECK(used.find(two) == FigureFinder(*shipped_language("en")).find(two));
}
