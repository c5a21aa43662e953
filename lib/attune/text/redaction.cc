#include "attune/text/redaction.h"

#include <algorithm>

#include "attune/text/unicode.h"

namespace attune {

std::string replaced(std::string_view text, std::span<const Replacement> replacements) {
  std::string result;
  std::size_t at = 0;
  for (const Replacement& one : replacements) {
    result += text.substr(at, one.span.begin - at);
    result += one.text;
    at = one.span.end;
  }
  result += text.substr(at);
  return result;
}

OffsetMap offset_map(std::string_view text, std::span<const Replacement> replacements) {
  OffsetMap map;
  std::uint32_t at = 0, before = 0, after = 0;  // bytes; code points of both texts
  for (const Replacement& one : replacements) {
    const auto kept = static_cast<std::uint32_t>(count_code_points(text.substr(at, one.span.begin - at)));
    const auto old_length = static_cast<std::uint32_t>(count_code_points(slice(text, one.span)));
    const auto new_length = static_cast<std::uint32_t>(count_code_points(one.text));
    before += kept;
    after += kept;
    map.push_back({{before, before + old_length}, {after, after + new_length}});
    before += old_length;
    after += new_length;
    at = one.span.end;
  }
  return map;
}

OffsetMap reversed(OffsetMap map) {
  for (Edit& edit : map) std::swap(edit.before, edit.after);
  return map;
}

Span moved(Span span, const OffsetMap& map) {
  // Signed, because a text may become shorter.
  std::int64_t begin = span.begin, end = span.end;
  for (const Edit& edit : map) {
    const std::int64_t shift = std::int64_t{edit.after.end} - edit.before.end;
    if (span.begin >= edit.before.end) begin = span.begin + shift;
    else if (span.begin >= edit.before.begin) begin = edit.after.begin;
    if (span.end >= edit.before.end) end = span.end + shift;
    else if (span.end > edit.before.begin) end = edit.after.end;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string offset_map_csv(const OffsetMap& map) {
  std::string csv = "start,end,new_start,new_end\n";
  for (const Edit& edit : map)
    csv += std::to_string(edit.before.begin) + "," + std::to_string(edit.before.end) + "," + std::to_string(edit.after.begin) + "," + std::to_string(edit.after.end) + "\n";
  return csv;
}

}  // namespace attune
