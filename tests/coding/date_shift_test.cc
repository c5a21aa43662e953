#include "attune/coding/date_shift.h"

#include <string>

#include "attune/codebook/codebooks.h"
#include "catch.h"

using namespace attune;

TEST_CASE("dates are moved by days, in the parts that were said") {
  struct Row {
    std::string date;
    int days;
    std::string moved;
  };
  const Row rows[] = {
      {"12 March 1987", -30, "1987-02-10"}, {"March 12th, 1987", 366, "1988-03-12"}, {"the 3rd of May", 30, "06-02"}, {"March 1987", 20, "1987-04"},
      {"1987-12-31", 1, "1988-01-01"},      {"Sept. 9, 2000", -365, "1999-09-10"},   {"03/04/1987", 5, ""},         {"March", 5, ""},
      {"29 February 2000", 366, "2001-03-01"}, {"May the third", 5, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.date);
    CHECK(shifted_date(row.date, row.days, shipped_privacy("en")->months).value_or("") == row.moved);
  }
}
