#include "attune/coding/phrase.h"

#include <string>
#include <vector>

#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

struct Case {
  std::string pattern;
  std::string text;
  std::string marks;
};

void check(const std::vector<Case>& cases, const std::string& extra = "") {
  for (const Case& c : cases) {
    CAPTURE(c.pattern, c.text);
    CHECK(marked("any = ['''" + c.pattern + "''']", c.text, extra) == c.marks);
  }
}

}  // namespace

TEST_CASE("words match whatever their case and apostrophe") {
  check({
      {"my dog", "So MY Dog left.", "[MY Dog]"},
      {"my dog", "my dogs, my doggy", ""},
      {"don't know", "I don\u2019t know.", "[don\u2019t know]"},
      {"she's kind", "She\u2019s kind. She is kind.", "[She\u2019s kind]"},
      {"'cause", "\u2019Cause he left", "[\u2019Cause]"},
      {"caf\u00E9", "The CAF\u00C9", "[CAF\u00C9]"},
      {"grans'", "my grans' house", "[grans']"},
      {"nineteen", "1998 and nineteen", "[nineteen]"},
      {"1998", "In 1998.", "[1998]"},
  });
}

TEST_CASE("prefixes, inflections, exact words") {
  check({
      {"forget*", "forget, forgetful, forgot, unforgettable", "[forget] [forgetful]"},
      {"~walk", "walk walks walked walking walker", "[walk] [walks] [walked] [walking]"},
      {"~stop", "She stopped and is stopping stops", "[stopped] [stopping] [stops]"},
      {"~care", "care cared caring cares careful careless", "[care] [cared] [caring] [cares]"},
      {"~try", "try tries tried trying", "[try] [tries] [tried] [trying]"},
      {"~go", "I go, she goes, went, gone, going, goner", "[go] [goes] [went] [gone] [going]"},
      {"~be", "I am, was, were, been, is, be, being", "[am] [was] [were] [been] [is] [be] [being]"},
      {"~be", "I'm, she's, they're", "['m] ['s] ['re]"},
      {"(~cling|~flee|~spit|~dig|~kneel|~spoil)", "clung fled spat dug knelt spoilt spoiled kneeled", "[clung] [fled] [spat] [dug] [knelt] [spoilt] [spoiled] [kneeled]"},
      {"(~panic|~focus|~travel|~quarrel)", "panicked panicking focussed focused travelled quarrelling", "[panicked] [panicking] [focussed] [focused] [travelled] [quarrelling]"},
      {"(~child|~man|~woman|~wife|~foot)", "children men women wives feet children's mend", "[children] [men] [women] [wives] [feet] [children]"},
      {"~have", "I have, had, has, having", "[have] [had] [has] [having]"},
      {"=May", "In May I may", "[May]"},
      {"=May", "MAY", ""},
  });
}

TEST_CASE("lexicons, nested, with exceptions and phrases") {
  const std::string extra =
      "[lexicon]\npet = [\"dog\", \"cat*\", \"guinea pig\"]\nanimal = [\"{pet}\", \"~hare\", \"wild boar\"]\n"
      "[lexicon.tame]\nentries = [\"{animal}\"]\nexcept = [\"catty\", \"wild boar\", \"dog\"]\n"
      "[lexicon.wild]\nentries = [\"big dog\", \"(small dog|old cat)\", \"cross-eyed\"]\nexcept = [\"(small dog|old cat)\", \"cross-eyed\"]\n";
  check(
      {
          {"my {pet}", "my dog, my cats, my guinea pig, my pig", "[my dog] [my cats] [my guinea pig]"},
          {"my {animal}", "my dog, my hares, my wild boar", "[my dog] [my hares] [my wild boar]"},
          {"my {wild}", "my big dog, my small dog, my cross-eyed, my old cat", "[my big dog]"},
          {"my {tame}", "my dog, my catty, my cats, my hares, my wild boar, my guinea pig", "[my cats] [my hares] [my guinea pig]"},
          {"my {pet}?", "my tree, my dog", "[my] [my dog]"},
      },
      extra);
}

TEST_CASE("groups, options, gaps") {
  check({
      {"my (dog|old cat)", "my dog, my old cat, my cat", "[my dog] [my old cat]"},
      {"my old? dog", "my dog, my old dog, my big dog", "[my dog] [my old dog]"},
      {"my (very old)? dog", "my dog, my very old dog, my old dog", "[my dog] [my very old dog]"},
      {"my ((big|small) dog|cat)", "my small dog, my cat, my dog", "[my small dog] [my cat]"},
      {"my ...2 dog", "my dog. My big dog. My big old dog. My very big old dog.", "[my dog] [My big dog] [My big old dog]"},
      {"my ... dog", "my a b c d e dog. My a b c d e f dog.", "[my a b c d e dog]"},
      {"my ...1 dog", "my brother's, dog", "[my brother's, dog]"},
      {"my ...0 dog", "my, dog", "[my, dog]"},
      {"my ...2 dog", "My big. Dog.", ""},
      {"my ...3 dog", "my dog and my dog", "[my dog and my dog]"},
      {"my ...2 (dog|cat)", "my dog and cat", "[my dog and cat]"},
  });
}

