// Lines of a transcript by number, as raters give evidence: "12-20, 31". From 1; what a printed copy numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/text/span.h"

namespace attune {

/// Lines `first` to `last`, both included.
struct LineRange {
  int first = 0;
  int last = 0;

  bool operator==(const LineRange&) const = default;
};

/// The lines of `text`, without their ends. An end of line at the end begins no other.
[[nodiscard]] std::vector<Span> numbered_lines(std::string_view text);

/// "12-20, 31", also with semicolons or blanks between and a dash of any length; nothing when it is something else, or a range
/// ends before it begins.
[[nodiscard]] std::optional<std::vector<LineRange>> parse_line_ranges(std::string_view text);

/// "12-20, 31"
[[nodiscard]] std::string to_string(const std::vector<LineRange>& ranges);

/// The number of the line that byte `offset` is on. REQUIRES: `lines` are of the same text.
[[nodiscard]] int line_number(const std::vector<Span>& lines, std::uint32_t offset);

}  // namespace attune
