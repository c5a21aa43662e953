#include "attune/formats/clock.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace attune {
namespace {

constexpr std::int64_t kMostSeconds = 1'000'000;

}  // namespace

std::optional<std::int64_t> parse_clock(std::string_view text) {
  std::int64_t whole = 0, part = 0;
  int colons = 0, digits = 0, decimals = -1;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      if (decimals >= 0) {
        if (decimals < 3) part = part * 10 + (c - '0');
        ++decimals;
      } else {
        part = part * 10 + (c - '0');
        ++digits;
        if (part > kMostSeconds) return std::nullopt;
      }
    } else if (c == ':' && digits > 0 && decimals < 0 && colons < 2) {
      whole = (whole + part) * 60;
      part = 0;
      digits = 0;
      ++colons;
    } else if ((c == '.' || c == ',') && digits > 0 && decimals < 0) {
      whole += part;
      part = 0;
      decimals = 0;
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0 || decimals == 0 || whole > kMostSeconds) return std::nullopt;
  if (decimals < 0) return (whole + part) * 1000;
  for (int i = decimals; i < 3; ++i) part *= 10;
  return whole * 1000 + part;
}

std::optional<std::int64_t> parse_time(std::string_view text, TimeUnit unit) {
  if (unit == TimeUnit::seconds || text.find(':') != std::string_view::npos) return parse_clock(text);
  const std::size_t whole = std::min(text.find_first_of(".,"), text.size());
  const std::string_view fraction = text.substr(whole);
  if (!fraction.empty() && (fraction.size() == 1 || fraction.find_first_not_of("0123456789", 1) != std::string_view::npos)) return std::nullopt;
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + whole, ms);
  if (error != std::errc() || end != text.data() + whole || ms < 0 || ms > kMostSeconds * 1000) return std::nullopt;
  return ms;
}

std::string clock_of(std::int64_t ms) {
  return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

std::string seconds_of(std::int64_t ms) {
  std::string text = fmt::format("{}.{:03}", ms / 1000, ms % 1000);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace attune
