#include "attune/coding/identifiers.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/capitals.h"
#include "attune/error.h"
#include "catch.h"
#include "coding_case.h"

using namespace attune;

namespace {

/// "name(aunt):Aunt Carol place:Leeds"
std::string found_in(const Transcript& transcript, const std::vector<ListedTerm>& listed = {}, const KnownNames& names = {}) {
  const IdentifierFinder finder(*shipped_privacy("en"), *shipped_language("en"), listed);
  std::string line;
  for (const Identifier& one : finder.find(transcript, names))
    line += fmt::format("{}{}{}:{}", line.empty() ? "" : " ", identifier_kind_name(one.kind), one.role.empty() ? "" : "(" + one.role + ")", slice(transcript.text, one.span));
  return line;
}

}  // namespace

TEST_CASE("words are known by their capitals and by where they stand") {
  const auto shown = [](const std::string& text) {
    std::string line;
    for (const WrittenWord& word : written_words(text))
      line += fmt::format("{}{}{}{}{}", line.empty() ? "" : " ", word.folded, word.capital ? "^" : "", word.starts ? "|" : "", word.follows ? "+" : "");
    return line;
  };
  CHECK(shown("He met Mr. Obi.  Then \"Go\", said Zo\u00EB's aunt") == "he^| met+ mr^+ obi^+ then^| go^| said zo\u00EB^+ aunt+");
  CHECK(shown("So did I. Me too. No. Yes, J. BROCK'S") == "so^| did+ i^+ me^| too+ no^| yes^| j^ brock^+");
  CHECK(shown("\x02I, Anna-Lee \x01 \u00C9mile.") == "i^| anna-lee^ \u00E9mile^");
}

