#include "attune/codebook/codebook.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace attune;

namespace {

const std::string kHeader =
    "[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"B\"\n"
    "[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n";

const std::string kMarker =
    "[[marker]]\nid = \"m\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\n"
    "hit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n";

const std::string kNoException = "expected a word, or a phrase that is an entry, in \"except\", found ";
const std::string kNoSection = "expected a section of a shipped protocol map, or one of \"own_sections\" in [codebook], found ";

/// The header with that list of keys.
std::string own_sections(const std::string& keys) {
  const std::size_t codes = kHeader.find("[[code]]");
  return kHeader.substr(0, codes) + "own_sections = " + keys + "\n" + kHeader.substr(codes);
}

std::string problems(const std::string& toml) {
  try {
    (void)parse_codebook(toml, "b.toml");
  } catch (const Errors& errors) {
    return errors.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a codebook is read with all its parts") {
  const std::string toml = R"toml(
[codebook]
id = "grief"
version = "1.2.3"
language = "en"
title = "Loss"
default = false

[[reference]]
id = "main-1990"
text = "Main & Hesse (1990)."

[[code]]
id = "unresolved"
title = "Lapses"
definition = "A lapse."
polarity = "away"

[[code]]
id = "unresolved.present"
parent = "unresolved"
title = "Present tense"
definition = "The dead spoken of as alive."
polarity = "away"

[[scale]]
id = "u_loss"
title = "Unresolved loss"
definition = "Per event."
target = "event"
level = "interval"
aliases = ["u_loss_1=event:loss_1", "uloss"]

[[scale]]
id = "record"
title = "Class"
definition = "As on the sheet."
target = "none"
level = "class_record"

[lexicon]
be = ["is", "'s", "{say}"]
say = { entries = ["says", "~tell"], except = ["told"] }

[[marker]]
id = "unresolved.present_tense"
code = "unresolved.present"
title = "Speaks of a dead person in the present tense"
why = "The dead are spoken of as alive."
evidence = "E2"
references = ["main-1990"]
scope = "turn"
speaker = "any"
sections = ["loss"]
not_sections = ["warmup"]
any = ["<deceased> ...2 {be}"]
regex = ['''\bis here\b''']
all = ["gran"]
unless = ["used to"]
unless_before = ["if"]
unless_after = ["in heaven"]
negation = "skip"
overlap = "all"
cap = 2
hit = ["a", { text = "My gran is here.", section = "loss", asked = "Who died?", figures = ["gran: dead"], spans = ["gran is"] }, "c"]
miss = ["d", "e"]

[[index]]
id = "unresolved.away"
title = "Lapses"
codes = ["unresolved", "unresolved.*"]
polarity = "away"
sections = ["loss"]
[index.weights]
"unresolved.present" = 2
)toml";
  const Codebook book = parse_codebook(toml, "grief.toml");
  CHECK(rater_name(book) == "grief@1.2.3");
  CHECK(book.language == "en");
  CHECK_FALSE(book.on_by_default);
  CHECK(book.references == std::vector<Reference>{{"main-1990", "Main & Hesse (1990)."}});
  REQUIRE(book.codes.size() == 2);
  CHECK(book.codes[1] ==
        Code{"unresolved.present", "unresolved", "Present tense", "The dead spoken of as alive.", Polarity::away});
  REQUIRE(book.scales.size() == 2);
  CHECK(book.scales[0] == Scale{"u_loss",
                                "Unresolved loss",
                                "Per event.",
                                TargetKind::event,
                                ScaleLevel::interval,
                                1,
                                9,
                                0.5,
                                {},
                                {"u_loss_1=event:loss_1", "uloss"}});
  CHECK(book.scales[1].level == ScaleLevel::class_record);
  CHECK(book.lexicons == std::vector<Lexicon>{{"be", {"is", "'s", "{say}"}, {}, {"grief.toml", 42, 1}},
                                              {"say", {"says", "~tell"}, {"told"}, {"grief.toml", 43, 1}}});
  REQUIRE(book.markers.size() == 1);
  Marker marker;
  marker.id = "unresolved.present_tense";
  marker.code = "unresolved.present";
  marker.title = "Speaks of a dead person in the present tense";
  marker.why = "The dead are spoken of as alive.";
  marker.polarity = Polarity::away;  // of its code
  marker.evidence = Evidence::e2;
  marker.references = {"main-1990"};
  marker.scope = Scope::turn;
  marker.speaker = Role::none;
  marker.sections = {"loss"};
  marker.not_sections = {"warmup"};
  marker.any = {{"<deceased> ...2 {be}", {"grief.toml", 56, 8}}};
  marker.regex = {{"\\bis here\\b", {"grief.toml", 57, 10}}};
  marker.all = {{"gran", {"grief.toml", 58, 8}}};
  marker.unless = {{"used to", {"grief.toml", 59, 11}}};
  marker.unless_before = {{"if", {"grief.toml", 60, 18}}};
  marker.unless_after = {{"in heaven", {"grief.toml", 61, 17}}};
  marker.negation = Negation::skip;
  marker.overlap = Overlap::all;
  marker.cap = 2;
  marker.hit = {{"a", "other", "", {}, {}, {"grief.toml", 65, 8}},
                {"My gran is here.", "loss", "Who died?", {"gran: dead"}, {"gran is"}, {"grief.toml", 65, 13}},
                {"c", "other", "", {}, {}, {"grief.toml", 65, 130}}};
  marker.miss = {{"d", "other", "", {}, {}, {"grief.toml", 66, 9}}, {"e", "other", "", {}, {}, {"grief.toml", 66, 14}}};
  marker.place = {"grief.toml", 45, 1};
  CHECK(book.markers[0] == marker);
  CHECK(book.indices == std::vector<Index>{{"unresolved.away",
                                            "Lapses",
                                            {"unresolved", "unresolved.*"},
                                            Polarity::away,
                                            {"loss"},
                                            {{"unresolved.present", 2}},
                                            {"grief.toml", 68, 1}}});
  CHECK(book.text == toml);
  CHECK(sha256_of(book).size() == 64);
}

TEST_CASE("twenty mistakes of meaning are twenty lines, in the order of the file") {
  const std::string toml = R"toml([codebook]
id = "my book"
version = "1.0"
titel = "A title"
language = "English"
[[code]]
id = "c"
title = "C"
definition = "D"
polarity = "down"
[[code]]
id = "c"
title = 3
definition = "D"
polarity = "away"
parent = "nobody"
[[scale]]
id = "s"
title = "S"
definition = "D"
target = "none"
level = "interval"
min = 9
max = 1
[lexicon]
a = ["x", "{b}"]
b = { entries = ["well, yes", "{a}"], except = [] }
[[marker]]
id = "m"
code = "d"
title = "T"
why = "W"
evidence = "E2"
references = ["freud"]
any = ["\"é\" <deceasd> is", '''{kim}''']
regex = ["\bdead"]
cap = -1
hit = ["a", "b"]
miss = [{ text = "x", figures = ["gran: gone"] }, "y"]
[[index]]
id = "i"
title = "I"
codes = ["e.*"]
)toml";
  CHECK(problems(toml) ==
        "b.toml:1:1: expected the key \"title\" in [codebook], found none\n"
        "b.toml:2:6: expected an id of up to 64 letters, digits, \".\", \"_\" or \"-\", found \"my book\"\n"
        "b.toml:3:11: expected a version of three numbers, as in 1.0.0, found \"1.0\"\n"
        "b.toml:4:1: unknown key \"titel\" in [codebook]; did you mean \"title\"?\n"
        "b.toml:5:12: expected a language tag, as in en or en-GB, found \"English\"\n"
        "b.toml:10:12: expected away, toward, neutral for \"polarity\", found \"down\"\n"
        "b.toml:12:6: expected a code id that is used once, found \"c\", declared on line 7\n"
        "b.toml:13:9: expected a text for \"title\", found a number\n"
        "b.toml:16:10: expected a declared code, found \"nobody\"\n"
        "b.toml:17:1: expected \"min\" below \"max\" in [[scale]], found 9 and 1\n"
        "b.toml:27:23: expected <comma> for literal punctuation, found \",\"\n"
        "b.toml:27:32: expected a lexicon that does not hold itself, found a -> b -> a\n"
        "b.toml:30:8: expected a declared code, found \"d\"\n"
        "b.toml:34:15: expected a declared reference, found \"freud\"\n"
        "b.toml:35:9: expected <quote> for literal punctuation, found \"\"\"\n"
        "b.toml:35:12: expected <quote> for literal punctuation, found \"\"\"\n"
        "b.toml:35:15: expected a class of tokens, found \"<deceasd>\"; did you mean \"deceased\"?\n"
        "b.toml:35:33: expected a declared lexicon, found \"kim\"\n"
        "b.toml:36:11: expected a regex in '''three single quotes''', where TOML leaves \"\\b\" as it is, found the "
        "control character U+0008\n"
        "b.toml:37:7: expected 0 to 1,000,000 for \"cap\", found another number\n"
        "b.toml:38:1: expected at least 3 examples in \"hit\", found 2\n"
        "b.toml:39:34: expected a figure as in \"gran: dead\" (dead, harmful, female, male), found \"gran: gone\"\n"
        "b.toml:43:10: expected a declared code, found \"e.*\"");
}

