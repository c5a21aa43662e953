#include "attune/text/redaction.h"

#include <algorithm>
#include <charconv>

#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::string_view kMapHeader = "start,end,new_start,new_end\n";

std::uint32_t code_points(std::string_view text) { return static_cast<std::uint32_t>(count_code_points(text)); }

/// An offset map as it grows, from the beginnings of two texts on.
class MapWriter {
 public:
  void keep(std::string_view text) { advance(code_points(text), code_points(text)); }
  void replace(std::string_view before, std::string_view after) {
    if (before == after) return keep(before);
    const Edit at{{before_, before_}, {after_, after_}};
    advance(code_points(before), code_points(after));
    map_.push_back({{at.before.begin, before_}, {at.after.begin, after_}});
  }
  [[nodiscard]] OffsetMap take() { return std::move(map_); }

 private:
  void advance(std::uint32_t before, std::uint32_t after) {
    before_ += before;
    after_ += after;
  }

  OffsetMap map_;
  std::uint32_t before_ = 0, after_ = 0;
};

}  // namespace

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
  MapWriter map;
  std::size_t at = 0;
  for (const Replacement& one : replacements) {
    map.keep(text.substr(at, one.span.begin - at));
    map.replace(slice(text, one.span), one.text);
    at = one.span.end;
  }
  return map.take();
}

OffsetMap offset_map(const Rewritten& rewritten) {
  MapWriter map;
  std::uint32_t before = 0, after = 0;
  auto next = rewritten.replacements.begin();
  for (std::size_t t = 0; t < rewritten.turns_before.size(); ++t) {
    const Span old_body = rewritten.turns_before[t], new_body = rewritten.turns_after[t];
    map.replace(slice(rewritten.before, {before, old_body.begin}), slice(rewritten.after, {after, new_body.begin}));
    std::vector<Replacement> inside;
    while (next != rewritten.replacements.end() && next->span.begin < old_body.begin) ++next;
    for (; next != rewritten.replacements.end() && next->span.end <= old_body.end; ++next) inside.push_back({{next->span.begin - old_body.begin, next->span.end - old_body.begin}, next->text});
    const std::string_view old_text = slice(rewritten.before, old_body), new_text = slice(rewritten.after, new_body);
    if (replaced(old_text, inside) == new_text) {
      std::uint32_t at = 0;
      for (const Replacement& one : inside) {
        map.keep(slice(old_text, {at, one.span.begin}));
        map.replace(slice(old_text, one.span), one.text);
        at = one.span.end;
      }
      map.keep(old_text.substr(at));
    } else {
      map.replace(old_text, new_text);
    }
    before = old_body.end;
    after = new_body.end;
  }
  map.replace(rewritten.before.substr(before), rewritten.after.substr(after));
  return map.take();
}

OffsetMap reversed(OffsetMap map) {
  for (Edit& edit : map) std::swap(edit.before, edit.after);
  return map;
}

OffsetMap composed(const OffsetMap& first, const OffsetMap& second) {
  // All is told in places of the text between. There edits of both that share a place become one.
  OffsetMap result;
  std::int64_t to_before = 0, to_after = 0;  // what leads from a place between to the text before, and to the one after
  auto a = first.begin(), b = second.begin();
  while (a != first.end() || b != second.end()) {
    const bool is_first = b == second.end() || (a != first.end() && a->after <= b->before);
    const std::uint32_t begin = is_first ? a->after.begin : b->before.begin;
    std::uint32_t end = begin;
    const std::int64_t before = begin + to_before, after = begin + to_after;
    bool grew = true;
    for (bool any = false; grew; any = true) {
      grew = false;
      const auto belongs = [&](Span span, bool is_start) { return span.begin < end || (!any && is_start); };
      if (a != first.end() && belongs(a->after, is_first)) {
        end = std::max(end, a->after.end);
        to_before = std::int64_t{a->before.end} - a->after.end;
        ++a, grew = true;
      }
      if (b != second.end() && belongs(b->before, !is_first)) {
        end = std::max(end, b->before.end);
        to_after = std::int64_t{b->after.end} - b->before.end;
        ++b, grew = true;
      }
    }
    result.push_back({{static_cast<std::uint32_t>(before), static_cast<std::uint32_t>(end + to_before)}, {static_cast<std::uint32_t>(after), static_cast<std::uint32_t>(end + to_after)}});
  }
  return result;
}

Span moved(Span span, const OffsetMap& map) {
  const auto begin_of = [](const Edit& edit) { return edit.before.begin; };
  // Signed, because a text may become shorter.
  const auto shift = [](const Edit& edit) { return std::int64_t{edit.after.end} - edit.before.end; };
  std::int64_t begin = span.begin, end = span.end;
  if (const auto behind = std::ranges::upper_bound(map, span.begin, {}, begin_of); behind != map.begin())
    begin = span.begin >= behind[-1].before.end ? begin + shift(behind[-1]) : behind[-1].after.begin;
  // What is put in right behind a passage is none of it.
  if (const auto behind = std::ranges::lower_bound(map, span.end, {}, begin_of); behind != map.begin())
    end = span.end >= behind[-1].before.end ? end + shift(behind[-1]) : behind[-1].after.end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(begin, end))};
}

std::string offset_map_csv(const OffsetMap& map) {
  std::string csv(kMapHeader);
  for (const Edit& edit : map)
    csv += std::to_string(edit.before.begin) + "," + std::to_string(edit.before.end) + "," + std::to_string(edit.after.begin) + "," + std::to_string(edit.after.end) + "\n";
  return csv;
}

std::optional<OffsetMap> parse_offset_map(std::string_view csv) {
  if (!csv.starts_with(kMapHeader)) return std::nullopt;
  OffsetMap map;
  const char* at = csv.data() + kMapHeader.size();
  const char* const end = csv.data() + csv.size();
  while (at < end) {
    std::uint32_t numbers[4] = {};
    for (int i = 0; i < 4; ++i) {
      const auto [behind, failed] = std::from_chars(at, end, numbers[i]);
      if (failed != std::errc{} || behind == end || *behind != (i < 3 ? ',' : '\n')) return std::nullopt;
      at = behind + 1;
    }
    const Edit edit{{numbers[0], numbers[1]}, {numbers[2], numbers[3]}};
    const Edit last = map.empty() ? Edit{} : map.back();
    if (edit.before.begin < last.before.end || edit.before.end < edit.before.begin || edit.after.begin < last.after.end || edit.after.end < edit.after.begin) return std::nullopt;
    map.push_back(edit);
  }
  return map;
}

}  // namespace attune
