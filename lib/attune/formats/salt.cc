#include "attune/formats/salt.h"

#include <algorithm>

#include "attune/text/characters.h"

namespace attune {

std::string salt_speakers(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] != '$') return "";
  std::string_view names = text.substr(begin + 1, std::min(text.find_first_of("\r\n", begin), text.size()) - begin - 1);
  if (names.empty() || !is_blank(names.front())) return "";
  std::string speakers;
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    const std::string_view name = trimmed(names.substr(0, comma));
    names.remove_prefix(std::min(comma + 1, names.size()));
    if (name.empty() || !std::ranges::all_of(name, [](char c) { return is_word_byte(c) || is_blank(c) || c == '-'; }) || !is_ascii_letter(name.front())) return "";
    speakers += is_upper(name.front()) ? name.front() : static_cast<char>(name.front() - 'a' + 'A');
  }
  return speakers;
}

LabelCandidate salt_label_at(std::string_view text, Span line, std::string_view speakers) {
  const std::string_view content = slice(text, line);
  if (content.empty() || speakers.find(content.front()) == std::string_view::npos || (content.size() > 1 && !is_blank(content[1]))) return {};
  LabelCandidate candidate;
  candidate.name = label_name(content.substr(0, 1));
  candidate.span = {line.begin, line.begin + 1};
  candidate.body = {line.begin + 1, line.end};
  while (candidate.body.begin < line.end && is_blank(text[candidate.body.begin])) ++candidate.body.begin;
  return candidate;
}

std::optional<TokenKind> salt_line_kind(std::string_view line) {
  if (line.empty()) return std::nullopt;
  switch (line.front()) {
    case '$': case '+': return TokenKind::header;
    case '-': case ':': case ';': return TokenKind::time_code;
    case '=': case '%': return TokenKind::comment;
    default: return std::nullopt;
  }
}

}  // namespace attune
