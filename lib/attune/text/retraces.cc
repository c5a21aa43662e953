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
  std::size_t done = 0;
  for (std::size_t i : candidates_) {
    if (i < done) continue;  // said to be repeated already
    if (tokens[items_[i].token].kind == TokenKind::cut_off) mark_repair(i);
    else done = mark_repetition(i);
  }
}

void Retraces::read_items() {
  const std::vector<Token>& tokens = *tokens_;
  if (items_.size() < tokens.size() + kLongest) items_.resize(tokens.size() + kLongest);
  Item* item = items_.data();
  bool has_cut_off = false;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::space) continue;
    if (token.kind == TokenKind::word || token.kind == TokenKind::number || token.kind == TokenKind::cut_off)
      *item++ = {i, folded_start(text_, token.span)};
    else if (breaks_repetition(text_, token)) *item++ = {kBreak, 0};
    has_cut_off = has_cut_off || token.kind == TokenKind::cut_off;
  }
  count_ = static_cast<std::size_t>(item - items_.data());
  std::fill_n(item, kLongest, Item{kBreak, 0});
  find_candidates(has_cut_off);
}

/// Items that one of the next three could repeat, and those cut off. Few: most of talk is said once.
void Retraces::find_candidates(bool has_cut_off) {
  candidates_.clear();
  const Item* item = items_.data();
  for (std::size_t i = 0; i + 1 < count_; ++i, ++item) {
    const bool again = (item[1].start == item->start) | (item[2].start == item->start) | (item[3].start == item->start);
    if (!again && !has_cut_off) continue;
    if (item->token != kBreak && (again || (*tokens_)[item->token].kind == TokenKind::cut_off)) candidates_.push_back(i);
  }
}

/// Marks the longest repetition that begins at item `i`, when one does; the item behind it.
std::size_t Retraces::mark_repetition(std::size_t i) {
  for (std::size_t length = kLongest; length >= 1; --length) {
    if (!repeats(i, i + length, length) || !all_function_words(i, length)) continue;
    mark_items(i, i + length);
    return i + length;
  }
  return i + 1;
}

void Retraces::mark_repair(std::size_t cut) {
  for (std::size_t length = std::min(kLongest, cut); length >= 1; --length)
    if (repeats(cut - length, cut + 1, length)) return mark_items(cut - length, cut);
}

void Retraces::mark_items(std::size_t from, std::size_t end) {
  for (std::size_t k = from; k < end; ++k) (*tokens_)[items_[k].token].kind = TokenKind::retrace;
}

bool Retraces::repeats(std::size_t a, std::size_t b, std::size_t length) const {
  if (b + length > count_) return false;
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
