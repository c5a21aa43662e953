#include "attune/report/transcript_formats.h"

#include <string>

#include <nlohmann/json.hpp>

namespace attune {
namespace {

/// What was said in a turn, without what belongs to the page: line numbers and line breaks.
std::string text_of(const Transcript& transcript, const Turn& turn) {
  std::string text;
  bool left_out = false;  // something of the page since the last words: one blank stands for all of it
  for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
    const Token& token = transcript.tokens[i];
    const std::string_view written = slice(transcript.text, token.span);
    const bool is_space = token.kind == TokenKind::space;
    if (token.kind == TokenKind::line_number || (is_space && written.find_first_of("\r\n") != std::string_view::npos)) left_out = true;
    if (left_out && (is_space || token.kind == TokenKind::line_number)) continue;
    if (left_out && !text.empty() && text.back() != ' ') text += ' ';
    left_out = false;
    text += written;
  }
  return text;
}

}  // namespace

void write_transcript(std::ostream& out, const Transcript& transcript, TranscriptFormat format) {
  if (format == TranscriptFormat::text) {
    for (const Turn& turn : transcript.turns) out << text_of(transcript, turn) << '\n';
    return;
  }
  nlohmann::ordered_json turns = nlohmann::ordered_json::array();
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
    nlohmann::ordered_json turn = {{"role", role_name(transcript.turns[t].role)}, {"text", text_of(transcript, transcript.turns[t])}};
    if (const std::string_view section = section_at(transcript, t); !section.empty()) turn["section"] = section;
    turns.push_back(std::move(turn));
  }
  out << nlohmann::ordered_json{{"id", transcript.id}, {"turns", std::move(turns)}}.dump() << '\n';
}

}  // namespace attune
