#include "attune/text/time_stamp.h"

#include <string>

#include "catch.h"

using namespace attune;

TEST_CASE("a time stamp is told from what people say") {
  struct Row {
    std::string text, stamp;  // of the text from its first digit or number sign on
  };
  const Row row = GENERATE(values<Row>({
      {"#00:00:10-3#", "#00:00:10-3#"},
      {"strict. #00:10# And", "#00:10#"},
      {"sea.#0:10:03#", "#0:10:03#"},
      {"00:00:10,345", "00:00:10,345"},
      {"00:00:10.345 and", "00:00:10.345"},
      {"it was 0:10:03.", "0:10:03"},
      {"(0:10:03, he left)", "0:10:03"},
      {"00:04:10:12", "00:04:10:12"},             // frames
      {"00:01:10-00:09:12", "00:01:10"},          // to the second
      {"00:01:10-3", "00:01:10-3"},
      // People say times of the day, ratios and numbers.
      {"at 10:30.", ""},
      {"at 10:30 or 11:45", ""},
      {"in 2:1:1", ""},
      {"to 10:75:00", ""},
      {"to 10:60:00", ""},
      {"::10:30:00", ""},
      {"from 100:00:00", ""},
      {"x10:30:00", ""},
      {"10:30:00th", ""},
      {"take-10:30:00", ""},
      {"10:30:00-ish", ""},
      {"10:30:00's", ""},
      {"1:10:30:00:00", ""},
      {"number #1", ""},
      {"#00:00:10-3", ""},
      {"#10#", ""},
  }));
  CAPTURE(row.text);
  const auto at = static_cast<std::uint32_t>(row.text.find_first_of("#0123456789"));
  const std::uint32_t end = time_stamp_end(row.text, {0, static_cast<std::uint32_t>(row.text.size())}, at);
  CHECK(row.text.substr(at, end - at) == row.stamp);
}

TEST_CASE("the last word of a turn may be a time stamp, and nothing before the turn is looked at") {
  const std::string text = "S:0:10:03 Mum was... 0:11:03 \n";
  const auto end = static_cast<std::uint32_t>(text.size());
  CHECK(last_time_stamp(text, {2, end}) == Span{21, 28});
  CHECK(last_time_stamp(text, {2, 28}) == Span{21, 28});
  CHECK(last_time_stamp(text, {2, 20}) == Span{20, 20});
  CHECK(last_time_stamp(text, {2, 9}) == Span{2, 9});
  CHECK(last_time_stamp(text, {2, 2}) == Span{2, 2});
}
