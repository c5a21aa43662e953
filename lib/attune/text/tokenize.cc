#include "attune/text/tokenize.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include "attune/text/characters.h"
#include "attune/text/form_set.h"
#include "attune/text/notation_search.h"
#include "attune/text/retraces.h"
#include "attune/text/unicode.h"
#include "attune/text/word_reader.h"

namespace attune {

class Tokenizer::Impl {
 public:
  explicit Impl(NotationProfile profile)
      : profile_(std::move(profile)), notation_search_(profile_), retraces_(profile_), word_reader_(profile_, retraces_.function_words()),
        breaker_(profile_.language), abbreviations_(profile_.abbreviations) {}

  const TokenizedText& tokenize(std::string_view text, Span body, const std::vector<Token>& marks) {
    text_ = text;
    body_ = body;
    result_.tokens.clear();
    result_.sentence_ends.clear();
    const std::vector<Token>& notation = notation_search_.find(text, body, marks);
    blank(notation);
    word_reader_.read({text, body, view_, &notation}, breaker_, result_.tokens);
    mark_mazes();
    retraces_.mark(text, result_.tokens);
    find_sentences();
    return result_;
  }

 private:
  /// `view_`: the body as a breaker reads it. Notation and line breaks become blanks of the same length, but a blank line
  /// stays, for it ends a sentence.
  void blank(const std::vector<Token>& notation) {
    const std::string_view body = slice(text_, body_);
    has_line_breaks_ = body.find('\n') != std::string_view::npos || body.find('\r') != std::string_view::npos;
    if (notation.empty() && !has_line_breaks_) {
      view_ = body;
      return;
    }
    buffer_.assign(body);
    for (const Token& mark : notation)
      if (mark.kind != TokenKind::trailing_off)
        std::memset(buffer_.data() + (mark.span.begin - body_.begin), ' ', mark.span.end - mark.span.begin);
    if (has_line_breaks_) blank_line_breaks();
    view_ = buffer_;
  }

  void blank_line_breaks() {
    std::ranges::replace(buffer_, '\r', ' ');
    bool is_first = true;
    std::size_t behind_last = 0;
    for (std::size_t i = buffer_.find('\n'); i != std::string::npos; i = buffer_.find('\n', i + 1)) {
      const bool blank_line = !is_first && std::all_of(buffer_.begin() + static_cast<std::ptrdiff_t>(behind_last), buffer_.begin() + static_cast<std::ptrdiff_t>(i), is_blank);
      if (!blank_line) buffer_[i] = ' ';
      is_first = false;
      behind_last = i + 1;
    }
  }

  /// Words in a maze are retraces that do not count: SALT keeps mazes out of the number of words (Miller and Iglesias; they may stand in each other).
  void mark_mazes() {
    for (const Bracket& bracket : profile_.brackets) {
      if (bracket.otherwise != BracketContent::maze) continue;
      std::vector<Token>& tokens = result_.tokens;
      std::vector<std::size_t> open;
      std::vector<int> deeper(tokens.size());  // how many more mazes there are from a token on
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::punctuation) continue;
        const std::string_view sign = slice(text_, tokens[i].span);
        if (sign == bracket.open) open.push_back(i);
        if (sign != bracket.close || open.empty()) continue;
        ++deeper[open.back()];
        --deeper[i];
        open.pop_back();
      }
      int depth = 0;
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        depth += deeper[i];
        if (depth == 0 || (tokens[i].kind != TokenKind::word && tokens[i].kind != TokenKind::number)) continue;
        tokens[i].kind = TokenKind::retrace;
        tokens[i].words = 0;
      }
    }
  }

  void find_sentences() {
    const auto count = static_cast<std::uint32_t>(result_.tokens.size());
    std::uint32_t token = 0;
    for (std::uint32_t end : breaker_.sentence_ends(view_)) {
      const std::uint32_t offset = end + body_.begin;
      while (token < count && result_.tokens[token].span.end <= offset) ++token;
      if (offset == body_.end) break;
      if (token < count && result_.tokens[token].span.begin < offset) continue;  // never inside a token
      if (token == 0 || ends_in_abbreviation(token)) continue;
      if (result_.sentence_ends.empty() || result_.sentence_ends.back() < token) result_.sentence_ends.push_back(token);
    }
    if (count > 0) result_.sentence_ends.push_back(count);
  }

  /// The full stop before token `next` belongs to "Mr." or an initial ("K. came").
  bool ends_in_abbreviation(std::uint32_t next) const {
    std::uint32_t i = next;
    while (i > 0 && result_.tokens[i - 1].kind == TokenKind::space) --i;
    if (i < 2 || slice(text_, result_.tokens[i - 1].span) != "." || result_.tokens[i - 2].kind != TokenKind::word) return false;
    const std::string_view word = slice(text_, result_.tokens[i - 2].span);
    if (word.size() == 1 && is_upper(word[0]) && word[0] != 'I') return true;
    return word.size() <= 6 && abbreviations_.contains(word);
  }

  NotationProfile profile_;
  NotationSearch notation_search_;
  Retraces retraces_;
  WordReader word_reader_;
  Breaker breaker_;
  FormSet abbreviations_;

  std::string_view text_, view_;
  Span body_;
  bool has_line_breaks_ = false;
  std::string buffer_;
  TokenizedText result_;
};

Tokenizer::Tokenizer(const NotationProfile& profile) : impl_(std::make_unique<Impl>(profile)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

const TokenizedText& Tokenizer::tokenize(std::string_view text, Span body, const std::vector<Token>& marks) {
  return impl_->tokenize(text, body, marks);
}

}  // namespace attune
