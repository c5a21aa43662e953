#include "attune/coding/identifying_text.h"

#include <algorithm>

#include <re2/re2.h>

#include "attune/text/characters.h"

namespace attune {
namespace {

constexpr char kNobodys = '\x01';
constexpr char kTurn = '\x02';

/// What a transcriber put into brackets, be it known or not: "[unclear, Orla's house]" names her. "[ORLA]" has the shape of a
/// replaced name without a number.
bool is_remark(TokenKind kind, std::string_view text) {
  switch (kind) {
    case TokenKind::comment:
    case TokenKind::sound:
    case TokenKind::pause:
    case TokenKind::sic:
    case TokenKind::unintelligible:
    case TokenKind::backchannel:
      return true;
    case TokenKind::redacted:
      return std::ranges::none_of(text, is_digit);
    default:
      return false;
  }
}

bool is_blanked(TokenKind kind) {
  return kind == TokenKind::redacted || kind == TokenKind::filler || kind == TokenKind::line_number || kind == TokenKind::time_code || kind == TokenKind::label;
}

/// A replaced name in a notation whose brackets hold ordinary words, or within a remark.
const RE2& placeholder() {
  static const RE2 expression(R"(([\[{<(]{1,2}[A-Za-z]+(?:[ _-][A-Za-z]+)?[ _-]?[0-9][0-9-]*[\]}>)]{1,2}|\b[A-Z][a-z]+_[0-9][0-9-]*\b))");
  return expression;
}

template <typename Take>
void for_each_in_turns(const Transcript& transcript, Take take) {
  for (const Turn& turn : transcript.turns)
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) take(transcript.tokens[i]);
}

/// A header line says "Name: Ottilie Brock" or "Notes: The tape ran out": its first word begins a sentence where a small word goes on.
void mend_header(std::vector<WrittenWord>& words, std::string_view text, Span line) {
  const auto begins = [](const WrittenWord& word) { return word.span.begin; };
  const auto first = std::ranges::lower_bound(words, line.begin, {}, begins), end = std::ranges::lower_bound(words, line.end, {}, begins);
  const std::size_t colon = slice(text, line).find(kTurn);
  const std::size_t value = line.begin + (colon == std::string_view::npos ? 0 : colon + 1);
  const auto word = std::ranges::lower_bound(first, end, value, {}, begins);
  std::ranges::for_each(first, word, [](WrittenWord& of_key) { of_key.starts = true; });
  if (word == end || !trimmed(text.substr(value, word->span.begin - value)).empty()) return;  // "[DATE]"
  const auto next = word + 1;
  word->starts = next != end && next->follows && !next->capital;
}

}  // namespace

std::string identifying_text(const Transcript& transcript) {
  const std::string& text = transcript.text;
  std::string shown(text.size(), kNobodys);
  const auto copy = [&](Span span) { shown.replace(span.begin, span.end - span.begin, slice(text, span)); };
  const auto begin_at = [&](std::size_t at) {
    if (at > 0) shown[at - 1] = kTurn;
  };
  for (const Token& token : transcript.tokens) {
    if (token.kind != TokenKind::header) continue;
    copy(token.span);
    begin_at(token.span.begin);
    if (const std::size_t colon = slice(text, token.span).find(':'); colon != std::string_view::npos) shown[token.span.begin + colon] = kTurn;
  }
  for_each_in_turns(transcript, [&](const Token& token) {
    const std::string_view written = slice(text, token.span);
    if (is_remark(token.kind, written) || !is_blanked(token.kind)) copy(token.span);
  });
  for (const Turn& turn : transcript.turns) begin_at(turn.body.begin);
  re2::StringPiece left(shown), found;
  while (RE2::FindAndConsume(&left, placeholder(), &found))
    std::fill_n(shown.begin() + (found.data() - shown.data()), found.size(), kNobodys);
  return shown;
}

std::vector<WrittenWord> identifying_words(const Transcript& transcript, const std::string& text) {
  std::string talk = text, remarks(text.size(), kTurn);
  for_each_in_turns(transcript, [&](const Token& token) {
    const std::size_t size = token.span.end - token.span.begin;
    if (!is_remark(token.kind, slice(transcript.text, token.span))) return;
    remarks.replace(token.span.begin, size, text, token.span.begin, size);
    talk.replace(token.span.begin, size, size, kNobodys);
  });
  std::vector<WrittenWord> words = written_words(talk);
  for (const Token& token : transcript.tokens)
    if (token.kind == TokenKind::header) mend_header(words, text, token.span);
  std::vector<WrittenWord> in_remarks = written_words(remarks);
  for (WrittenWord& word : in_remarks) word.starts = word.starts || word.shouted;  // "<INAUDIBLE_SPEECH>"
  words.insert(words.end(), in_remarks.begin(), in_remarks.end());
  return words;
}

bool is_whole(std::string_view text, Span span) {
  return (span.begin == 0 || !is_letter_or_digit(text, span.begin - 1)) && (span.end >= text.size() || !is_letter_or_digit(text, span.end));
}

bool is_in_remark(const Transcript& transcript, Span span) {
  const auto behind = std::ranges::upper_bound(transcript.tokens, span.begin, {}, [](const Token& token) { return token.span.begin; });
  return behind != transcript.tokens.begin() && is_remark((behind - 1)->kind, slice(transcript.text, (behind - 1)->span));
}

}  // namespace attune
