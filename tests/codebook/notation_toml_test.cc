#include "attune/codebook/notation_toml.h"

#include <string>

#include "attune/error.h"
#include "catch.h"

using namespace attune;

namespace {

std::string problems(const std::string& toml) {
  try {
    (void)parse_notation(toml, "n.toml");
  } catch (const Errors& errors) {
    return errors.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a notation profile is read, its words folded") {
  const NotationProfile profile = parse_notation(R"toml(
[notation]
id = "n"
title = "N"
language = "en"
interruption = ""
cut_off_hyphen = false
dots_are_pauses = false
[labels]
interviewer = ["I"]
participant = ["S"]
header = ["Date"]
[[bracket]]
open = "(("
close = "))"
otherwise = "comment"
[[bracket]]
open = "("
close = ")"
otherwise = "spoken"
[pause]
short = ["Pause"]
long = ["long pause"]
dots = ["."]
seconds = ["sec"]
minutes = ["min"]
[sound]
laugh = ["laughs"]
cry = ["cries"]
sigh = ["sighs"]
other = ["coughs"]
[marks]
sic = ["sic"]
unintelligible = ["inaudible"]
redacted = ["aunt"]
[words]
backchannel = ["mhm"]
filler = ["um"]
function = ["the"]
apostrophe = ["’cause"]
abbreviation = ["mr"]
)toml",
                                                 "n.toml");
  NotationProfile expected;
  expected.id = "n";
  expected.title = "N";
  expected.interviewer_labels = {"i"};
  expected.participant_labels = {"s"};
  expected.header_keys = {"date"};
  expected.brackets = {{"((", "))", BracketContent::comment}, {"(", ")", BracketContent::spoken}};
  expected.backchannels = {"mhm"};
  expected.short_pauses = {"pause"};
  expected.long_pauses = {"long pause"};
  expected.pause_dots = {"."};
  expected.seconds = {"sec"};
  expected.minutes = {"min"};
  expected.laughs = {"laughs"};
  expected.cries = {"cries"};
  expected.sighs = {"sighs"};
  expected.other_sounds = {"coughs"};
  expected.sic = {"sic"};
  expected.unintelligible = {"inaudible"};
  expected.redacted = {"aunt"};
  expected.fillers = {"um"};
  expected.function_words = {"the"};
  expected.apostrophe_words = {"'cause"};
  expected.abbreviations = {"mr"};
  expected.interruption = "";
  expected.cut_off_hyphen = false;
  expected.dots_are_pauses = false;
  CHECK(profile == expected);
}

TEST_CASE("every mistake in a notation profile is reported with its place") {
  CHECK(problems("[notation]\nid = \"n\"\ntitle = \"N\"\nlanguage = \"en\"\ninterruption = 3\n"
                 "[[bracket]]\nopen = \"(\"\nclose = \")\"\notherwise = \"spoken\"\n"
                 "[[bracket]]\nopen = \"((\"\nclose = \"))\"\notherwise = \"talk\"\n"
                 "[word]\nfiller = [\"um\"]\n") ==
        "n.toml: expected a table [labels], found none\n"
        "n.toml:5:16: expected a text for \"interruption\", found a number\n"
        "n.toml:10:1: expected the longer opening before \"(\", found \"((\" after it\n"
        "n.toml:13:13: expected comment, spoken, maze, overlap for \"otherwise\", found \"talk\"\n"
        "n.toml:14:2: unknown key \"word\" in the file; did you mean \"words\"?");
}

TEST_CASE("a list that is there, also an empty one, stands for that of the extended profile") {
  const std::string head = "[notation]\nid = \"n\"\ntitle = \"N\"\nlanguage = \"en\"\nextends = \"aai\"\n";
  const NotationProfile base = parse_notation(head, "n.toml");
  REQUIRE(!base.fillers.empty());
  REQUIRE(!base.laughs.empty());
  NotationProfile expected = base;
  expected.fillers.clear();
  expected.laughs = {"ha"};
  CHECK(parse_notation(head + "[sound]\nlaugh = [\"Ha\"]\n[words]\nfiller = []\n", "n.toml") == expected);
}

TEST_CASE("a profile extends a shipped one that extends none") {
  const auto extending = [](const std::string& base) {
    return problems("[notation]\nid = \"n\"\ntitle = \"N\"\nlanguage = \"en\"\nextends = \"" + base + "\"\n");
  };
  CHECK(extending("aai") == "");
  CHECK(extending("chat") == "n.toml:5:11: expected extends to name a profile that extends none, found \"chat\"");
  CHECK(extending("chatt") == "n.toml:5:11: expected extends to name a shipped notation profile, found \"chatt\"");
}
