#include "attune/codebook/pattern.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace attune;

namespace {

std::string shown(const PatternSequence& items);

/// One item in one word: kind and text, so that a whole pattern compares as one line.
std::string shown(const PatternItem& item) {
  using Kind = PatternItem::Kind;
  std::string text;
  switch (item.kind) {
    case Kind::word: text = item.text; break;
    case Kind::prefix: text = item.text + "*"; break;
    case Kind::inflection: text = "~" + item.text; break;
    case Kind::exact: text = "=" + item.text; break;
    case Kind::lexicon: text = "{" + item.text + "}"; break;
    case Kind::token_class:
      text = "<" + item.text +
             (item.number < 0 ? "" : " " + std::to_string(static_cast<int>(item.number * 10)) + "/10") + ">";
      break;
    case Kind::gap: text = "..." + std::to_string(static_cast<int>(item.number)); break;
    case Kind::start: text = "^"; break;
    case Kind::end: text = "$"; break;
    case Kind::group:
      for (const PatternSequence& alternative : item.alternatives)
        text += (text.empty() ? "" : "|") + shown(alternative);
      text = "(" + text + ")";
  }
  return text + (item.optional ? "?" : "");
}

std::string shown(const PatternSequence& items) {
  std::string text;
  for (const PatternItem& item : items) text += (text.empty() ? "" : " ") + shown(item);
  return text;
}

std::string mistakes(std::string_view pattern) {
  std::string text;
  for (const PatternMistake& mistake : parse_pattern(pattern).mistakes)
    text += (text.empty() ? "" : "\n") + std::to_string(mistake.column) + ": expected " + mistake.expected +
            ", found " + mistake.found;
  return text;
}

}  // namespace

