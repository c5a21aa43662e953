#include "attune/text/retraces.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "attune/text/characters.h"

namespace attune {
namespace {

constexpr std::size_t kLongest = 3;  // words

bool is_word(const Token& token) { return token.kind == TokenKind::word || token.kind == TokenKind::number || token.kind == TokenKind::cut_off; }

}  // namespace

/// No repetition reaches across token `i`.
bool Retraces::parts(std::uint32_t i) const {
  const Token& token = (*tokens_)[i];
  if (token.kind == TokenKind::space || is_word(token)) return false;
  if (token.kind == TokenKind::punctuation) {
    const std::string_view mark = slice(text_, token.span);
    return mark != "," && mark != "-" && mark != kEmDash && mark != "\u2013";
  }
  return !is_skippable(token.kind);
}

bool Retraces::is_same(std::uint32_t a, std::uint32_t b) const {
  return same_folded(slice(text_, (*tokens_)[a].span), slice(text_, (*tokens_)[b].span));
}

void Retraces::look_at(std::uint32_t number) {
  if (again_.empty() || again_.back() != number) again_.push_back(number);
}

void Retraces::see_all_again(std::uint32_t first, const std::vector<Token>& tokens) {
  again_.resize(tokens.size() - first);
  std::iota(again_.begin(), again_.end(), first);
}

void Retraces::mark(std::string_view text, std::vector<Token>& tokens) {
  if (function_words_.empty() || again_.empty()) return;
  text_ = text;
  tokens_ = &tokens;
  retraces_.clear();
  find_candidates();
  std::uint32_t done = 0;
  for (std::uint32_t i : candidates_) {
    if (i < done) continue;  // said to be repeated already
    if (tokens[i].kind == TokenKind::cut_off) mark_repair(i);
    else done = mark_repetition(i);
  }
  // Only now, for a word that is marked must still be seen as one.
  for (std::uint32_t i : retraces_) tokens[i].kind = TokenKind::retrace;
}

/// Words that begin a repetition, as far as the first word of what is repeated and the one behind it tell, and those cut off.
void Retraces::find_candidates() {
  const std::vector<Token>& tokens = *tokens_;
  candidates_.clear();
  for (std::size_t n = 0; n < again_.size(); ++n) {
    const std::uint32_t i = again_[n];
    if (!is_word(tokens[i])) continue;
    if (tokens[i].kind == TokenKind::cut_off) candidates_.push_back(i);
    // Where two or three words are repeated, the next word is said again too.
    std::uint32_t next = i + 1;
    while (next < tokens.size() && !is_word(tokens[next])) ++next;
    const bool goes_on = n + 1 < again_.size() && again_[n + 1] <= next;
    const std::size_t most = goes_on ? kLongest : 1;
    std::size_t words = 0;
    for (std::uint32_t k = i; k-- > first_ && words < most;) {
      if (!is_word(tokens[k])) continue;
      ++words;
      if (is_same(k, i)) candidates_.push_back(k);
    }
  }
  std::ranges::sort(candidates_);
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
}

/// `words_`: those from token `from` on, at most so many, up to what no repetition reaches across.
void Retraces::read_words(std::uint32_t from, std::size_t most) {
  words_.clear();
  for (std::uint32_t i = from; i < tokens_->size() && words_.size() < most && !parts(i); ++i)
    if (is_word((*tokens_)[i])) words_.push_back(i);
}

/// Marks the longest repetition that begins at a word, when one does; the token behind it.
std::uint32_t Retraces::mark_repetition(std::uint32_t first) {
  read_words(first, 2 * kLongest);
  for (std::size_t length = kLongest; length >= 1; --length) {
    if (!repeats(0, length, length) || !all_function_words(length)) continue;
    retraces_.insert(retraces_.end(), words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(length));
    return words_[length];
  }
  return first + 1;
}

void Retraces::mark_repair(std::uint32_t cut) {
  std::uint32_t first = cut;
  std::size_t before = 0;  // words
  for (std::uint32_t i = cut; i-- > first_ && before < kLongest && !parts(i);)
    if (is_word((*tokens_)[i])) first = i, ++before;
  read_words(first, 2 * kLongest + 1);
  for (std::size_t length = before; length >= 1; --length) {
    if (!repeats(before - length, before + 1, length)) continue;
    const auto end = words_.begin() + static_cast<std::ptrdiff_t>(before);
    retraces_.insert(retraces_.end(), end - static_cast<std::ptrdiff_t>(length), end);
    return;
  }
}

bool Retraces::repeats(std::size_t a, std::size_t b, std::size_t length) const {
  if (b + length > words_.size()) return false;
  for (std::size_t k = 0; k < length; ++k)
    if (!is_same(words_[a + k], words_[b + k])) return false;
  return true;
}

bool Retraces::all_function_words(std::size_t length) const {
  return std::all_of(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(length), [&](std::uint32_t i) {
    const Token& token = (*tokens_)[i];
    const bool is_clitic = token.words == 0;
    return is_clitic || function_words_.contains(slice(text_, token.span));
  });
}

}  // namespace attune
