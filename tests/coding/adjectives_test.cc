#include "attune/coding/adjectives.h"

#include <string>
#include <vector>

#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

/// "1 warm: specific [When I ... bed]" a line.
std::string shown(const std::string& text) {
  const Transcript transcript = example_of(text, "adj_mother");
  const AdjectiveReader reader(*shipped_language("en"));
  std::string lines;
  for (const Adjective& adjective : reader.find(transcript)) {
    lines += fmt::format("{} {}: {}", adjective.order, adjective.word, !adjective.support ? "not probed" : support_name(*adjective.support));
    for (Span span : adjective.passages) lines += fmt::format(" [{}]", slice(transcript.text, span));
    lines += "\n";
  }
  return lines;
}

const std::string kAsked = "I: Five words for you and your mother?\n";

}  // namespace

TEST_CASE("the words offered are told from what is said around them") {
  CHECK(shown(kAsked + "S: Five. Right. {{pause 9 sec}} Warm. Um, I'd say dependable. Funny, we laughed a lot. Bossy, she was bossy.\n"
                       "I: That's four.\nS: And ... a good role model, maybe.") ==
        "1 warm: not probed\n2 dependable: not probed\n3 funny: not probed\n4 bossy: not probed\n5 good role model: not probed\n");
  // A word that was taken back is the one nobody comes back to.
  CHECK(shown(kAsked + "S: Warm, kind, close and shame. Is that a word? Ashamed. And fun.\nI: So, warm?\nS: No.\nI: Ashamed?\nS: No.\nI: Kind?\nS: No.\n"
                       "I: Close?\nS: No.\nI: And fun?\nS: No.") ==
        "1 warm: none\n2 kind: none\n3 close: none\n4 ashamed: none\n5 fun: none\n");
  // A list says no more than its words; a sentence that goes on does.
  CHECK(shown(kAsked + "S: Warm, kind.\nI: Warm?\nI: Kind?\nS: No.") == "1 warm: none\n2 kind: none\n");
  CHECK(shown(kAsked + "S: Warm, because she hugged me.\nI: Warm?\nI: And?") == "1 warm: restated [Warm, because she hugged me]\n");
  CHECK(shown(kAsked + "S: Warm, um, kind, er, strict.") == "1 warm: not probed\n2 kind: not probed\n3 strict: not probed\n");
  CHECK(shown("I: Hello?\nS: Warm.").find("1 warm") == 0);
}

TEST_CASE("support is a class of what is told between a word and the next") {
  CHECK(shown(kAsked + "S: Warm, kind, patient, strict, close.\n"
                       "I: Warm?\nS: When I broke my arm in the garden she slept on the floor next to my bed.\n"
                       "I: Kind?\nS: She would always ask how my day was.\n"
                       "I: Patient?\nS: If you spilled anything she slapped you.\n"
                       "I: Strict?\nS: She was strict.\n"
                       "I: Close?\nS: We were close.\nI: A time?\nS: I can't think of one.") ==
        "1 warm: specific [When I broke my arm in the garden she slept on the floor next to my bed]\n"
        "2 kind: general [She would always ask how my day was]\n"
        "3 patient: contradicted [If you spilled anything she slapped you]\n"
        "4 strict: restated [She was strict]\n"
        "5 close: none\n");
}

TEST_CASE("what speaks against a word counts when the word is said again, and not when the speaker holds both") {
  const std::string list = kAsked + "S: Cheerful.\nI: Cheerful?\nS: ";
  CHECK(shown(list + "She stayed in bed for days, but she was very cheerful.").find("contradicted") != std::string::npos);
  CHECK(shown(list + "She stayed in bed for days.").find("contradicted") == std::string::npos);
  CHECK(shown(list + "She slapped us. She said sorry after, both true.").find("contradicted") == std::string::npos);
  CHECK(shown(kAsked + "S: Hard.\nI: Hard?\nS: She slapped us.").find("contradicted") == std::string::npos);
}

TEST_CASE("a word belongs to the figure of its section") {
  const Transcript transcript = example_of("@adj_mother\nI: Words?\nS: Warm.\n@adj_father\nI: And him?\nS: Shy.");
  std::vector<std::string> words;
  for (const Adjective& adjective : AdjectiveReader(*shipped_language("en")).find(transcript)) words.push_back(adjective.figure + " " + adjective.word);
  CHECK(words == std::vector<std::string>{"mother warm", "father shy"});
}

TEST_CASE("an episode has an anchor and events; a habit, a wish and a denial are none") {
  const EpisodeReader reader(*shipped_language("en"));
  struct Case {
    std::string text;
    std::string episodes;
  };
  const std::vector<Case> cases = {
      {"One night the boat sank and we swam home. It was cold.", "[One night the boat sank and we swam home]"},
      {"I was seven. He took me down to the engine room.", "[I was seven. He took me down to the engine room]"},
      {"I'd have been about 7 and he gave me his cap.", "[I'd have been about 7 and he gave me his cap]"},
      {"He said no. He said, \"They come as a set.\" He shut the door.", "[He said no. He said, \"They come as a set.\" He shut the door]"},
      {"She would always walk on the dog side.", ""},
      {"One day I'd like to go.", ""},
      {"I can't remember a time when I was seven that he came and stayed.", ""},
      {"He came and went.", ""},  // no time, no place
  };
  for (const Case& c : cases) {
    const Transcript transcript = example_of(c.text);
    std::string line;
    for (const Episode& episode : episodes_of(0, reader.signs(transcript, 0, sentences_of(transcript, 0)))) line += fmt::format("[{}]", slice(transcript.text, episode.span));
    CAPTURE(c.text);
    CHECK(line == c.episodes);
  }
}
