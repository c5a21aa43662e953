#include <string>

#include "attune/codebook/shipped.h"
#include "catch.h"
#include "run.h"

using namespace attune;

namespace {

const std::string kBook = R"toml([codebook]
id = "small"
version = "1.0.0"
language = "en"
title = "A small one"
description = "For a test."
[[reference]]
id = "main-1990"
text = "Main and Hesse (1990)."
[[code]]
id = "c"
title = "C"
definition = "What C is."
polarity = "away"
[[scale]]
id = "s"
title = "S"
definition = "What S is."
target = "figure"
level = "interval"
[lexicon]
kin = ["gran", "{aunts}"]
aunts = { entries = ["aunt*"], except = ["auntie"] }
other = ["x"]
[[marker]]
id = "m"
code = "c"
title = "Names a grandmother"
why = "So that there is something to find."
evidence = "E2"
references = ["main-1990"]
any = ["my {kin}", "our {kin}"]
unless_before = ["not"]
sections = ["loss"]
cap = 2
hit = ["My gran.", { text = "Our gran.", section = "loss", asked = "Who?", figures = ["gran: dead"] }, "My aunt."]
miss = ["My dog.", "Not my gran."]
[[index]]
id = "small.away"
title = "Cs"
codes = ["c"]
polarity = "away"
weights = { c = 2 }
)toml";

const std::string kPage =
    "small 1.0.0 - A small one\n"
    "\n"
    "For a test.\n"
    "\n"
    "Codes\n"
    "  c (away)\n"
    "    C: What C is.\n"
    "\n"
    "Markers\n"
    "  m (away, E2)\n"
    "    Names a grandmother\n"
    "    So that there is something to find.\n"
    "    leaves c\n"
    "    any            my {kin}\n"
    "                   our {kin}\n"
    "    unless before  not\n"
    "    reads a sentence at a time, only in loss, at most 2 in a response\n"
    "    rests on main-1990\n"
    "\n"
    "Lexicons\n"
    "  {kin}\n"
    "    gran, {aunts}\n"
    "  {aunts}\n"
    "    aunt*\n"
    "    except auntie\n"
    "  {other}\n"
    "    x\n"
    "\n"
    "Scales\n"
    "  s - S\n"
    "    What S is.\n"
    "    1 to 9 in steps of 0.5; for each figure\n"
    "\n"
    "Indices\n"
    "  small.away - Cs\n"
    "    counts c, only away, c times 2\n"
    "\n"
    "References\n"
    "  main-1990: Main and Hesse (1990).\n";

const std::string kMarkerPage =
    "Marker of small@1.0.0\n"
    "\n"
    "  m (away, E2)\n"
    "    Names a grandmother\n"
    "    So that there is something to find.\n"
    "    leaves c\n"
    "    any            my {kin}\n"
    "                   our {kin}\n"
    "    unless before  not\n"
    "    reads a sentence at a time, only in loss, at most 2 in a response\n"
    "    rests on main-1990\n"
    "\n"
    "Lexicons\n"
    "  {kin}\n"
    "    gran, {aunts}\n"
    "  {aunts}\n"
    "    aunt*\n"
    "    except auntie\n"
    "\n"
    "Marks, among others\n"
    "  My gran.\n"
    "  (asked: Who?)\n"
    "  Our gran.\n"
    "    (gran: dead)\n"
    "    (in loss)\n"
    "  My aunt.\n"
    "\n"
    "Does not mark, among others\n"
    "  My dog.\n"
    "  Not my gran.\n"
    "\n"
    "References\n"
    "  main-1990: Main and Hesse (1990).\n";

}  // namespace

TEST_CASE("a codebook and a marker are shown as pages to read") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("small.toml", kBook);
  CHECK(attune_run({"codebook", "show", file}).out == kPage);
  CHECK(attune_run({"codebook", "show", "-b", file, "m"}).out == kMarkerPage);
}

TEST_CASE("what cannot be shown is told") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("small.toml", kBook);
  struct Row {
    std::vector<std::string> words;
    std::string err;
  };
  const std::vector<Row> rows = {
      {{"codebook", "show"},
       "attune codebook show: takes one codebook or marker\n(\"attune codebook show --help\" shows the options)\n"},
      {{"codebook", "show", "-b", file, "mm"}, "mm: neither a codebook nor a marker; did you mean \"m\"?\n"},
      {{"codebook", "show", scratch / "none.toml"}, scratch / "none.toml" + ": no such file\n"},
      {{"codebook", "show", "-b", "none", "m"}, "none: no such codebook, neither shipped nor a file\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.words);
    const Outcome outcome = attune_run(row.words);
    CHECK(outcome.err == row.err);
    CHECK(outcome.out.empty());
    CHECK(outcome.status == 2);
  }
}