TEST_CASE("a pattern is parsed into its items") {
  struct Row {
    std::string pattern;
    std::string items;
  };
  const std::vector<Row> rows = {
      {"my Gran", "my gran"},
      {"forget* it", "forget* it"},
      {"~forget =Will", "~forget =Will"},
      {"{kin} <deceased> ...2 {be_present}", "{kin} <deceased> ...2 {be_present}"},
      {"a ... b", "a ...5 b"},
      {"a ...0 b", "a ...0 b"},
      {"(dead|gone|passed away)?  he", "(dead|gone|passed away)? he"},
      {"(a (b|c)|d) e", "(a (b|c)|d) e"},
      {"^ well <comma>? $", "^ well <comma>? $"},
      {"^well$", "^ well $"},
      {"^ ...3 no", "^ ...3 no"},
      {"<pause 5s> then <pause 2.5s>", "<pause 50/10> then <pause 25/10>"},
      {"she's", "she 's"},
      {"She\u2019d\u2019ve", "she 'd 've"},
      {"she's? gone", "(she 's)? gone"},
      {"don't can\u2019t", "don't can't"},
      {"'s 'cause grans'", "'s 'cause grans'"},
      {"=She's here", "=She 's here"},
      {"close-knit =Mother-in-Law", "close-knit =Mother-in-Law"},
      {"1,500 2.5 1980s", "1,500 2.5 1980s"},
      {"\u00C9t\u00E9 na\u00EFve", "\u00E9t\u00E9 na\u00EFve"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CHECK(mistakes(row.pattern).empty());
    CHECK(shown(parse_pattern(row.pattern).items) == row.items);
  }
}

TEST_CASE("items know their columns in code points") {
  std::vector<int> columns;
  for (const PatternItem& item : parse_pattern("\u00E9t\u00E9 she\u2019s (a|b) ~go $").items)
    columns.push_back(item.column);
  CHECK(columns == std::vector<int>{1, 5, 8, 11, 17, 21});
}

TEST_CASE("a mistake in a pattern is reported with its column and what to write") {
  struct Row {
    std::string pattern;
    std::string mistakes;
  };
  const std::vector<Row> rows = {
      {"", "1: expected a phrase, found nothing"},
      {"  ", "1: expected a phrase, found nothing"},
      {"well, no", "5: expected <comma> for literal punctuation, found \",\""},
      {"why ?", "5: expected <question> for literal punctuation, found \"?\""},
      {"no!! stop.",
       "3: expected <exclamation> for literal punctuation, found \"!!\"\n"
       "10: expected <period> for literal punctuation, found \".\""},
      {"so: he; she",
       "3: expected <colon> for literal punctuation, found \":\"\n"
       "7: expected <semicolon> for literal punctuation, found \";\""},
      {"I -- \u2014 \"he\"",
       "3: expected <dash> for literal punctuation, found \"--\"\n"
       "6: expected <dash> for literal punctuation, found \"\u2014\"\n"
       "8: expected <quote> for literal punctuation, found \"\"\"\n"
       "11: expected <quote> for literal punctuation, found \"\"\""},
      {"'hello'", "1: expected <quote> for literal punctuation, found \"'\""},
      {"fo* it", "1: expected at least three letters before \"*\", found \"fo*\""},
      {"she's* it", "1: expected \"*\" after a word without \"'s\" and the like, found \"she's*\""},
      {"a * b", "3: expected \"*\" only right after a word, as in forget*, found \"*\""},
      {"~ go", "1: expected a word right after \"~\", found \"~\""},
      {"~gran's", "1: expected a word without an apostrophe after \"~\", found \"~gran's\""},
      {"= Go", "1: expected a word right after \"=\", found \"=\""},
      {"{kin", "1: expected a \"}\" to close this, found \"{\""},
      {"{} a", "1: expected the name of a lexicon, as in {kin}, found \"{}\""},
      {"a } b >",
       "3: expected a \"{\" before the \"}\", found \"}\"\n7: expected a \"<\" before the \">\", found \">\""},
      {"<deceasd> is", "1: expected a class of tokens, found \"<deceasd>\"; did you mean \"deceased\"?"},
      {"<pause 5>", "1: expected seconds, as in <pause 5s>, found \"<pause 5>\""},
      {"<laugh 5s>", "1: expected <laugh> without anything after the name, found \"<laugh 5s>\""},
      {"(a|b", "1: expected a \")\" to close this, found \"(\""},
      {"(a|) ()",
       "4: expected a phrase before the \")\", found nothing\n7: expected a phrase before the \")\", found nothing"},
      {"a|b)",
       "2: expected \"|\" only inside a group, as in (a|b), found \"|\"\n4: expected a \"(\" before the \")\", found "
       "\")\""},
      {"mother(s)", "7: expected a blank between two items, found \"(\""},
      {"well...",
       "5: expected a blank between two items, found \".\"\n5: expected something that must match after the gap, found "
       "a gap at the end"},
      {"... a ...2",
       "1: expected something that must match before the gap, found a gap at the start\n"
       "7: expected something that must match after the gap, found a gap at the end"},
      {"a? ... b", "4: expected something that must match before the gap, found a gap at the start"},
      {"a ... ...2 b", "7: expected one gap, found two gaps in a row"},
      {"a ...51 b", "3: expected a gap of at most 50 words, found \"...51\""},
      {"a ...99999999999 b", "3: expected a gap of at most 50 words, found \"...99999999999\""},
      {"a .... b", "3: expected a gap of three points, found \"....\""},
      {"a ...2? b", "7: expected \"?\" after a word, lexicon, class or group, found \"?\" after a gap"},
      {"a ^ b $ c",
       "3: expected \"^\" only at the start of the pattern, found \"^\"\n"
       "7: expected \"$\" only at the end of the pattern, found \"$\""},
      {"(^ a|b) c", "2: expected \"^\" only at the start of the pattern, found \"^\""},
      {"a? (b?|c)", "1: expected at least one item without \"?\", found a pattern that can match nothing"},
      {"^ $", "1: expected at least one item without \"?\", found a pattern that can match nothing"},
      {"a \\b", "3: expected a word, {lexicon}, <class>, group or gap, found \"\\\""},
      {"a\x01", "2: expected a phrase, found a control character"},
      {"\u00E9t\u00E9, no", "4: expected <comma> for literal punctuation, found \",\""},
      {"((((((((((((((((((a))))))))))))))))))", "17: expected groups at most 16 deep, found a deeper one"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CHECK(mistakes(row.pattern) == row.mistakes);
    CHECK(parse_pattern(row.pattern).items.empty());
  }
}