TEST_CASE("a mistake in a codebook is reported with its place") {
  struct Row {
    std::string toml;
    std::string problems;
  };
  const std::vector<Row> rows = {
      {"", "b.toml: expected a table [codebook], found none"},
      {"[codebook]\nid = \"b\"\nid = \"c\"\n",
       "b.toml:3:6: not TOML: Error while parsing key-value pair: cannot redefine existing string 'id'"},
      {"a = \"\xFF\"", "b.toml:1:6: expected UTF-8, found other bytes"},
      {std::string("a\n\0", 3), "b.toml:2:1: expected text, found a NUL byte"},
      {kHeader + "marker = 3\n", "b.toml:11:1: unknown key \"marker\" in [[code]]"},
      {"marker = 3\n" + kHeader, "b.toml:1:1: expected [[marker]], a table for each, found a number"},
      {"markers = 3\n" + kHeader, "b.toml:1:1: unknown key \"markers\" in the file; did you mean \"marker\"?"},
      {kHeader + kMarker, "b.toml:11:1: expected \"any\" or \"regex\" in [[marker]], for what it marks, found neither"},
      {kHeader + kMarker + "any = \"a\"", "b.toml:19:7: expected a list of texts for \"any\", found a text"},
      {kHeader + kMarker + "any = [\"a\"]\nnear_words = 0\ncap = 0\nfirst_words = 0",
       "b.toml:20:1: expected \"near\" beside \"near_words\", found none\nb.toml:20:14: expected 1 or more for \"near_words\", found 0\n"
       "b.toml:21:7: expected 1 or more for \"cap\", found 0\nb.toml:22:15: expected 1 or more for \"first_words\", found 0"},
      {kHeader + kMarker + "any = [\"a\"]\npair_where = \"anywhere\"\npair_figure = false\ncount_each = true",
       "b.toml:20:1: expected \"pair\" beside \"pair_where\", found none\nb.toml:21:1: expected \"pair\" beside \"pair_figure\", found none\n"
       "b.toml:22:1: expected [marker.weights] beside \"count_each\", found none"},
      {kHeader + kMarker + "any = [\"a\", 3, \"\"]",
       "b.toml:19:13: expected a text in \"any\", found a number\n"
       "b.toml:19:16: expected a text in \"any\", found an empty one"},
      {kHeader + kMarker + "any = [\"\"\"\nwell \\\n   then,\"\"\"]",
       "b.toml:21:8: expected <comma> for literal punctuation, found \",\""},
      {kHeader + kMarker + "any = [\"\\u00E9,\"]",
       "b.toml:19:15: expected <comma> for literal punctuation, found \",\""},
      {kHeader + "[[code]]\nid = \"d\"\nparent = \"c\"\ntitle = \"D\"\ndefinition = \"D\"\npolarity = \"away\"\n"
                 "[[code]]\nid = \"e\"\nparent = \"d\"\ntitle = \"E\"\ndefinition = \"E\"\npolarity = \"away\"\n",
       "b.toml:17:1: expected a parent code that has no parent itself, found \"d\""},
      {kHeader + "[lexicon]\na = [\"{a}\"]\nb = [\"^ x\"]\nc = []\n",
       "b.toml:12:7: expected a lexicon that does not hold itself, found a -> a\n"
       "b.toml:13:7: expected \"^\" and \"$\" only in the patterns of markers, found one in a lexicon\n"
       "b.toml:14:5: expected at least one text in \"c\", found none"},
      {kHeader + "[lexicon]\na = [\"~hit\", \"wild boar\"]\nb = { entries = [\"{a}\", \"my (dog|cat)\"], except = [\"hits\", \"hit it off\", \"wild boar\", \"my (dog|cat)\", \"(x|y)\"] }\n",
       "b.toml:13:60: " + kNoException + "\"hit it off\", which takes nothing away\nb.toml:13:103: " + kNoException + "\"(x|y)\", which takes nothing away"},
      {kHeader + "[[scale]]\nid = \"s\"\ntitle = \"S\"\ndefinition = \"D\"\ntarget = \"figure\"\nlevel = \"nominal\"\n"
                 "categories = [\"a\"]\naliases = [\"x=event:1\", \"X\"]\n",
       "b.toml:11:1: expected two or more different \"categories\" in a nominal [[scale]], found 1\n"
       "b.toml:18:12: expected an alias with the scale's own kind of target, found \"x=event:1\"\n"
       "b.toml:18:25: expected an alias that is used once, found \"X\""},
      {kHeader + "[[index]]\nid = \"i\"\ntitle = \"I\"\ncodes = [\"c\"]\nweights = { c = nan, d = 1 }\n",
       "b.toml:15:17: expected a number within a thousand million for \"c\", found another\n"
       "b.toml:15:22: expected a declared code, found \"d\""},
      {kHeader + kMarker + "any = [\"a\"]\nsections = [\"loss\", \"los\"]\nnot_sections = [\"nowhere\"]",
       "b.toml:20:21: " + kNoSection + "\"los\"; did you mean \"loss\"?\nb.toml:21:17: " + kNoSection + "\"nowhere\""},
      {kHeader + "[[index]]\nid = \"i\"\ntitle = \"I\"\ncodes = [\"c\"]\nsections = [\"adj_mohter\"]\n",
       "b.toml:15:13: " + kNoSection + "\"adj_mohter\"; did you mean \"adj_mother\"?"},
      {kHeader + kMarker.substr(0, kMarker.find("hit")) + "any = [\"a\"]\nhit = [{ text = \"a\", section = \"lss\" }, \"I: Who?\\nS: An aunt.\\n@losss\\nS: a\", \"a @home\"]\n"
                 "miss = [\"d\", { text = \"@now\\nS: e\", section = \"other\" }]\n",
       "b.toml:18:32: " + kNoSection + "\"lss\"; did you mean \"loss\"?\nb.toml:18:64: " + kNoSection + "\"losss\"; did you mean \"loss\"?"},
      {own_sections("[\"school\", \"loss\"]") + kMarker + "any = [\"a\"]\nsections = [\"school\", \"scool\"]",
       "b.toml:21:23: " + kNoSection + "\"scool\"; did you mean \"school\"?"},
      {own_sections("[\"my dream\", \"a\", \"a\"]"),
       "b.toml:6:17: expected an id of up to 64 letters, digits, \".\", \"_\" or \"-\", found \"my dream\"\n"
       "b.toml:6:34: expected a section id that is used once, found \"a\", declared on line 6"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.toml);
    CHECK(problems(row.toml) == row.problems);
  }
}

