// Rules on the shape of an answer and the frame of a passage.
#include <string>
#include <vector>

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

std::string times(const std::string& text, int n) {
  std::string all;
  for (int i = 0; i < n; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("the length of a response in words") {
  const std::string short_one = "response = { at_most = 3 }";
  check({
      {short_one, "I: How was it?\nS: Um, it was fine.\nI: And then?\nS: Then we went home.", "[it was fine]"},
      {short_one, "I: Well?\nS: Fine.\nI: mhm\nS: Really very fine.", ""},           // one response, four words
      {short_one, "I: Well?\nS: {{pause 4 sec}}\nI: And?\nS: Yes.", "[Yes]"},        // silence is no answer
      {short_one + "\nunless = [\"yes\"]", "I: Well?\nS: Yes.\nI: And?\nS: No.", "[No]"},
      {short_one + "\nsections = [\"loss\"]", "I: Well?\nS: Yes.", ""},
      {"response = { at_least = 4, at_most = 5 }", "I: A?\nS: a b c\nI: B?\nS: a b c d\nI: C?\nS: a b c d e f", "[a b c d]"},
      {"response = { times_median = 3 }", "I: A?\nS: a b\nI: B?\nS: a b\nI: C?\nS: a b c d e f", "[a b c d e f]"},
      {"response = { times_median = 3 }", "I: A?\nS: a\nI: B?\nS: a b c d e f", ""},  // two answers have no usual length
      {"any = [\"fine\"]\nresponse = { at_most = 3 }", "I: A?\nS: It was fine.\nI: B?\nS: It was fine in the end.", "[fine]"},
  });
}

TEST_CASE("how many questions of the section stand before a response") {
  const std::string talk = "I: Who?\nS: My dad.\nI: Can you say more?\nS: No.\nI: A time?\nS: Well, once.";
  check({
      {"prompts = 3", talk, "[Well, once]"},
      {"any = [\"no\", \"my dad\"]\nprompts = 2", talk, "[No]"},
  });
}

TEST_CASE("a pause by its seconds and by the speaker's own median") {
  const std::string talk = "I: A?\nS: a {{pause 2 sec}} b {{pause 2 sec}} c {{pause 9 sec}} d {{pause 5 sec}} e.";
  check({
      {"pause = { seconds = 5 }", talk, "[{{pause 9 sec}}] [{{pause 5 sec}}]"},
      {"pause = { seconds = 9.1 }", talk, ""},
      {"pause = { times_median = 2 }", talk, "[{{pause 9 sec}}]"},  // the median is 3.5
      {"pause = { times_median = 2 }", "I: A?\nS: a {{pause 2 sec}} b {{pause 9 sec}} c.", ""},  // too few to have a median
      {"any = [\"d\"]\npause = { seconds = 5 }", talk, "[d]"},
  });
}

TEST_CASE("passages close together are one mark, and nothing crosses a turn") {
  const std::string dense = "any = [\"you know\"]\ndensity = { hits = 3, words = 11 }";
  check({
      {dense, "You know, it was, you know, a sort of, you know, house.", "[You know, it was, you know, a sort of, you know]"},
      {dense, "You know " + times("a ", 9) + "you know you know.", ""},
      {dense, "You know. You know. You know. " + times("a ", 20) + "You know.", "[You know. You know. You know]"},
      {dense, "I: A?\nS: You know. You know.\nI: mhm\nS: You know.", ""},
      {dense + "\nunless_before = [\"if\"]", "If you know. You know. You know.", ""},
  });
}

TEST_CASE("the same words again") {
  const std::string again = "repeated = { words = 3, times = 3, within = 20 }";
  check({
      {again, "He never came home. I said he never came. And he never came.", "[He never came home. I said he never came. And he never came]"},
      {again, "He never came home. He never came.", ""},
      {again, "He never came. One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen. He never came. He never came.", ""},
      {"repeated = { words = 1, times = 4, within = 10 }", "no no no no", "[no no no no]"},
  });
}

TEST_CASE("sentences that break off") {
  const std::string talk = "And then he... But never. She would always... And it was --";
  check({
      {"unfinished = 1", talk, "[And then he] [She would always] [And it was]"},
      {"unfinished = 4", talk, ""},
      {"any = [\"never\"]\nunfinished = 3", talk, "[never]"},
      // Interrupted, and taken up again.
      {"unfinished = 1", "I: So?\nS: And then he//\nI: Your granddad?\nS: //was lying there.", ""},
      {"unfinished = 1", "I: So?\nS: And then he//\nI: Mhm.\nS: //was lying there. And she//", "[And she]"},
      {"unfinished = 1", "I: So?\nS: And then he//\nI: Mhm.\nS: Never mind.", "[And then he]"},
      {"unfinished = 1", "I: So?\nS: And then he// so.\nI: Mhm.\nS: //was lying there.", "[And then he]"},
      {"unfinished = 1", "I: So?\nS: And then he...\nI: Mhm.\nS: //was lying there.", "[And then he]"},
  });
}

TEST_CASE("a shift of tense or person is measured against the rest of the speaker's talk") {
  const std::string calm = "I: A?\nS: I was there and I went home. I said it was late. I had my tea and my sister had hers.\n";
  check({
      {"shift = { to = \"present\", times = 2, least = 3 }", calm + "I: B?\nS: He comes in, he says nothing, he goes up and I am alone.",
       "[comes in, he says nothing, he goes up and I am]"},
      {"shift = { to = \"present\", times = 2, least = 3 }", calm + "I: B?\nS: He came in, he said nothing, he went up.", ""},
      {"shift = { to = \"second_person\", times = 2, least = 2 }", calm + "I: B?\nS: Why did you go? You promised.", "[you go? You]"},
      {"shift = { to = \"present\", times = 2, least = 2 }\nscope = \"sentence\"", calm + "I: B?\nS: He came. He says, he goes. He went.", "[says, he goes]"},
      {"shift = { to = \"present\" }", "He comes, he says, he goes.", ""},  // nothing to compare with
  });
}

TEST_CASE("a passage near the start or the end of its response") {
  const std::string talk = "I: A?\nS: Fine, I said. " + times("a ", 10) + "Fine.";
  check({
      {"any = [\"fine\"]\nfirst_words = 3", talk, "[Fine]"},
      {"any = [\"fine\"]\nlast_words = 3", talk, "[Fine]"},
      {"any = [\"i said\"]\nfirst_words = 1", talk, ""},
      {"any = [\"fine\"]\nlast_words = 2", "I: A?\nS: Fine by me.\nI: mhm\nS: Yes. Fine.", "[Fine]"},
  });
}

TEST_CASE("words near a passage, in any order") {
  const std::string near = "any = [\"afraid\"]\nnear = [\"dad\", \"(night|dark)\"]\nnear_words = 4";
  check({
      {near, "In the dark I was afraid of dad. Dad was so very much more afraid at night.", "[afraid]"},
      {near, "Afraid of dad at night.", "[Afraid]"},
      {near, "Afraid of dad.", ""},
  });
}

TEST_CASE("quoted speech, suppositions, people at large and hedges") {
  const std::string rule = "any = [\"(hate|hated) (him|her)\"]\n";
  check({
      {rule + "quoted = \"skip\"", "She said, \"I hate him. I hate him.\" But I hated her.", "[hated her]"},
      {rule + "quoted = \"require\"", "She said, \u201CI hate him.\u201D But I hated her.", "[hate him]"},
      {rule + "quoted = \"skip\"", "She said, \"I hate him. And I hated her.", "[hated her]"},  // never closed: to the end of its sentence
      {rule + "hypothetical = \"skip\"", "If I hated him I'd go. I hated him. I hated him if anything.", "[hated him] [hated him]"},
      {rule + "hypothetical = \"skip\"", "If he came I left, but I hated him.", "[hated him]"},
      {rule + "hypothetical = \"require\"", "As though I hated him. I hated him.", "[hated him]"},
      {rule + "generic = \"skip\"", "You hate him, your own father. I hated him. People hate her, but I hated her.", "[hated him] [hated her]"},
      {rule + "generic = \"skip\"", "You know I hated him.", "[hated him]"},
      {rule + "generic = \"skip\"", "My parents hated him. Parents hate her.", "[hated him]"},
      {rule + "generic = \"skip\"", "She said that people hated him. It is a thing that you hated him for. She thinks that everyone hated him.", ""},
      {rule + "hedged = \"skip\"", "Maybe I hated him. I sort of hated him. Maybe, I hated him. I hated him, maybe.", "[hated him] [hated him]"},
      {rule + "hedged = \"require\"", "I think I hated him. I hated him.", "[hated him]"},
      {rule + "quoted = \"skip\"", "She said, 'I hate him. I hate him.' But I hated her.", "[hated her]"},
      {rule + "quoted = \"skip\"", "She said \u2018I hate him\u2019 and \u2018why\u2019, but I hated her.", "[hated her]"},
      {rule + "quoted = \"skip\"", "In the boys' room I hated him, in the girls' I hated her.", "[hated him] [hated her]"},
      {rule + "quoted = \"skip\"", "'Cause I hated him. Rock 'n' roll, the '50s, I hated her, goin' home.", "[hated him] [hated her]"},
      {rule + "quoted = \"skip\"", "'I was in the boys' room, goin' home, I hated him,' she said.", ""},
      {rule + "hypothetical = \"skip\"", "I'd have hated him. I wouldn't have hated him. I couldn't have hated her.", ""},
      {rule + "hypothetical = \"skip\"", "He'd have a drink and I hated him. We would have to go and I hated her.", "[hated him] [hated her]"},
      {rule + "hypothetical = \"skip\"", "We'd have tea, I hated him. He would have us in and I hated her. She'd have picnics and I hated her.", "[hated him] [hated her] [hated her]"},
      {rule + "hypothetical = \"skip\"", "I would have always hated him. I'd have gone, I hated him. He'd have never been there and I hated her.", ""},
      {rule + "hypothetical = \"skip\"", "He'd have people round, I hated him. She would have red jelly and I hated her. I'd have burnt the house down and I hated her.", "[hated him] [hated her]"},
      {rule + "hypothetical = \"skip\"", "If you ask me I hated him. As if that weren't enough, I hated her. If I'm honest I hated her.", "[hated him] [hated her] [hated her]"},
      {rule + "hypothetical = \"skip\"", "If you asked me I hated him. As if I hated her.", ""},
      {rule + "generic = \"skip\"", "One day she hated him. Most nights I hated her. No, the one who hated him.", "[hated him] [hated her] [hated him]"},
      {rule + "generic = \"skip\"", "His parents hated her. The other kids hated him. Her parents hated him.", "[hated her] [hated him] [hated him]"},
      {rule + "generic = \"skip\"", "Most people hated her. One never hated him. Other people hate him. No one hated her.", ""},
      {rule + "hedged = \"skip\"", "As far as I remember she hated him. I don't know if he really hated her.", ""},
      {rule + "hedged = \"skip\"", "If I remember it was on a day that she hated him.", "[hated him]"},
      {rule + "hedged = \"skip\"", "I sort of, um, hated him. I think, you know, I hated her.", "[hated her]"},
      {rule + "hedged = \"skip\"", "My aunt May hated him. Maybe on that day I hated him. Maybe that day I hated her.", "[hated him] [hated him]"},
      {rule + "hedged = \"skip\"", "In May I hated him. Last may I hated her. I may have hated him.", "[hated him] [hated her]"},
      {rule + "hedged = \"skip\"", "I think that day so long ago I hated him. Maybe not but I hated him.", "[hated him] [hated him]"},
  });
}

TEST_CASE("mistakes in structural keys are told with their place") {
  const auto complaint = [](const std::string& rule) -> std::string {
    try {
      (void)book_of(rule);
    } catch (const Errors& errors) {
      return errors.what();
    }
    return "none";
  };
  CHECK(complaint("density = { hits = 3 }") ==
        "b.toml:12:1: expected \"any\" or \"regex\" in [[marker]], for what it marks, found neither\n"
        "b.toml:12:1: expected \"any\" or \"regex\" beside \"density\", found neither");
  CHECK(complaint("response = { at_last = 3 }") ==
        "b.toml:18:12: expected \"at_least\", \"at_most\" or \"times_median\" in [response], found none of them\n"
        "b.toml:18:14: unknown key \"at_last\" in [response]; did you mean \"at_least\"?");
  CHECK(complaint("shift = { to = \"futur\" }").find("present, past, first_person, second_person, third_person for \"to\"") != std::string::npos);
  CHECK(complaint("any = [\"x\"]\nquoted = \"maybe\"").find("ignore, skip, require for \"quoted\"") != std::string::npos);
}