TEST_CASE("a codebook cannot command the terminal it is shown on") {
  const ScratchDirectory scratch;
  std::string book = kBook;
  book.replace(book.find("A small one"), 11, "A \\u001b[31mred\\u202E one");
  const std::string file = scratch.write("small.toml", book);
  CHECK(attune_run({"codebook", "show", file}).out.starts_with("small 1.0.0 - A \\x1b[31mred\\u202e one\n"));
  book.replace(book.find("[[code]]"), 8, "\"\\u001b[2J\" = 1\n[[code]]");
  CHECK(attune_run({"codebook", "check", scratch.write("small.toml", book)}).err ==
        file + ":10:1: unknown key \"\\x1b[2J\" in [[reference]]\n");
}

TEST_CASE("codebooks are checked one by one, and one with mistakes does not stop the others") {
  const ScratchDirectory scratch;
  const std::string good = scratch.write("good.toml", kBook);
  const std::string bad =
      scratch.write("bad.toml", "[codebook]\nid = \"b\"\nversion = \"1\"\nlanguage = \"en\"\ntitle = \"B\"\n");
  const Outcome outcome = attune_run({"codebook", "check", bad, good, scratch / "none.toml", "-"}, kBook);
  CHECK(outcome.out == good +
                           ": 1 code, 1 marker, 1 scale: no mistakes\n"
                           "(standard input): 1 code, 1 marker, 1 scale: no mistakes\n");
  CHECK(outcome.err == bad + ":3:11: expected a version of three numbers, as in 1.0.0, found \"1\"\n" +
                           (scratch / "none.toml") + ": no such file\n");
  CHECK(outcome.status == 2);
}

TEST_CASE("a regular expression that cannot be compiled is a mistake with its place") {
  const ScratchDirectory scratch;
  std::string book = kBook;
  book.replace(book.find("unless_before"), 0, "regex = ['''(?<=my) dog''']\n");
  const std::string file = scratch.write("small.toml", book);
  const Outcome outcome = attune_run({"codebook", "check", file});
  CHECK(outcome.err ==
        file +
            ":33:10: expected a regular expression that RE2 knows (it has no look-around and no back-references), "
            "found invalid perl operator: (?<\n");
  CHECK(outcome.out.empty());
  CHECK(outcome.status == 2);
}

TEST_CASE("a shipped file is exported byte by byte, and nothing is overwritten without --force") {
  const ScratchDirectory scratch;
  const std::string to = scratch / "mine.toml";
  CHECK(attune_run({"codebook", "export", "notation/plain", to}).out == to + ": written\n");
  CHECK(scratch.read("mine.toml") == shipped_file("notation/plain.toml"));
  const Outcome again = attune_run({"codebook", "export", "notation/aai", to});
  CHECK(again.err == to + ": exists already and is not overwritten\n");
  CHECK(again.status == 2);
  CHECK(scratch.read("mine.toml") == shipped_file("notation/plain.toml"));
  CHECK(attune_run({"codebook", "export", "--force", "notation/aai", to}).status == 0);
  CHECK(scratch.read("mine.toml") == shipped_file("notation/aai.toml"));
  CHECK(attune_run({"codebook", "export", "notation/plain", scratch / ""}).out ==
        scratch / "plain.toml" + ": written\n");
  CHECK(attune_run({"codebook", "export", "notation/plain", "-"}).out == shipped_file("notation/plain.toml"));
  CHECK(attune_run({"codebook", "export", "notation/plane"}).err ==
        "notation/plane: nothing of that name is shipped; did you mean \"notation/plain\"?\n");
}

TEST_CASE("a format that is none is told with those there are") {
  const Outcome outcome = attune_run({"codebook", "list", "--format", "jsn"});
  CHECK(outcome.err ==
        "attune codebook list: --format takes text, csv, json, jsonl, not \"jsn\"; did you mean \"json\"?\n"
        "(\"attune codebook list --help\" shows the options)\n");
  CHECK(outcome.status == 2);
}

TEST_CASE("the examples of a codebook are run, and each that misbehaves is told with its place") {
  const ScratchDirectory scratch;
  std::string book = kBook;
  book.replace(book.find("sections = [\"loss\"]\n"), 20, "");
  const std::string good = scratch.write("good.toml", book);
  CHECK(attune_run({"codebook", "test", good}).out == "small@1.0.0: markers 1, examples 5, misbehaving 0\n");
  CHECK(attune_run({"codebook", "test", "-b", good}).status == 0);
  book.replace(book.find("\"My dog.\""), 9, "\"My gran.\"");
  book.replace(book.find("\"My aunt.\""), 10, "\"My auntie.\"");
  const std::string bad = scratch.write("bad.toml", book);
  const Outcome outcome = attune_run({"codebook", "test", bad, scratch / "none.toml"});
  CHECK(outcome.out == "small@1.0.0: markers 1, examples 5, misbehaving 2\n" + bad +
                           ":35:104: m: this hit is not marked\n" + bad +
                           ":36:9: m: this miss is marked\n    marked: My gran\n");
  CHECK(outcome.err == scratch / "none.toml" + ": no such file\n");
  CHECK(outcome.status == 2);
  CHECK(attune_run({"codebook", "test", bad}).status == 1);
}