TEST_CASE("a codebook that is too large or nested too deep is one problem") {
  CHECK(problems(std::string(8 * 1024 * 1024 + 1, ' ')) ==
        "b.toml: expected at most 8 MiB of TOML, found 8388609 bytes");
  std::string keys = "a";
  for (int i = 0; i < 100000; ++i) keys += ".a";
  CHECK(problems(keys + " = 1") == "b.toml:1:64: expected a key of at most 32 parts, found more");
  CHECK(problems("a = " + std::string(100000, '[')).starts_with("b.toml:1:"));
}

TEST_CASE("a table header without a name is a problem, wherever TOML takes the bracket for one") {
  for (const char* header :
       {"[:a]", "[[:a]]", " [ (a) ]", "[\na]", "\xEF\xBB\xBF[<a>]", "a = [\n[1]]\n[.a]", "a = 'x'\n[=]"}) {
    CAPTURE(header);
    CHECK(problems(header).find("expected the name of a table, found something else") != std::string::npos);
  }
  for (const char* fine : {"a = [\n[\n1], ['''x''']]", "a = \"\"\"\n[:a]\n\"\"\"\"\"", "a = '''\n[:a]'''", "# x\n#[:a]",
                           "a = \"\\\"\" # [\n[codebook]"}) {
    CAPTURE(fine);
    CHECK(problems(fine).find("the name of a table") == std::string::npos);
    CHECK(problems(fine).find("not TOML") == std::string::npos);
  }
}

TEST_CASE("a chain of lexicons longer than a stack is deep is read") {
  std::string toml = kHeader + "[lexicon]\n";
  for (int i = 0; i < 20000; ++i) toml += "l" + std::to_string(i) + " = [\"{l" + std::to_string(i + 1) + "}\"]\n";
  toml += "l20000 = [\"x\"]\n";
  CHECK(problems(toml).empty());
}

TEST_CASE("a marker's marks bear the parent of its code, and its code as the sub-code") {
  const Codebook book = parse_codebook(kHeader + "[[code]]\nid = \"c.d\"\nparent = \"c\"\ntitle = \"D\"\ndefinition = \"D\"\npolarity = \"away\"\n", "b.toml");
  Marker marker;
  marker.code = "c";
  CHECK(code_of(marker, book) == MarkCode{"c", ""});
  marker.code = "c.d";
  CHECK(code_of(marker, book) == MarkCode{"c", "c.d"});
  marker.code = "elsewhere";
  CHECK(code_of(marker, book) == MarkCode{"elsewhere", ""});
}
