#include "attune/codebook/protocol.h"

#include <string>
#include <utility>
#include <vector>

#include "attune/codebook/codebooks.h"
#include "attune/codebook/cue.h"
#include "attune/error.h"
#include "catch.h"

using namespace attune;

namespace {

/// "five/5 & word & moth*", phrases' words joined by "_".
std::string shown(const Cue& cue) {
  std::string text;
  for (const auto& group : cue.groups) {
    text += text.empty() ? "" : " & ";
    for (std::size_t i = 0; i < group.size(); ++i) {
      text += i > 0 ? "/" : "";
      for (std::size_t k = 0; k < group[i].size(); ++k)
        text += (k > 0 ? "_" : "") + group[i][k].text + (group[i][k].is_stem ? "*" : "");
    }
  }
  return text;
}

std::string mistakes(std::string_view cue) {
  std::string text;
  for (const PatternMistake& mistake : parse_cue(cue).mistakes)
    text += (text.empty() ? "" : "\n") + std::to_string(mistake.column) + ": expected " + mistake.expected +
            ", found " + mistake.found;
  return text;
}

std::string problems(const std::string& toml) {
  try {
    (void)parse_protocol(toml, "p.toml");
  } catch (const Errors& errors) {
    return errors.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a cue is groups of phrases of words") {
  struct Row {
    std::string cue;
    std::string groups;
  };
  const std::vector<Row> rows = {
      {"Mother", "mother"},
      {"five|5 & word|words & mother|mom", "five/5 & word/words & mother/mom"},
      {"passed away | died&relat*", "passed_away/died & relat*"},
      {"didn\u2019t get-on", "didn't_get-on"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.cue);
    CHECK(mistakes(row.cue).empty());
    CHECK(shown(parse_cue(row.cue).cue) == row.groups);
    CHECK(parse_cue(row.cue).cue.text == row.cue);
  }
}

TEST_CASE("a mistake in a cue is reported with its column") {
  struct Row {
    std::string cue;
    std::string mistakes;
  };
  const std::vector<Row> rows = {
      {"", "1: expected a word, found the end of the cue"},
      {"a & & b|", "5: expected a word, found \"&\"\n9: expected a word, found the end of the cue"},
      {"why?", "4: expected words, \"|\", \"&\" or \"*\" after a word, found \"?\""},
      {"(a|b)",
       "1: expected words, \"|\", \"&\" or \"*\" after a word, found \"(\"\n"
       "5: expected words, \"|\", \"&\" or \"*\" after a word, found \")\""},
      {"mo* & moth*er",
       "1: expected at least three letters before \"*\", found \"mo*\"\n"
       "12: expected the end of the word after \"*\", found \"e\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.cue);
    CHECK(mistakes(row.cue) == row.mistakes);
    CHECK(parse_cue(row.cue).cue.groups.empty());
  }
}

TEST_CASE("a protocol map is read") {
  const Protocol protocol = parse_protocol(R"toml(
[protocol]
id = "p"
title = "P"
language = "en"

[[section]]
key = "adj_mother"
title = "Five words for the mother"
order = 3
rf = "permit"
tags = ["Q3"]
cues = ["five|5 & words"]
weight = 2

[[section]]
key = "warmup"
title = "Before"
codable = false
)toml",
                                           "p.toml");
  CHECK(protocol == Protocol{"p",
                             "P",
                             "en",
                             {{"adj_mother",
                               "Five words for the mother",
                               3,
                               ReflectiveDemand::permit,
                               true,
                               {"q3"},
                               {{"five|5 & words", {{{{"five"}}, {{"5"}}}, {{{"words"}}}}}},
                               2},
                              {"warmup", "Before", 0, ReflectiveDemand::none, false, {}, {}, 1}}});
}

TEST_CASE("a cue names lists in braces, and a list those above it") {
  const Protocol protocol = parse_protocol(
      "[protocol]\nid = \"p\"\ntitle = \"P\"\nlanguage = \"en\"\n[words]\nmother = \"mother|mum\"\nparents = \"{mother}|dad\"\n"
      "[[section]]\nkey = \"a\"\ntitle = \"A\"\ncues = [\"close|{parents} & {mother}\"]\n",
      "p.toml");
  REQUIRE(protocol.sections.size() == 1);
  REQUIRE(protocol.sections[0].cues.size() == 1);
  CHECK(shown(protocol.sections[0].cues[0]) == "close/mother/mum/dad & mother/mum");
  CHECK(problems("[protocol]\nid = \"p\"\ntitle = \"P\"\nlanguage = \"en\"\n[words]\nmother = \"mother & mum\"\n"
                 "[[section]]\nkey = \"a\"\ntitle = \"A\"\ncues = [\"{dad}\", \"my {mother}\", \"{mum\"]\n") ==
        "p.toml:6:10: expected one list of phrases parted by \"|\" in [words], found \"&\"\n"
        "p.toml:10:10: expected the name of a list in [words], found \"dad\"\n"
        "p.toml:10:22: expected words, \"|\", \"&\" or \"*\" after a word, found \"{\"\n"
        "p.toml:10:29: expected words, \"|\", \"&\" or \"*\" after a word, found \"}\"\n"
        "p.toml:10:38: expected \"}\" after the name of a list, found the end of the cue");
}

TEST_CASE("every mistake in a protocol map is reported with its place") {
  CHECK(problems("[protocol]\nid = \"p\"\n[[section]]\nkey = \"a\"\ntitle = \"A\"\nrf = \"maybe\"\nweight = 0\n"
                 "[[section]]\nkey = \"a\"\ncues = [\"five & \", '''x?''']\nkeys = 1\n") ==
        "p.toml:1:1: expected the key \"title\" in [protocol], found none\n"
        "p.toml:1:1: expected the key \"language\" in [protocol], found none\n"
        "p.toml:3:1: expected a \"weight\" above 0 in [[section]], found another\n"
        "p.toml:6:6: expected none, permit, demand for \"rf\", found \"maybe\"\n"
        "p.toml:8:1: expected the key \"title\" in [[section]], found none\n"
        "p.toml:9:7: expected a section id that is used once, found \"a\", declared on line 4\n"
        "p.toml:10:17: expected a word, found the end of the cue\n"
        "p.toml:10:24: expected words, \"|\", \"&\" or \"*\" after a word, found \"?\"\n"
        "p.toml:11:1: unknown key \"keys\" in [[section]]; did you mean \"key\"?");
}

TEST_CASE("a map begins with a shipped one, counts its own questions and numbers them anew") {
  const Protocol protocol = parse_protocol(R"toml(
[protocol]
id = "short"
title = "Short"
language = "en"
extends = "aai20"
questions = ["loss", "upset", "school"]
[[section]]
key = "school"
title = "School"
cues = ["school & like"]
)toml",
                                           "short.toml");
  const auto section = [&](const std::string& key) {
    for (const ProtocolSection& one : protocol.sections)
      if (one.key == key) return one;
    FAIL(key);
    return ProtocolSection{};
  };
  CHECK(protocol.id == "short");
  CHECK(section("loss").order == 1);
  CHECK(section("loss").tags == std::vector<std::string>{"loss", "losses", "q1", "q 1"});
  CHECK(section("loss").every_word);
  CHECK(section("upset").order == 2);
  CHECK(section("school").order == 3);
  CHECK(section("orient").order == 0);
  CHECK(section("orient").tags == std::vector<std::string>{"orient", "orientation"});
  CHECK(section("debrief").order == 21);
}

TEST_CASE("what a map extends and counts must be there") {
  CHECK(problems("[protocol]\nid = \"x\"\ntitle = \"X\"\nlanguage = \"en\"\nextends = \"aai99\"\nquestions = [\"loss\"]\n") ==
        "p.toml:5:11: expected the id of a shipped protocol map, found \"aai99\"\n"
        "p.toml:6:14: expected the key of a section, found \"loss\"");
}

TEST_CASE("a section has probes") {
  const Protocol protocol = parse_protocol(R"toml(
[protocol]
id = "p"
title = "P"
language = "en"
[words]
number = "one|two"
[[section]]
key = "loss"
title = "L"
every_word = true
  [[section.probe]]
  id = "age"
  title = "how old"
  each = "death"
  cues = ["how old"]
  told = ["i was & {number}"]
)toml",
                                           "p.toml");
  REQUIRE(protocol.sections.size() == 1);
  REQUIRE(protocol.sections[0].probes.size() == 1);
  const Probe& probe = protocol.sections[0].probes[0];
  CHECK(probe.id == "age");
  CHECK(probe.about == ProbeFor::each_death);
  CHECK(shown(probe.cues[0]) == "how_old");
  CHECK(shown(probe.told[0]) == "i_was & one/two");
  CHECK(problems("[protocol]\nid = \"p\"\ntitle = \"P\"\nlanguage = \"en\"\n[[section]]\nkey = \"a\"\ntitle = \"A\"\n[[section.probe]]\nid = \"x\"\ntitle = \"X\"\neach = \"person\"\ncues = [\"a\"]\n") ==
        "p.toml:11:8: expected section, death, harm for \"each\", found \"person\"");
}

TEST_CASE("the shipped maps have twenty, eighteen and fifteen questions") {
  for (const auto& [id, count] : {std::pair{"aai20", 20}, std::pair{"aai18", 18}, std::pair{"gbi15", 15}}) {
    CAPTURE(id);
    int questions = 0;
    const Protocol protocol = *shipped_protocol(id);
    for (const ProtocolSection& section : protocol.sections) questions += section.codable && section.order > 0;
    CHECK(questions == count);
  }
}
