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

TEST_CASE("people of one kin are told apart by what is said before the word, and by a name") {
  check({
      {"My first husband died. My second husband left. My first husband was kind.", "first_husband dead: husband|husband; second_husband: husband"},
      {"My older brother drowned. My younger brother left.", "older_brother dead: brother; younger_brother: brother"},
      {"My elder brother, my big brother, my own older brother.", "older_brother: brother|brother|brother"},
      {"My aunt died. My other aunt is well, she sings.", "aunt dead: aunt; other_aunt: aunt"},
      {"My older brother drowned. My brother was ten.", "older_brother dead: brother|brother"},
      {"My brother left. My other brother died. My brother sang.", "brother: brother|brother; other_brother dead: brother"},
      {"My uncle Tom died. My uncle Bob sang. Uncle Tom was kind.", "uncle dead: uncle|Uncle; uncle_bob: uncle"},
      {"My uncle left. Uncle Tom sang.", "uncle: uncle|Uncle"},
      {"MY MUM LEFT. My Mum sang.", "mother: MUM|Mum"},
      {"My aunt {{Person 3}} died. {{Person 3}} was kind. She sang.", "person_3 dead: aunt|{{Person 3}}|{{Person 3}}|She"},
      {"My great-grandmother died. My grandmother sings.", "great_grandmother dead: great-grandmother; grandmother: grandmother"},
      {"My great gran, my great-aunt, my half sister.", "great_grandmother: gran; great_aunt: great-aunt; half_sister: sister"},
      {"My mother in law died. My mother sings, my brother-in-law left.", "mother_in_law dead: mother; mother: mother; brother_in_law: brother-in-law"},
      {"My mum left. My mum Friday came. My mum Monday sang.", "mother: mum|mum|mum"},
      {"My brother Tom left. My brother Jim left. My brother sang.", "brother: brother; brother_jim: brother; unnamed_brother: brother"},
      {"My real dad died. My dad is well.", "birth_father dead: dad; father: dad"},
  });
}

TEST_CASE("a redacted name that says a kin is nobody of another kin") {
  check({
      {"My dad {{Uncle 2}} and my gran. {{Uncle 2}} died in May. My dad lives in Leeds.", "father: dad|dad; uncle_2 dead: {{Uncle 2}}|{{Uncle 2}}; grandmother: gran"},
      {"My mum {{Aunt 1}} died. My mum is well.", "mother: mum|mum; aunt_1 dead: {{Aunt 1}}"},
      {"My stepdad {{Father}} died.", "stepfather: stepdad; father dead: {{Father}}"},
      {"My sister {{Friend 1}} died.", "sister: sister; friend_1 dead: {{Friend 1}}"},
      {"My mum {{Teacher 1}} died.", "mother: mum; teacher_1 dead: {{Teacher 1}}"},
      {"My aunt {{Aunt 1}} died. My aunt sang.", "aunt_1 dead: aunt|{{Aunt 1}}|aunt"},
      {"My great aunt {{Aunt 1}} died.", "aunt_1 dead: aunt|{{Aunt 1}}"},
      {"My mother in law [MOTHER_IN_LAW] died. My mother is well.", "mother_in_law dead: mother|[MOTHER_IN_LAW]; mother: mother"},
      {"{{Foster mother}} died. {{Ex-husband}} left. My mother sang.", "foster_mother dead: {{Foster mother}}; ex_husband: {{Ex-husband}}; mother: mother"},
      {"My dad {{Name 1}} died. My mum {{Man 1}} sang.", "name_1 dead: dad|{{Name 1}}; mother: mum; man_1: {{Man 1}}"},
      {"My dad {{Person 1}} died. My aunt {{Person 1}} sang.", "person_1 dead: dad|{{Person 1}}|{{Person 1}}; aunt: aunt"},
  });
}

TEST_CASE("words that only stand before a kin word tell nobody apart") {
  check({
      {"When I was a kid Mum used to hit me. She died in May.", "mother dead harm: Mum|She"},
      {"as a kid dad took us fishing. he died.", "father dead: dad|he"},
      {"My mum was strict. When I was little mum hit me. My mum died.", "mother dead harm: mum|mum|mum"},
      {"When I was younger dad hit us. As I got older dad stopped.", "father harm: dad|dad"},
      {"At first Mum sang. At present Mum is well. In the middle Mum left.", "mother: Mum|Mum|Mum"},
      {"So new mother, new CEO.", "mother: mother"},
      {"For a second Mum looked at me. She died.", "mother dead: Mum|She"},
      {"I was the eldest mum had. She died.", "mother dead: mum|She"},
      {"As a kid uncle Tom hit me. Some kid Mum knew hit us.", "uncle harm: uncle; mother harm: Mum"},
      {"My little mum died. My mum was kind. My big dad left.", "mother dead: mum|mum; father: dad"},
      {"It was great gran lived with us.", "grandmother: gran"},
      {"First Uncle Jim left. My uncle sang.", "uncle: Uncle|uncle"},
      // But these do.
      {"My kid brother died. My big brother left.", "younger_brother dead: brother; older_brother: brother"},
      {"Little brother died. Older sister left, and younger sister sang.", "younger_brother dead: brother; older_sister: sister; younger_sister: sister"},
      {"The other aunt died. My aunt left.", "other_aunt dead: aunt|aunt"},
      {"My second mum died. My new dad left.", "second_mother dead: mum; new_father: dad"},
      {"I had a second mum next door. She died.", ""},
      {"My gran was like a second Mum to me. She died.", "grandmother dead: gran|She"},
      {"Great gran died. My gran sings.", "great_grandmother dead: gran; grandmother: gran"},
      {"I had a kid sister. An older mum would cope.", ""},
  });
}

