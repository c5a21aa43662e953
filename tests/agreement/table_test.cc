#include "attune/agreement/table.h"

#include "agreement/tables.h"
#include "attune/agreement/csv_table.h"
#include "attune/error.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

namespace {

using Strings = std::vector<std::string>;

TableOptions with_level(Level level) { return {.level = level, .order = {}, .categories = {}, .file = "r.csv"}; }

TableOptions with_separator(char separator) {
  TableOptions options;
  options.separator = separator;
  return options;
}

}  // namespace

TEST_CASE("numbers are numbers, text is in the declared order or as met") {
  struct Case {
    Strings rows;
    TableOptions options;
    Strings categories;
    std::vector<double> numbers;
    Level level;
  };
  const std::vector<Case> cases = {
      {{"10 2", "1.50 1.5"}, {}, {"1.5", "2", "10"}, {1.5, 2, 10}, Level::interval},
      {{"-0 0.0", "-1 1e1"}, {}, {"-1", "0", "10"}, {-1, 0, 10}, Level::interval},
      {{"1,5 2,5"}, with_separator(';'), {"1.5", "2.5"}, {1.5, 2.5}, Level::interval},
      {{"1,5 2,5"}, {}, {"1,5", "2,5"}, {}, Level::nominal},
      {{"F Ds", "Ds U"}, {}, {"F", "Ds", "U"}, {}, Level::nominal},
      {{"f F"}, {}, {"f", "F"}, {}, Level::nominal},
      {{"high low"},
       {.level = {}, .order = {"low", "mid", "high"}, .categories = {}, .file = ""},
       {"low", "mid", "high"},
       {},
       Level::ordinal},
      {{"2 1"}, {.level = {}, .order = {"2", "1"}, .categories = {}, .file = ""}, {"2", "1"}, {}, Level::ordinal},
      {{"3 1"},
       {.level = {}, .order = {}, .categories = {"1", "2", "3"}, .file = ""},
       {"1", "2", "3"},
       {1, 2, 3},
       Level::interval},
      {{"F Ds"}, with_level(Level::ordinal), {"F", "Ds"}, {}, Level::nominal},
      {{"1 2"}, with_level(Level::nominal), {"1", "2"}, {1, 2}, Level::nominal},
      {{"1 nan"}, {}, {"1", "nan"}, {}, Level::nominal},
      {{"- -"}, {}, {}, {}, Level::nominal},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Table table = table_of(c.rows, c.options);
    CHECK(table.categories == c.categories);
    CHECK(table.numbers == c.numbers);
    CHECK(table.level == c.level);
  }
}

TEST_CASE("cells are trimmed, and empty ones are missing") {
  const std::vector<Observation> observations = {
      {"s1", "A", " F ", "", 2}, {"s1", "B", "", "", 3}, {"s2", "B", "F", "", 4}, {"s3", "A", "  ", "", 5}};
  const Table table = make_table(observations, {});
  CHECK(table.units == Strings{"s1", "s2", "s3"});
  CHECK(table.raters == Strings{"A", "B"});
  CHECK(table.cells == std::vector<std::int32_t>{0, kMissing, kMissing, 0, kMissing, kMissing});
  CHECK(count_missing_cells(table) == 4);
  CHECK(has_missing_cells(table));
}

TEST_CASE("a unit nobody rated does not make a table one with missing cells") {
  CHECK_FALSE(has_missing_cells(table_of({"a b", "- -"})));
}

TEST_CASE("every row that cannot be used is reported at its line") {
  const std::vector<Observation> observations = {
      {"s1", "A", "5", "", 2}, {"s1", "A", "6", "", 3}, {"s2", "A", "high", "", 4}, {"s3", "A", "9", "", 5}};
  CHECK_THROWS_WITH(
      make_table(observations,
                 {.level = Level::interval, .order = {}, .categories = {"5", "6", "high"}, .file = "r.csv"}),
      "r.csv:5: expected one of the declared categories, found \"9\"\n"
      "r.csv:3: expected one row for each unit and rater, found unit \"s1\" and rater \"A\" again (first on line 2)\n"
      "r.csv:4: expected a number (level interval), found \"high\"");
}

TEST_CASE("a table can be cut down to some raters") {
  const Table table = table_of({"1 2 3", "4 - 6"});
  const std::vector<std::size_t> kept = {2, 0};
  const Table cut = with_raters(table, kept);
  CHECK(cut.raters == Strings{"r3", "r1"});
  CHECK(cut.cells == std::vector<std::int32_t>{2, 0, 4, 3});
}

TEST_CASE("what a spreadsheet leaves beside and below a table is passed over; a rating by nobody is not") {
  const std::string rows = "item,r1,r2,,\na,1,2,,\nb,2,2,,\n,,,,\n";
  const Table table = make_table(observations_of(parse_csv(rows, "t.csv"), WideColumns{}, "t.csv"), {});
  CHECK(table.raters == std::vector<std::string>{"r1", "r2"});
  CHECK(table.units == std::vector<std::string>{"a", "b"});
  CHECK_THROWS_WITH(observations_of(parse_csv("item,r1,\na,1,2\nb,2,\n", "t.csv"), WideColumns{}, "t.csv"),
                    "t.csv:1: expected the name of the rater in column 3, found none, but a rating on line 2");
  CHECK_THROWS_WITH(observations_of(parse_csv("item\na\n", "t.csv"), WideColumns{}, "t.csv"),
                    "t.csv:1: expected a column for each rater beside the units, found none");
}

TEST_CASE("a cell may say that there is no rating, unless that is a declared category") {
  const std::vector<std::string> rows = {"1 NA", "2 2", ". 3"};
  TableOptions options;
  options.missing = {"NA", "."};
  CHECK(table_of(rows, options) == table_of({"1 -", "2 2", "- 3"}));
  options.missing = {"NA"};
  CHECK(table_of(rows, options).categories == std::vector<std::string>{"1", "2", ".", "3"});
  options.categories = {"yes", "NA"};
  CHECK(table_of({"yes NA"}, options).categories == std::vector<std::string>{"yes", "NA"});
}
