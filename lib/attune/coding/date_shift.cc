#include "attune/coding/date_shift.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr int kSomeYear = 2001;  // where none is said: not a leap year
constexpr int kMiddleOfMonth = 15;

struct Date {
  int year = 0, month = 0, day = 0;  // 0: not said
};

/// Days since 1970-01-01 and back (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
std::int64_t days_from_civil(Date date) {
  const int y = date.year - (date.month <= 2);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return std::int64_t{era} * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

Date civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto doe = static_cast<int>(days - era * 146097);
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<int>(yoe + era * 400) + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

/// The words and numbers of a date, one after the other.
std::vector<std::string> parts_of(std::string_view date) {
  std::vector<std::string> parts;
  const std::string text = folded(date);
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    if (is_digit(text[i])) while (end < text.size() && is_digit(text[end])) ++end;
    else while (end < text.size() && is_ascii_letter(text[end])) ++end;
    if (end > i) parts.push_back(text.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  return parts;
}

int month_of(const std::string& word, const std::vector<std::string>& months) {
  constexpr std::size_t kShortest = 3;
  for (std::size_t m = 0; m < months.size(); ++m)
    if (word.size() >= kShortest && (months[m].starts_with(word) || word == "sept")) {
      if (word == "sept" && !months[m].starts_with("sep")) continue;
      return static_cast<int>(m) + 1;
    }
  return 0;
}

}  // namespace

std::optional<std::string> shifted_date(std::string_view text, int days, const std::vector<std::string>& months) {
  Date date;
  const std::vector<std::string> parts = parts_of(text);
  const bool has_name = [&] {
    for (const std::string& part : parts)
      if (month_of(part, months) > 0) return true;
    return false;
  }();
  const bool iso = parts.size() == 3 && parts[0].size() == 4 && !has_name;
  if (!has_name && !iso) return std::nullopt;
  for (const std::string& part : parts) {
    if (!is_digit(part[0])) {
      if (const int month = month_of(part, months); month > 0 && date.month == 0) date.month = month;
      continue;
    }
    const int number = part.size() > 4 ? 0 : std::stoi(part);
    if (part.size() == 4) date.year = number;
    else if (iso && date.month == 0) date.month = number;
    else date.day = number;
  }
  if (date.month < 1 || date.month > 12 || date.day > 31 || (date.day == 0 && date.year == 0)) return std::nullopt;
  const Date moved = civil_from_days(days_from_civil({date.year == 0 ? kSomeYear : date.year, date.month, date.day == 0 ? kMiddleOfMonth : date.day}) + days);
  if (date.day == 0) return fmt::format("{:04}-{:02}", moved.year, moved.month);
  if (date.year == 0) return fmt::format("{:02}-{:02}", moved.month, moved.day);
  return fmt::format("{:04}-{:02}-{:02}", moved.year, moved.month, moved.day);
}

}  // namespace attune
