#include "attune/report/json_string.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace attune {
namespace {

bool is_escaped(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

constexpr std::uint64_t eight_times(unsigned char byte) { return 0x0101010101010101U * byte; }

/// Whether one of eight bytes is zero, or smaller than `limit` (at most 0x80): Mycroft's test.
bool has_less(std::uint64_t bytes, unsigned char limit) { return ((bytes - eight_times(limit)) & ~bytes & eight_times(0x80)) != 0; }

/// Whether one of eight bytes is escaped.
bool has_escaped(std::uint64_t bytes) {
  return has_less(bytes, 0x20) || has_less(bytes ^ eight_times('"'), 1) || has_less(bytes ^ eight_times('\\'), 1);
}

char* write_escape(char* out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto write = [&](std::string_view escape) { return std::ranges::copy(escape, out).out; };
  switch (c) {
    case '"': return write("\\\"");
    case '\\': return write("\\\\");
    case '\b': return write("\\b");
    case '\f': return write("\\f");
    case '\n': return write("\\n");
    case '\r': return write("\\r");
    case '\t': return write("\\t");
    default: break;
  }
  out = write("\\u00");
  *out++ = kHex[static_cast<unsigned char>(c) >> 4];
  *out++ = kHex[static_cast<unsigned char>(c) & 0xF];
  return out;
}

}  // namespace

char* write_json_string(char* out, std::string_view text) {
  *out++ = '"';
  while (!text.empty()) {
    std::uint64_t eight = 0;
    while (text.size() >= sizeof eight) {
      std::memcpy(&eight, text.data(), sizeof eight);
      if (has_escaped(eight)) break;
      std::memcpy(out, &eight, sizeof eight);
      out += sizeof eight;
      text.remove_prefix(sizeof eight);
    }
    // Up to the escape, or less than eight that are left.
    std::size_t plain = 0;
    while (plain < text.size() && !is_escaped(text[plain])) *out++ = text[plain++];
    if (plain < text.size()) out = write_escape(out, text[plain++]);
    text.remove_prefix(plain);
  }
  *out++ = '"';
  return out;
}

}  // namespace attune
