#include "attune/text/tokenize.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <utility>

#include "attune/text/ascii_words.h"
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
      : profile_(std::move(profile)), notation_search_(profile_), retraces_(profile_), word_reader_(profile_, retraces_),
        breaker_(profile_.language), abbreviations_(profile_.abbreviations), backchannels_(profile_.backchannels) {}

  const std::vector<std::uint32_t>& tokenize(std::string_view text, Span body, const std::vector<Token>& marks, std::vector<Token>& tokens) {
    text_ = text;
    body_ = body;
    tokens_ = &tokens;
    first_ = static_cast<std::uint32_t>(tokens.size());
    find_stops(slice(text, body), stops_);
    const std::vector<Token>& notation = notation_search_.find(text, body, stops_, marks);
    blank(notation);
    word_reader_.read({text, body, view_, &notation}, breaker_, tokens);
    if (mark_mazes()) retraces_.see_all_again(first_, tokens);
    retraces_.mark(text, tokens);
    find_sentences();
    return sentence_ends_;
  }

  [[nodiscard]] bool is_backchannel(std::string_view phrase) const { return backchannels_.contains(phrase); }

 private:
  /// `view_`: the body as a breaker reads it. Notation and line breaks become blanks of the same length, but a blank line
  /// stays, for it ends a sentence.
  void blank(const std::vector<Token>& notation) {
    buffer_.assign(slice(text_, body_));
    for (const Token& mark : notation)
      if (mark.kind != TokenKind::trailing_off)
        std::memset(buffer_.data() + (mark.span.begin - body_.begin), ' ', mark.span.end - mark.span.begin);
    blank_line_breaks();
    buffer_.append(kBehindView, ',');
    view_ = std::string_view(buffer_).substr(0, body_.end - body_.begin);
  }

  void blank_line_breaks() {
    bool is_first = true;
    std::size_t behind_last = 0;
    for (std::uint32_t i : stops_) {
      if (buffer_[i] == '\r') buffer_[i] = ' ';
      if (buffer_[i] != '\n') continue;
      const bool blank_line = !is_first && std::all_of(buffer_.begin() + static_cast<std::ptrdiff_t>(behind_last), buffer_.begin() + static_cast<std::ptrdiff_t>(i), is_blank);
      if (!blank_line) buffer_[i] = ' ';
      is_first = false;
      behind_last = i + 1;
    }
  }

  /// Words in a maze are retraces that do not count: SALT keeps mazes out of the number of words (Miller and Iglesias; they may stand in each other).
  /// Whether there are any.
  bool mark_mazes() {
    bool has_mazes = false;
    for (const Bracket& bracket : profile_.brackets) {
      if (bracket.otherwise != BracketContent::maze) continue;
      std::vector<Token>& tokens = *tokens_;
      std::vector<std::size_t> open;
      std::vector<int> deeper(tokens.size());  // how many more mazes there are from a token on
      for (std::size_t i = first_; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::punctuation) continue;
        const std::string_view sign = slice(text_, tokens[i].span);
        if (sign == bracket.open) open.push_back(i);
        if (sign != bracket.close || open.empty()) continue;
        ++deeper[open.back()];
        --deeper[i];
        open.pop_back();
      }
      int depth = 0;
      for (std::size_t i = first_; i < tokens.size(); ++i) {
        depth += deeper[i];
        if (depth == 0 || (tokens[i].kind != TokenKind::word && tokens[i].kind != TokenKind::number)) continue;
        tokens[i].kind = TokenKind::retrace;
        tokens[i].words = 0;
        has_mazes = true;
      }
    }
    return has_mazes;
  }

  void find_sentences() {
    const std::vector<Token>& tokens = *tokens_;
    sentence_ends_.clear();
    const auto count = static_cast<std::uint32_t>(tokens.size());
    std::uint32_t token = first_;
    for (std::uint32_t end : breaker_.sentence_ends(view_, stops_)) {
      const std::uint32_t offset = end + body_.begin;
      if (offset == body_.end) break;
      token = first_behind(offset, token);
      if (token < count && tokens[token].span.begin < offset) continue;  // never inside a token
      if (token == first_ || ends_in_abbreviation(token)) continue;
      if (sentence_ends_.empty() || sentence_ends_.back() < token) sentence_ends_.push_back(token);
    }
    if (count > first_) sentence_ends_.push_back(count);
  }

  /// The first token from number `from` on that goes beyond `offset`. A token has at least a byte, so it is not far.
  std::uint32_t first_behind(std::uint32_t offset, std::uint32_t from) const {
    const auto count = static_cast<std::uint32_t>(tokens_->size());
    if (from == count) return count;
    const std::uint32_t begin = (*tokens_)[from].span.begin;
    const std::uint32_t most = offset > begin ? std::min(count - from, offset - begin) : 0;
    const std::span<const Token> near(tokens_->data() + from, most);
    return from + static_cast<std::uint32_t>(std::ranges::upper_bound(near, offset, {}, [](const Token& token) { return token.span.end; }) - near.begin());
  }

  /// The full stop before token `next` belongs to "Mr." or an initial ("K. came").
  bool ends_in_abbreviation(std::uint32_t next) const {
    const std::vector<Token>& tokens = *tokens_;
    std::uint32_t i = next;
    while (i > first_ && tokens[i - 1].kind == TokenKind::space) --i;
    if (i < first_ + 2 || tokens[i - 2].kind != TokenKind::word) return false;
    const Span mark = tokens[i - 1].span;
    if (text_[mark.begin] != '.' || mark.end - mark.begin != 1) return false;
    const std::string_view word = slice(text_, tokens[i - 2].span);
    if (word.size() == 1 && is_upper(word[0]) && word[0] != 'I') return true;
    return word.size() <= 6 && abbreviations_.contains(word);
  }

  NotationProfile profile_;
  NotationSearch notation_search_;
  Retraces retraces_;
  WordReader word_reader_;
  Breaker breaker_;
  FormSet abbreviations_, backchannels_;

  std::string_view text_, view_;
  Span body_;
  std::vector<std::uint32_t> stops_;  // of the body
  std::string buffer_;
  std::vector<Token>* tokens_ = nullptr;
  std::uint32_t first_ = 0;           // the first token of the body
  std::vector<std::uint32_t> sentence_ends_;
};

Tokenizer::Tokenizer(const NotationProfile& profile) : impl_(std::make_unique<Impl>(profile)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

const std::vector<std::uint32_t>& Tokenizer::tokenize(std::string_view text, Span body, const std::vector<Token>& marks, std::vector<Token>& tokens) {
  return impl_->tokenize(text, body, marks, tokens);
}

bool Tokenizer::is_backchannel(std::string_view phrase) const { return impl_->is_backchannel(phrase); }

}  // namespace attune
