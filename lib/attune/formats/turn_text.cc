#include "attune/formats/turn_text.h"

#include <algorithm>

namespace attune {

std::uint32_t WrittenTurn::at(std::uint32_t offset) const {
  auto next = std::ranges::upper_bound(pieces, offset, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
  if (next == pieces.begin()) return 0;
  const auto& [source, target] = *std::prev(next);
  const auto end = next == pieces.end() ? static_cast<std::uint32_t>(text.size()) : next->second;
  return std::min(end, target + (offset - source));
}

WrittenTurn turn_text(const Transcript& transcript, const Turn& turn) {
  WrittenTurn result;
  // Subtitles and CHAT write times as part of the file; in other texts a person typed them.
  const bool times_of_page = transcript.format == "vtt" || transcript.format == "srt" || transcript.format == "chat";
  bool left_out = false;  // something of the page since the last words: one blank stands for all of it
  for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
    const Token& token = transcript.tokens[i];
    const std::string_view written = slice(transcript.text, token.span);
    const bool is_space = token.kind == TokenKind::space;
    const bool of_page = token.kind == TokenKind::line_number || (times_of_page && token.kind == TokenKind::time_code);
    if (of_page || (is_space && written.find_first_of("\r\n") != std::string_view::npos)) left_out = true;
    if (left_out && (is_space || of_page)) continue;
    if (left_out && !result.text.empty() && result.text.back() != ' ') result.text += ' ';
    left_out = false;
    result.pieces.emplace_back(token.span.begin, static_cast<std::uint32_t>(result.text.size()));
    result.text += written;
  }
  while (!result.text.empty() && result.text.back() == ' ') result.text.pop_back();
  return result;
}

std::string speaker_of(const Transcript& transcript, const Turn& turn) {
  if (!turn.speaker.empty()) return turn.speaker;
  std::string_view label = slice(transcript.text, turn.label);
  const auto is_decoration = [](char c) { return c == '*' || c == ':' || c == ' ' || c == '\t' || c == '.' || c == '[' || c == ']' || c == '<' || c == '>'; };
  while (!label.empty() && is_decoration(label.back())) label.remove_suffix(1);
  while (!label.empty() && is_decoration(label.front())) label.remove_prefix(1);
  const bool number = label.find_first_not_of("0123456789") == std::string_view::npos;
  return label.empty() || number ? std::string(role_name(turn.role)) : std::string(label);
}

}  // namespace attune
