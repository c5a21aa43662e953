// Times as files write them: "00:14:03,250", "14:03.5", "12.75" (seconds).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace attune {

/// Milliseconds, or nothing when `text` is no time.
[[nodiscard]] std::optional<std::int64_t> parse_clock(std::string_view text);

/// What a number alone counts.
enum class TimeUnit : unsigned char { seconds, milliseconds };

/// Milliseconds of a clock time, or of a number in `unit` ("5400000", "1500.5"), fractions of a millisecond dropped; nothing when `text` is neither.
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view text, TimeUnit unit);

/// "00:14:03.250"
[[nodiscard]] std::string clock_of(std::int64_t ms);
/// Seconds with as many digits as needed: "12.75", "3".
[[nodiscard]] std::string seconds_of(std::int64_t ms);

}  // namespace attune