TEST_CASE("a pronoun is nobody's who is known once somebody else has come in whom it fits") {
  check({
      {"My father died. His brother keeps bees, he is kind.", "father dead: father"},
      {"My father died. His sister keeps bees, he was kind.", "father dead: father|he"},
      {"My mum's mother was ill. She sang.", "mother: mum"},
      {"My dad left. A cousin of mine came. He sang.", "father: dad"},
      {"A friend from work, {{Friend 1}}, came. She sang.", "friend_1: {{Friend 1}}|She"},
      {"A friend came, my mum and {{Friend 1}} left. She sang.", "mother: mum; friend_1: {{Friend 1}}"},
      {"My mum died. She was the best mum. She sang.", "mother dead: mum|She|She"},
      {"My dad left. He was just a friend to me. He sang.", "father: dad|He|He"},
      {"My mum left. I was just a little girl. She sang.", "mother: mum|She"},
      {"My mum was like a mother, I had no sister, she sang.", "mother: mum|she"},
      {"My grandfather died. My old teacher, Mr Harris, is kind. He likes a chat.", "grandfather dead: grandfather"},
      {"My grandfather died. Mr Harris is kind. He likes a chat.", "grandfather dead: grandfather"},
      {"My grandfather died. Mrs Harris was there. He liked a chat.", "grandfather dead: grandfather|He"},
      {"My mum was there. The very kind nurse came, she sang.", "mother: mum"},
      {"My mum was there. I miss Town. She sang.", "mother: mum|She"},
      {"My dad's teacher died.", "father: dad"},
      {"My mum was there. There was a nurse. She was kind.", "mother: mum"},
      {"It was my brother's friend. He sang. It was my mother's cousin, she sang.", "brother: brother; mother: mother"},
      {"It's a nurse, that was my dad's friend. She sang. My mum left.", "father: dad; mother: mum"},
      {"Not that, who's that boy, my dad said. He sang. That was the brother with one ear.", "father: dad|He"},
      {"I'd a sister in Manila my mum never told us of. She sang.", "mother: mum"},
      {"My dad ran into a man. He sang.", "father: dad"},
      {"My mum was a worker and a nurse came. She sang.", "mother: mum"},
      {"I lived with my mum, a lodger, and my brother. She sang.", "mother: mum; brother: brother"},
      {"My mum, my teacher and my gran came. She sang.", "mother: mum; grandmother: gran"},
      {"When he left my mum, a neighbour came. She sang.", "mother: mum"},
      {"My dad came. A man. He sang.", "father: dad"},
      {"My mum was ill, a woman came. She sang.", "mother: mum"},
      {"My mum was there, and an old woman. She sang.", "mother: mum"},
      {"My mum left. When I was a kid, a woman, {{Name 1}}, came. She sang.", "mother: mum; name_1: {{Name 1}}"},
      {"When my dad died a strange man came. He sang.", "father dead: dad"},
      {"My mum was there. My teacher told {{Aunt 1}}. She sang.", "mother: mum; aunt_1: {{Aunt 1}}"},
      {"S: My mum sang.\nI: Did the teacher know?\nS: She sang.", "mother: mum"},
      {"S: My dad left and a cousin came.\nI: And your dad?\nS: He sang.", "father: dad|He"},
  });
}

