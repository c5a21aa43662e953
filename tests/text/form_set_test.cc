#include "attune/text/form_set.h"

#include "attune/text/unicode.h"
#include "catch.h"

using namespace attune;

TEST_CASE("words are the same but for the case of ASCII letters when their starts are, up to eight bytes") {
  std::string word;
  for (int first = 1; first < 256; ++first)
    for (int second = 1; second < 256; second += 7) {
      word = {static_cast<char>(first), static_cast<char>(second), 'Q'};
      std::string lower = word;
      for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      if (folded_start(word) != folded_start(lower)) FAIL(first << " " << second);
      if (first != 'a' && first != 'A' && folded_start(word) == folded_start(std::string{'a', word[1], 'q'})) FAIL(first << " " << second);
    }
  CHECK(folded_start("") == 0);
  CHECK(folded_start("ABCDEFGHI") == folded_start("abcdefghx"));
  CHECK(folded_start("abc") != folded_start("abcd"));
}

TEST_CASE("a set of forms is asked as the set of its folded words is") {
  const FormSet set({"um", "Uh", "mm-hmm", "everything", "'cause", "\u00C9t\u00E9", "er", "extraordinarily"});
  for (const char* word : {"um", "UM", "uh", "Mm-Hmm", "EVERYTHING", "'cause", "\u2019CAUSE", "\u00E9T\u00C9", "er", "Extraordinarily"}) {
    CAPTURE(word);
    CHECK(set.contains(word));
  }
  for (const char* word : {"", "u", "umm", "everythin", "everythings", "cause", "`cause", "\u00E9te", "extraordinarilyextraordinarily", "\rcause"}) {
    CAPTURE(word);
    CHECK_FALSE(set.contains(word));
  }
  CHECK_FALSE(FormSet().contains("a"));
  CHECK_FALSE(FormSet().contains("a longer one"));
  CHECK(FormSet().empty());
}
