#include "attune/text/numbered_lines.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/text/characters.h"

namespace attune {
namespace {

constexpr int kMostLines = 10'000'000;

/// Takes a number off the front, or nothing.
std::optional<int> take_number(std::string_view& text) {
  if (text.empty() || !is_digit(text[0])) return std::nullopt;
  int number = 0;
  for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1))
    number = std::min(number * 10 + (text[0] - '0'), kMostLines);
  return number;
}

void skip(std::string_view& text, std::string_view signs) {
  text.remove_prefix(std::min(text.find_first_not_of(signs), text.size()));
}

/// Takes a dash with blanks around it off the front.
bool take_dash(std::string_view& text) {
  std::string_view rest = text;
  skip(rest, " \t");
  for (std::string_view dash : {"-", "\u2013", "\u2014", "\u2212"})
    if (rest.starts_with(dash)) {
      rest.remove_prefix(dash.size());
      skip(rest, " \t");
      text = rest;
      return true;
    }
  return false;
}

}  // namespace

std::vector<Span> numbered_lines(std::string_view text) {
  std::vector<Span> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t shown = end > begin && text[end - 1] == '\r' ? end - 1 : end;
    lines.push_back(Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(shown)});
    begin = end + 1;
  }
  return lines;
}

std::optional<std::vector<LineRange>> parse_line_ranges(std::string_view text) {
  std::vector<LineRange> ranges;
  constexpr std::string_view kBetween = " \t,;";
  for (skip(text, kBetween); !text.empty(); skip(text, kBetween)) {
    const auto first = take_number(text);
    if (!first) return std::nullopt;
    const auto last = take_dash(text) ? take_number(text) : first;
    if (!last || *first < 1 || *last < *first) return std::nullopt;
    if (!text.empty() && kBetween.find(text[0]) == std::string_view::npos) return std::nullopt;
    ranges.push_back(LineRange{*first, *last});
  }
  if (ranges.empty()) return std::nullopt;
  return ranges;
}

std::string to_string(const std::vector<LineRange>& ranges) {
  std::string text;
  for (const LineRange& range : ranges) {
    if (!text.empty()) text += ", ";
    text += range.first == range.last ? fmt::format("{}", range.first) : fmt::format("{}-{}", range.first, range.last);
  }
  return text;
}

int line_number(const std::vector<Span>& lines, std::uint32_t offset) {
  return static_cast<int>(std::ranges::upper_bound(lines, offset, {}, &Span::begin) - lines.begin());
}

}  // namespace attune
