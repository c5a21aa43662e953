#include "attune/formats/sheet_columns.h"

#include <array>
#include <string>

#include "attune/error.h"
#include "catch.h"

using namespace attune;

namespace {

constexpr std::array<std::string_view, 3> kNames = {"transcript", "word", "lines"};
constexpr std::array<std::string_view, 2> kNeeded = {"transcript", "word"};
constexpr std::array<std::string_view, 1> kForTheEye = {"title"};

SheetColumns columns_of(const std::string& csv) { return sheet_columns(parse_csv(csv, "w.csv"), "w.csv", {kNames, kNeeded, kForTheEye}); }

}  // namespace

TEST_CASE("columns of a sheet are found in any order, whatever their case and the blanks around them") {
  CHECK(columns_of("word,transcript\n") == SheetColumns{{"word", 0}, {"transcript", 1}});
  CHECK(columns_of("title, LINES ,,Word,transcript\n") == SheetColumns{{"lines", 1}, {"word", 3}, {"transcript", 4}});
}

TEST_CASE("a column that is not known, there twice or missing is told, and all of them at once") {
  const std::string unknown = "w.csv:1: expected one of the columns transcript, word, lines, found ";
  CHECK_THROWS_WITH(columns_of("transcript,word,lnies,note\n"), unknown + "\"lnies\"\n" + unknown + "\"note\"");
  CHECK_THROWS_WITH(columns_of("transcript,lines,Lines\n"),
                    "w.csv:1: expected column names that differ, found \"lines\" a second time\nw.csv:1: expected a column \"word\", found none");
}

TEST_CASE("a cell has no blanks around it, and that of a column the sheet lacks is empty") {
  const CsvTable table = parse_csv("transcript,word\ns01, loving \n", "w.csv");
  const SheetColumns columns = sheet_columns(table, "w.csv", {kNames, kNeeded});
  CHECK(sheet_cell(columns, table.rows[0], "word") == "loving");
  CHECK(sheet_cell(columns, table.rows[0], "lines") == "");
}
