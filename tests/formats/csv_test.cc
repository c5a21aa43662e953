#include "attune/formats/csv.h"

#include "attune/error.h"
#include "catch.h"

using namespace attune;

namespace {

/// "a|b/1:c|d/3:e|f": the header, then each row after its line.
std::string shown(const CsvTable& table) {
  const auto joined = [](const std::vector<std::string>& cells) {
    std::string text;
    for (const std::string& cell : cells) text += (text.empty() ? "" : "|") + (cell.empty() ? "-" : cell);
    return text;
  };
  std::string text = joined(table.header);
  for (const CsvRow& row : table.rows) text += "/" + std::to_string(row.line) + ":" + joined(row.cells);
  return text;
}

}  // namespace

TEST_CASE("a table is read as spreadsheets write it") {
  struct Row {
    const char* text;
    const char* expected;
    char separator;
  };
  const Row rows[] = {
      {"a,b\n1,2\n", "a|b/2:1|2", ','},
      {"a,b\n1,2", "a|b/2:1|2", ','},
      {"\xEF\xBB\xBF" "a,b\r\n1,2\r\n", "a|b/2:1|2", ','},
      {"a,b\r1,2\r", "a|b/2:1|2", ','},
      {"a;b\n7,5;x,y\n", "a|b/2:7,5|x,y", ';'},
      {"a\tb\n7,5\tx\n", "a|b/2:7,5|x", '\t'},
      {"a\n1\n", "a/2:1", ','},
      {"a,b\n\"x,\"\"y\"\"\",2\n", "a|b/2:x,\"y\"|2", ','},
      {"a,b\n\"x\ny\",2\n3,4\n", "a|b/2:x\ny|2/4:3|4", ','},
      {"a,b\n\n1,2\n\n", "a|b/3:1|2", ','},
      {"\r\n\na;b\n1;2\n", "a|b/4:1|2", ';'},
      {"a,b\n,\n\"\",\n", "a|b/2:-|-/3:-|-", ','},
      {"\"a;1\",b\n1,2\n", "a;1|b/2:1|2", ','},
      {"a,b\n5\" tall,2\n", "a|b/2:5\" tall|2", ','},
      {"a,b\n\"'=1+1\",'quoted'\n", "a|b/2:=1+1|'quoted'", ','},
      {"a,b\n", "a|b", ','},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const CsvTable table = parse_csv(row.text, "t.csv");
    CHECK(shown(table) == row.expected);
    CHECK(table.separator == row.separator);
  }
}

TEST_CASE("every mistake of a table is reported with its place") {
  const std::pair<std::string, const char*> rows[] = {
      {"", "t.csv: expected a table with a header line, found an empty file"},
      {"\n\n", "t.csv: expected a table with a header line, found an empty file"},
      {"a,b\n1\n1,2,3\n", "t.csv:2:2: expected 2 cells as in the header, found 1 cell\n"
                          "t.csv:3:5: expected 2 cells as in the header, found 3 cells"},
      {"a,b\n\u00E9,\"x\n1,2\n", "t.csv:2:3: expected a closing quote, found the end of the file"},
      {"a,b\n\"x\"y,2\n",
       "t.csv:2:4: expected a separator or the end of the line after a closing quote, found more text"},
      {"a,b,a\n1,2,3\n", "t.csv:1:5: expected column names that differ, found \"a\" a second time"},
      {"a,b\n\u00E9,\xE9\n", "t.csv:2:3: expected text in UTF-8, found a byte that is not UTF-8"},
      {std::string("a,b\n1,\0\n", 8), "t.csv:2:3: expected text in UTF-8, found a NUL byte"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.first);
    CHECK_THROWS_WITH(static_cast<void>(parse_csv(row.first, "t.csv")), row.second);
  }
}

TEST_CASE("the place of each cell is kept in code points") {
  const CsvTable table = parse_csv("a,b\n\u00E9\u00E9,\"x\ny\"\n", "t.csv");
  CHECK(table.rows.at(0).positions == std::vector<CsvPosition>{{2, 1}, {2, 4}});
}

TEST_CASE("a cell is quoted where it must be and never runs as a formula") {
  const std::pair<const char*, const char*> rows[] = {
      {"plain", "plain"},       {"", ""},
      {"a,b", "\"a,b\""},       {"a;b", "\"a;b\""},
      {"say \"x\"", "\"say \"\"x\"\"\""}, {"two\nlines", "\"two\nlines\""},
      {" edge", "\" edge\""},   {"=1+1", "\"'=1+1\""},
      {"  =1+1", "\"'  =1+1\""}, {"+x", "\"'+x\""},
      {"-1 to 9", "\"'-1 to 9\""}, {"@SUM", "\"'@SUM\""},
      {"\tx", "\"'\tx\""},      {"\uFF1Dx", "\"'\uFF1Dx\""},
      {"'=x", "\"''=x\""},      {"'quoted'", "'quoted'"},
      {"a=b", "a=b"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(csv_cell(text) == expected);
    if (*text == '\0') continue;
    CHECK(parse_csv("h\n" + csv_cell(text) + "\n", "t.csv").rows.at(0).cells.at(0) == text);
  }
}

TEST_CASE("what csv_cell writes, parse_csv gives back: all short texts of troublesome characters") {
  const std::string_view alphabet = "'=-, \"\nx";
  std::vector<std::string> texts = {""};
  for (std::size_t begin = 0, length = 0; length < 4; ++length) {
    const std::size_t end = texts.size();
    for (; begin < end; ++begin)
      for (char c : alphabet) texts.push_back(texts[begin] + c);
  }
  std::string table = "a,b\n";
  for (const std::string& text : texts) table += csv_cell(text) + ",x\n";
  const CsvTable read = parse_csv(table, "t.csv");
  REQUIRE(read.rows.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (read.rows[i].cells[0] != texts[i]) FAIL("not given back: " << texts[i]);
}

TEST_CASE("a byte order mark is the file's at its beginning, and a cell's where it is quoted") {
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(parse_csv(mark + "a,b\n", "t.csv").header == std::vector<std::string>{"a", "b"});
  CHECK(csv_cell(mark + "a") == "\"" + mark + "a\"");
  CHECK(parse_csv(csv_cell(mark + "a") + ",b\n", "t.csv").header == std::vector<std::string>{mark + "a", "b"});
}

TEST_CASE("numbers are read with a decimal comma only where the comma does not separate") {
  struct Row {
    const char* cell;
    char separator;
    std::optional<double> expected;
  };
  const Row rows[] = {
      {"7.5", ',', 7.5},  {"7,5", ';', 7.5},           {"7,5", '\t', 7.5}, {"7,5", ',', std::nullopt},
      {" 8 ", ',', 8},    {"-1", ',', -1},             {"+2", ',', 2},     {"1.000,5", ';', std::nullopt},
      {"", ',', std::nullopt}, {"nan", ',', std::nullopt}, {"inf", ',', std::nullopt}, {"7x", ',', std::nullopt},
      {"1,2,3", ';', std::nullopt}, {"+-1", ',', std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.cell);
    CHECK(csv_number(row.cell, row.separator) == row.expected);
  }
}
