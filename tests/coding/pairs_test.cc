// Two marks of one group on one person.
#include "attune/coding/pairs.h"

#include <optional>
#include <string>
#include <vector>

#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

/// "1[never hit me] 1[he hit me]": the number of a mark's group before it.
std::string paired(const std::string& rule, const std::string& text) {
  const Transcript transcript = example_of(text);
  Coder coder({book_of(rule)});
  std::string line;
  for (const Coding& coding : coder.code(transcript))
    for (const Mark& mark : coding.marks)
      line += fmt::format("{}{}[{}]", line.empty() ? "" : " ", mark.group.substr(mark.group.find(':') + 1), slice(transcript.text, mark.span));
  return line;
}

const std::string kRule = "any = [\"never (hit|hurt) (me|us)\"]\npair = [\"(hit|belted) (me|us)\"]\nunless = [\"they say\"]";

}  // namespace

TEST_CASE("a passage is about whom it names, else about the nearest person of its sentence") {
  // Who is spoken of where: 0 at 10 to 13, 1 at 20 to 23, 2 at 40 to 43, of which the sentence 5 to 35 has two.
  const std::vector<FigureMention> mentions = {{{10, 13}, false, false, 0}, {{20, 23}, false, false, 1}, {{40, 43}, false, false, 2}};
  struct Case {
    Span passage;
    std::optional<std::uint32_t> figure;
  };
  const std::vector<Case> cases = {
      {{9, 22}, 0},   // of two named the first
      {{21, 30}, 1},  // touched
      {{14, 18}, 0},  // between: the one before
      {{25, 30}, 1},
      {{6, 9}, 0},    // before all: the first behind it
      {{25, 41}, 2},  // goes on over the end of the sentence, and names somebody there
      {{36, 39}, 1},  // behind the sentence
  };
  for (const Case& c : cases) {
    CAPTURE(c.passage.begin, c.passage.end);
    CHECK(figure_near(c.passage, {5, 35}, mentions) == c.figure);
  }
  CHECK(figure_near({26, 30}, {24, 35}, mentions) == std::nullopt);
  // Who stands directly behind it is not in it.
  CHECK(figure_near({5, 10}, {0, 20}, {{{0, 3}, false, false, 0}, {{10, 13}, false, false, 1}}) == 0);
}

TEST_CASE("a pair is two marks on one person in different sections") {
  struct Case {
    std::string text;
    std::string marks;
  };
  const std::vector<Case> cases = {
      {"@adj_father\nI: So?\nS: My dad never hit us.\n@threat_abuse\nI: And?\nS: My dad belted me.", "1[never hit us] 1[belted me]"},
      {"@adj_father\nI: So?\nS: My dad never hit us.\n@threat_abuse\nI: And?\nS: My dad came home. He belted me.", "1[never hit us] 1[belted me]"},  // pronoun
      {"@adj_father\nI: So?\nS: {{Uncle 2}} never hit us.\n@threat_abuse\nI: And?\nS: {{Uncle 2}} belted me.", "1[never hit us] 1[belted me]"},
      {"@adj_father\nI: So?\nS: {{Uncle 2}} never hit us.\n@threat_abuse\nI: And?\nS: {{Uncle 1}} belted me.", ""},
      {"@adj_father\nI: So?\nS: My dad never hit us.\n@threat_abuse\nI: And?\nS: My mum belted me.", ""},
      {"@adj_father\nI: So?\nS: My dad never hit us.\nI: And?\nS: My dad belted me.", ""},
      {"@adj_father\nI: So?\nS: They say my dad never hit us.\n@threat_abuse\nI: And?\nS: My dad belted me.", ""},
      {"@adj_father\nI: So?\nS: My dad never hit us. My dad never hurt me.\n@threat_abuse\nI: And?\nS: My dad belted me. My dad belted us.",
       "1[never hit us] 2[never hurt me] 1[belted me] 2[belted us]"},
      {"@adj_father\nI: So?\nS: Never hit us.\n@threat_abuse\nI: And?\nS: Belted me.", ""},  // about nobody
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(paired(kRule, c.text) == c.marks);
  }
}

TEST_CASE("a pair may be looked for in one response, or about anybody") {
  const std::string same = kRule + "\npair_where = \"same_response\"";
  CHECK(paired(same, "My dad never hit us. Once he belted me.") == "1[never hit us] 1[belted me]");
  CHECK(paired(same, "I: So?\nS: My dad never hit us.\nI: No?\nS: My dad belted me.") == "");
  CHECK(paired(same + "\npair_figure = false", "Never hit us. Belted me.") == "1[Never hit us] 1[Belted me]");
}