TEST_CASE("what somebody is said to be brings in nobody") {
  check({
      {"My dad seemed a lonely man. He sang.", "father: dad|He"},
      {"My mum wasn't a woman to complain. She sang.", "mother: mum|She"},
      {"My mum wasn't really a very nice woman. She sang.", "mother: mum|She"},
      {"My dad was a man's man. He was my mum's doctor. He sang.", "father: dad|He|He; mother: mum"},
      {"My dad left. He turned into a different man. He sang.", "father: dad|He|He"},
      {"My dad stayed a drinker and a lonely man. He sang.", "father: dad|He"},
      {"My dad was a drinker, a gambler, a hard man. He sang.", "father: dad|He"},
      {"I think my dad was a drinker, just a weak man. He died a lonely man. He sang.", "father dead: dad|He|He"},
      {"My mum was a nurse but a hard woman. She sang. She was hard, a hard woman. She left.", "mother: mum|She|She|She"},
      {"My dad was a soldier, a proud man who never spoke. He sang.", "father: dad|He"},
      {"My mum was, um, a strict woman. She was, you know, a hard woman. She sang.", "mother: mum|She|She"},
      {"My mum was more of a friend than a mother. She sang.", "mother: mum|She"},
      {"My dad was a bit of a lad. What a man. You're a boy, he said.", "father: dad|he"},
      {"I lived with my dad, a hard man. He sang.", "father: dad|He"},
      {"I hated my mum, that woman. She sang.", "mother: mum|She"},
      {"My uncle Tom, a vicar, sang. He was kind.", "uncle: uncle|He"},
      {"A hard man, my dad. He sang.", "father: dad|He"},
      {"I: And your dad?\nS: Strong. Great, a great man. He sang.", "father: He"},
      {"I: Did you ever lose a parent, a brother or some other close relative?\nS: Yes, my dad. He sang.", "father: dad|He"},
      {"I: Was there a teacher or a neighbour you were close to?\nS: My gran. She sang.", "grandmother: gran|She"},
      {"I: Your mother, was she a strict woman?\nS: She was. She sang.", "mother: She|She"},
      {"I: Was your father the sort of man to shout?\nS: He was.", "father: He"},
      {"My teacher {{Teacher 1}} was kind. She sang.", "teacher_1: {{Teacher 1}}|She"},
      {"I had a nurse, {{Name 2}}, she was kind. She sang.", "name_2: {{Name 2}}|she|She"},
      {"There was a neighbour, Auntie Joan. She sang.", "aunt: Auntie|She"},
      {"There was a nurse, Nurse {{Name 1}}. She sang.", "name_1: {{Name 1}}|She"},
      {"An old boy called {{Name 1}} came, he sang.", "name_1: {{Name 1}}|he"},
      {"The teacher asked me, Mr {{Teacher 1}}, and he sang.", "teacher_1: {{Teacher 1}}|he"},
      {"The teacher from {{City 1}} came, my mum sang. She left.", "mother: mum"},
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
      {"I: Who died?\nS: My mum's mum.", "mother: mum"},
      {"I: Who died?\nS: My dad's older sister, and my gran.", "father: dad; grandmother dead: gran"},
      {"I: Who died?\nS: Nobody, my mum and dad are alive.", "mother: mum; father: dad"},
      {"I: Who died?\nS: My mum lost her mum.", "mother: mum"},
      {"I: Who in your family died?\nS: No, just my gran.", "grandmother dead: gran"},
      {"I: Who died?\nS: Nobody but my gran.", "grandmother dead: gran"},
      {"I: Who died?\nS: No one except my nan.", "grandmother dead: nan"},
      {"I: Who died?\nS: My gran, nobody else.", "grandmother dead: gran"},
      {"I: Who died?\nS: Just my gran, no one else.", "grandmother dead: gran"},
      {"I: Who died?\nS: Luckily only my gran.", "grandmother dead: gran"},
      {"I: Who died?\nS: Not really, just my gran.", "grandmother dead: gran"},
      {"I: Who died?\nS: Not my mum, just my gran.", "mother: mum; grandmother dead: gran"},
      {"I: Who died?\nS: No, they're all alive, mum and dad.", "mother: mum; father: dad"},
      {"I: Who died?\nS: No, my mum and dad are well.", "mother: mum; father: dad"},
      {"I: Who died?\nS: No, but my gran is ill.", "grandmother: gran"},
      {"I: Who died?\nS: None, just my mum left.", "mother: mum"},
      {"I: Who died?\nS: Nobody, only my mum is still here.", "mother: mum"},
      {"I: Who was there?\nS: My dad.", "father: dad"},
      {"My mum's mother died.", "mother: mum"},
      {"My dog died, my dad cried.", "father: dad"},
      {"My dad, he, um, he died.", "father dead: dad|he"},
      {"My father was a doctor and died when I was ten.", "father dead: father"},
      {"My grandmother was a lovely woman and passed away.", "grandmother dead: grandmother"},
      {"My dad, poor man, died. My mum, a nurse, died.", "father dead: dad; mother dead: mum"},
      {"My dad, a man who drank, died.", "father dead: dad"},
      {"My gran, my mum's mother, died.", "grandmother dead: gran; mother: mum"},
      {"My gran and the dog died. My dad and his brother died.", "grandmother dead: gran; father dead: dad"},
      {"My gran fell and the dog died. I was with my dad and the dog died.", "grandmother: gran; father: dad"},
      {"My gran and the nurse who died. My dad, a friend of his died.", "grandmother: gran; father: dad"},
      {"My mum's doctor died. My dad told the nurse she died.", "mother: mum; father: dad"},
  });
}

TEST_CASE("who did harm") {
  check({
      {"My uncle hit me. My aunt hit the ball.", "uncle harm: uncle; aunt: aunt"},
      {"My dad, he beat us.", "father harm: dad|he"},
      {"My dad never hit me.", "father: dad"},
      {"My dad beat me at chess.", "father: dad"},
      {"My sister slapped my brother.", "sister harm: sister; brother: brother"},
      {"My mum's boyfriend hit me. My dad's brother beat us.", "mother: mum; father: dad"},
      {"My mum and I hit my brother.", "mother: mum; brother: brother"},
      {"My dad and his friend hit me. My gran, a teacher, slapped me.", "father harm: dad; grandmother harm: gran"},
      {"My dad left, a teacher hit me.", "father: dad"},
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