TEST_CASE("the ends of the scope") {
  check({
      {"^ my dog", "My dog, my dog. My dog.", "[My dog] [My dog]"},
      {"^ my dog", "Um, {{pause}} my dog. \"My dog.\"", "[my dog] [My dog]"},
      {"my dog $", "My dog, my dog. My dog left. Oh my dog {{laughs}}...", "[my dog] [my dog]"},
      {"^ <word> $", "Nothing. Nothing at all. Never!", "[Nothing] [Never]"},
      {"^ no $", "No. No, no.", "[No]"},
  });
}

TEST_CASE("what is skippable is passed over, and a class consumes it") {
  check({
      {"my dog", "my, um, dog", "[my, um, dog]"},
      {"my dog", "my {{pause 3 sec}} dog", "[my {{pause 3 sec}} dog]"},
      {"my dog", "my (mhm) dog (laughs) left", "[my (mhm) dog]"},
      {"my dog", "my, my dog", "[my dog]"},
      {"my dog", "my d- dog", "[my d- dog]"},
      {"I don't know", "I, I, I don't know", "[I don't know]"},
      {"I don't know", "I-I don't (okay) know", "[I don't (okay) know]"},
      {"my dog", "my {{sic}} dog", ""},
      {"my dog", "my {{inaudible}} dog", ""},
      {"my dog", "my, dog", ""},
      {"my <pause> dog", "my {{pause}} dog, my dog", "[my {{pause}} dog]"},
      {"my <pause 5s> dog", "my {{5 sec}} dog, my (4.9) dog, my {{long pause}} dog, my ... dog", "[my {{5 sec}} dog] [my {{long pause}} dog]"},
      {"<laugh>", "So (laughs) he {{cries}}", "[(laughs)]"},
      {"<sound>", "So (laughs) he {{cries}}", "[(laughs)] [{{cries}}]"},
      {"<filler> well", "um, well", "[um, well]"},
      {"<filler> well", "um well", "[um well]"},
      {"<filler> <comma> well", "um, well", "[um, well]"},
      {"<sic>", "when I died {{sic}}", "[{{sic}}]"},
      {"I died <sic>", "when I died {{sic}}", "[I died {{sic}}]"},
      {"just <unfinished>", "I just... I just--", "[just--]"},
      {"just <unfinished>", "I just--", "[just--]"},
      {"just <unfinished>", "I just...", "[just...]"},
      {"<retrace> I", "I, I went", "[I, I]"},
      {"<cut_off>", "it was terr- bad", "[terr-]"},
  });
}

TEST_CASE("punctuation is a class") {
  check({
      {"<question> $", "Really? Yes.", "[?]"},
      {"well <comma>", "Well, well", "[Well,]"},
      {"<quote> go", "He said \"go\" and \u201Cgo\u201D", "[\"go] [\u201Cgo]"},
      {"cold <dash> very", "cold \u2014 very, cold - very, cold -- very, cold very", "[cold \u2014 very] [cold - very] [cold -- very]"},
  });
}

TEST_CASE("hyphenated words match whole and word by word") {
  check({
      {"knit", "a close-knit family", "[knit]"},
      {"close-knit", "a close-knit family, a close knit family", "[close-knit] [close knit]"},
      {"close knit family", "a close\u2010knit family", "[close\u2010knit family]"},
      {"mother-in-law", "my mother-in-law's dog", "[mother-in-law]"},
      {"~walk", "sleep-walking", "[walking]"},
  });
}

TEST_CASE("redacted names and best guesses match by their words") {
  check({
      {"my aunt", "my {{Aunt 2}} came", "[my {{Aunt 2}}]"},
      {"coat", "a {{coat?}} on", "[{{coat?}}]"},
      {"<redacted> came", "{{Aunt 2}} came", "[{{Aunt 2}} came]"},
      {"<uncertain>", "a {{coat?}} on", "[{{coat?}}]"},
  });
}

TEST_CASE("people, ages, numbers, years") {
  check({
      {"<kin>", "My mother and her friend.", "[mother]"},
      {"<deceased> ...2 is", "My dad died. My dad is kind. My mum is kind.", "[dad is]"},
      {"<harmful>", "My uncle hit me. My aunt did not.", "[uncle]"},
      {"I was <age>", "I was seven. I was 7 then. I was cold.", "[I was seven] [I was 7]"},
      {"<year>", "in 1998, at 5", "[1998]"},
      {"<number>", "in 1998, at five", "[1998] [five]"},
  });
}

TEST_CASE("long runs of what is passed over take linear time") {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "um, {{pause}} ";
  CHECK(marked("any = [\"<filler> my dog\", \"^ my dog\", \"<pause> my dog $\"]", text + "my dog").ends_with("my dog]"));
}
