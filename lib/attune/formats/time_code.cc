#include "attune/formats/time_code.h"

#include "attune/text/characters.h"
#include "attune/text/time_stamp.h"

namespace attune {
namespace {

bool ends_there(std::string_view text, std::uint32_t i, std::uint32_t end) { return i == end || text[i] == ' ' || text[i] == '\t' || text[i] == ':'; }

}  // namespace

std::uint32_t time_code_end(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  if (begin < end && text[begin] == '#') {
    const std::uint32_t stamp = time_stamp_end(text, {begin, end}, begin);
    return ends_there(text, stamp, end) ? stamp : begin;
  }
  std::uint32_t i = begin;
  const char open = i < end ? text[i] : ' ';
  const char close = open == '[' ? ']' : open == '(' ? ')' : open == '<' ? '>' : ' ';
  i += close != ' ';
  int colons = 0;
  const std::uint32_t digits = i;
  while (i < end && (is_digit(text[i]) || text[i] == ':' || (colons > 0 && (text[i] == '.' || text[i] == ',') && i + 1 < end && is_digit(text[i + 1])))) {
    colons += text[i] == ':';
    if (text[i] == ':' && (i + 2 >= end || !is_digit(text[i + 1]) || !is_digit(text[i + 2]))) return begin;
    ++i;
  }
  if (i == digits || colons < 1 || colons > 3) return begin;
  if (close != ' ') {
    if (i == end || text[i] != close) return begin;
    ++i;
  }
  return ends_there(text, i, end) ? i : begin;
}

}  // namespace attune
