#include "attune/text/retraces.h"

#include <algorithm>

#include "attune/text/characters.h"

namespace attune {
namespace {

constexpr std::size_t kLongest = 3;  // words
constexpr std::uint32_t kBreak = 0xFFFFFFFF;

bool breaks_repetition(std::string_view text, const Token& token) {
  if (token.kind == TokenKind::punctuation) {
    const std::string_view mark = slice(text, token.span);
    return mark != "," && mark != "-" && mark != kEmDash && mark != "\u2013";
  }
  return !is_skippable(token.kind);
}

}  // namespace

void Retraces::mark(std::string_view text, std::vector<Token>& tokens) {
  if (function_words_.empty()) return;
  text_ = text;
  tokens_ = &tokens;
  read_items();
  for (std::size_t i = 0; i + 1 < items_.size(); ++i) {
    if (items_[i].token == kBreak) continue;
    if (tokens[items_[i].token].kind == TokenKind::cut_off) mark_repair(i);
    else mark_repetition(i);
  }
}

void Retraces::read_items() {
  items_.clear();
  const std::vector<Token>& tokens = *tokens_;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::space) continue;
    if (token.kind == TokenKind::word || token.kind == TokenKind::number || token.kind == TokenKind::cut_off)
      items_.push_back({i, folded_start(slice(text_, token.span))});
    else if (breaks_repetition(text_, token)) items_.push_back({kBreak, 0});
  }
}

/// Marks the longest repetition that begins at item `i`, and moves `i` to its last item.
void Retraces::mark_repetition(std::size_t& i) {
  for (std::size_t length = kLongest; length >= 1; --length) {
    if (i + 2 * length > items_.size() || items_[i].start != items_[i + length].start) continue;
    if (!repeats(i, i + length, length) || !all_function_words(i, length)) continue;
    mark_items(i, i + length);
    i += length - 1;
    return;
  }
}

void Retraces::mark_repair(std::size_t cut) {
  for (std::size_t length = std::min(kLongest, cut); length >= 1; --length)
    if (repeats(cut - length, cut + 1, length)) return mark_items(cut - length, cut);
}

void Retraces::mark_items(std::size_t from, std::size_t end) {
  for (std::size_t k = from; k < end; ++k) (*tokens_)[items_[k].token].kind = TokenKind::retrace;
}

bool Retraces::repeats(std::size_t a, std::size_t b, std::size_t length) const {
  if (b + length > items_.size()) return false;
  for (std::size_t k = 0; k < length; ++k) {
    const Item &first = items_[a + k], &second = items_[b + k];
    if (first.token == kBreak || second.token == kBreak || first.start != second.start) return false;
    if (!same_folded(slice(text_, (*tokens_)[first.token].span), slice(text_, (*tokens_)[second.token].span))) return false;
  }
  return true;
}

bool Retraces::all_function_words(std::size_t from, std::size_t length) const {
  for (std::size_t k = from; k < from + length; ++k) {
    const Token& token = (*tokens_)[items_[k].token];
    const bool is_clitic = token.words == 0;
    if (!is_clitic && !function_words_.contains(slice(text_, token.span))) return false;
  }
  return true;
}

}  // namespace attune