TEST_CASE("names, places, dates and numbers are found") {
  struct Row {
    std::string text;
    std::string found;
  };
  const std::vector<Row> rows = {
      {"She went with Keane to the shop.", "name:Keane"},
      {"Then Mrs. Keane and Dr Obi came, and J. Smith.", "name:Keane name:Obi name:Smith"},
      {"Anna was there. Will you tell me? Rose early.", "name:Anna"},
      {"We lived in Aldgrove, near Leeds, and I was born in New York.", "place:Aldgrove place(city):Leeds place(state):New York"},
      {"My sister Orla and Aunt Carol Ann left.", "name(sister):Orla name(aunt):Aunt Carol Ann"},
      {"I love my mum, Jean, and Grandma.", "name(mother):Jean"},
      {"It was Christmas, a Monday in March, and God knows I'm English.", ""},
      {"She said \"Hold still\" and I said No, and I Hold on.", ""},
      {"It was the 3rd of May, May 12th, 1987 and 12/03/1987, in 1990.", "date:3rd of May date:May 12th, 1987 date:12/03/1987"},
      {"On the third of May, or on 12 March 1987.", "date:third of May date:12 March 1987"},
      {"Call 020 7946 0018 or write to a.b@c.org, www.example.org.", "phone:020 7946 0018 email:a.b@c.org url:www.example.org."},
      {"From 1985-1990 I had 123-45-6789 and 90210.", "number:123-45-6789 number:90210"},
      {"She is 93 years old, at 12 Mill Lane, and went to Saint Mary School.", "age:93 address:12 Mill Lane institution:Saint Mary School"},
      {"{{Town 1}} and [SISTER_2] and {{pause}} um, Zed.", "name:Zed"},
      {"He left. {{pause 3 sec}} {{cries}} Sorry, I-I'm done. {{Mary sighs}}", "name:Mary"},
      {"Hi, {{Person 1}}. Thanks for it.", ""},
      {"Ninety days, and she is ninety years old.", "age:ninety years old"},
      {"Tom's dog, Tom\u2019s cat.", "name:Tom name:Tom"},
      {"It was Orla's Zed, and James' Zed.", "name:Orla name:Zed name:James name:Zed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(found_in(example_of(row.text)) == row.found);
  }
}

TEST_CASE("a name is lost only where the word is clearly ordinary, and what named once names wherever it stands") {
  struct Row {
    std::string text;
    std::string found;
  };
  const std::vector<Row> rows = {
      // What stands in an address proves nothing of words.
      {"She was called Ottilie Brock. Write to ottilie.brock@example.com.", "name:Ottilie Brock email:ottilie.brock@example.com"},
      {"She was called Ottilie Brock. See www.brock.example.org/ottilie now.", "name:Ottilie Brock url:www.brock.example.org/ottilie"},
      {"She was called Ottilie Brock. Write to ottilie.brock@example.com, ottilie@example.org or me@ottilie.brock.example.net.",
       "name:Ottilie Brock email:ottilie.brock@example.com email:ottilie@example.org email:me@ottilie.brock.example.net"},
      // One slip makes no word of a name, and where the name is clear the slip is found too.
      {"I saw Rosalind. Then rosalind left.", "name:Rosalind"},
      {"I saw Rosalind, and Rosalind saw me. Then rosalind left.", "name:Rosalind name:Rosalind name:rosalind"},
      {"I saw Rosalind. Rosalind left. It was Rosalind's, ROSALIND.", "name:Rosalind name:Rosalind name:Rosalind name:ROSALIND"},
      // A capital now and then makes no name of a word, nor does shouting.
      {"A mermaid, the mermaid, one mermaid and the Mermaid.", ""},
      {"It was horrible, so HORRIBLE.", ""},
      {"He swam in the North Sea.", ""},
      {"The hill is steep, and we had Mill Hill, and Mill Hill.", "name:Mill Hill name:Mill Hill"},
      {"I saw Rose. Rose early, and a rose.", "name:Rose"},
      // Parts of double names, umlauts, remarks.
      {"I saw Lotti. No-Lotti came. Lotti-Ilse came. Lottis house.", "name:Lotti name:Lotti name:Lotti-Ilse name:Lottis"},
      {"I saw \u00C4nne. \u00C4NNE came. \u00C4nne\u2019s", "name:\u00C4nne name:\u00C4NNE name:\u00C4nne"},
      {"I saw Lotti and Lotti [lotti laughs] [unclear, Lotti's house] {{pause, Konrad Obi comes}}", "name:Lotti name:Lotti name:lotti name:Lotti name:Konrad Obi"},
      {"He left. [Mary sighs] Sorry. [CRIES LOUDLY] [NAME] came.", "name:Mary"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(found_in(example_of(row.text)) == row.found);
  }
}

TEST_CASE("names that are known are found at the beginning of a sentence, in any case, and not where they are words") {
  const auto found = [](const std::string& text, const KnownNames& names) { return found_in(example_of(text), {}, names); };
  CHECK(found("Lotti, who is there? Nobody, lotti.", {{"lotti", 2}}) == "name:Lotti name:lotti");
  CHECK(found("Lotti Brock came.", {{"lotti", 1}}) == "name:Lotti Brock");
  CHECK(found("Grace early? It is grace. I saw Grace.", {{"grace", 9}}) == "name:Grace");
  CHECK(found("Farmer or no farmer, I went. A farmer, the farmer, our farmer.", {{"farmer", 1}}).empty());
  CHECK(found("Roses grew. Many roses.", {{"rose", 2}}).empty());
  CHECK(found("Mother said so. Doctor, the voice, a voice, voice.", {{"mother", 2}, {"doctor", 2}, {"voice", 1}}).empty());
}

TEST_CASE("a study's own list is found anywhere, whole words in any case") {
  CHECK(found_in(example_of("the snug, the Snug and snuggle"), {{"snug", IdentifierKind::institution}}) == "institution:snug institution:Snug");
}

TEST_CASE("a shape that is no regular expression is told with its line") {
  PrivacyWords words;
  words.id = "x";
  words.shapes = {{IdentifierKind::number, "(", 0, 7}};
  CHECK_THROWS_AS(IdentifierFinder(words, Language{}), Errors);
}
