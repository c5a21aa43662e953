#include "attune/report/json_string.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace attune {
namespace {

bool is_escaped(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

constexpr std::uint64_t eight_times(unsigned char byte) { return 0x0101010101010101U * byte; }

/// Whether one of eight bytes is zero, or smaller than `limit` (at most 0x80): Mycroft's test.
bool has_less(std::uint64_t bytes, unsigned char limit) { return ((bytes - eight_times(limit)) & ~bytes & eight_times(0x80)) != 0; }

/// Length of the start of `text` that needs no escape.
std::size_t plain_length(std::string_view text) {
  std::size_t end = 0;
  for (; end + 8 <= text.size(); end += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + end, 8);
    if (has_less(eight, 0x20) || has_less(eight ^ eight_times('"'), 1) || has_less(eight ^ eight_times('\\'), 1)) break;
  }
  while (end < text.size() && !is_escaped(text[end])) ++end;
  return end;
}

void append_escape(std::string& json, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"': json += "\\\""; return;
    case '\\': json += "\\\\"; return;
    case '\b': json += "\\b"; return;
    case '\f': json += "\\f"; return;
    case '\n': json += "\\n"; return;
    case '\r': json += "\\r"; return;
    case '\t': json += "\\t"; return;
    default:
      json += "\\u00";
      json += kHex[static_cast<unsigned char>(c) >> 4];
      json += kHex[static_cast<unsigned char>(c) & 0xF];
  }
}

}  // namespace

void append_json_string(std::string& json, std::string_view text) {
  json += '"';
  while (!text.empty()) {
    const std::size_t plain = plain_length(text);
    json.append(text.data(), plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    append_escape(json, text.front());
    text.remove_prefix(1);
  }
  json += '"';
}

}  // namespace attune
