#include "attune/formats/clock.h"

#include "catch.h"

using namespace attune;

TEST_CASE("a number alone counts what the file says it counts") {
  struct Row {
    const char* text;
    TimeUnit unit;
    std::optional<std::int64_t> expected;
  };
  const Row rows[] = {
      {"5400", TimeUnit::seconds, 5'400'000},
      {"5400000", TimeUnit::milliseconds, 5'400'000},
      {"1500.5", TimeUnit::milliseconds, 1500},
      {"1500,5", TimeUnit::milliseconds, 1500},
      {"00:14:03.250", TimeUnit::milliseconds, 843'250},
      {"0", TimeUnit::milliseconds, 0},
      {"", TimeUnit::milliseconds, std::nullopt},
      {"-5", TimeUnit::milliseconds, std::nullopt},
      {"12.", TimeUnit::milliseconds, std::nullopt},
      {"12s", TimeUnit::milliseconds, std::nullopt},
      {"99999999999999999999", TimeUnit::milliseconds, std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_time(row.text, row.unit) == row.expected);
  }
}
