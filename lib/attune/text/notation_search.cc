#include "attune/text/notation_search.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "attune/text/characters.h"
#include "attune/text/time_stamp.h"

namespace attune {
namespace {

constexpr std::size_t kLongestBracket = 400;  // bytes: a longer bracket is a lost closing mark, not notation

/// Dots before the end of the turn or before a new sentence trail off; inside a clause they are a pause.
bool trails_off(std::string_view after) {
  const std::string_view near = after.substr(0, kLongestBracket);  // so that "... ... ..." takes linear time
  std::size_t next = 0;
  while (next < near.size() && !is_word_byte(near[next]) && near[next] != '{' && near[next] != '[' && near[next] != '(') ++next;
  if (next == near.size()) return near.size() == after.size();
  // "I" is written large inside a sentence too, so it tells nothing.
  const bool is_i = after[next] == 'I' && (next + 1 == after.size() || !is_ascii_letter(after[next + 1]));
  return is_upper(after[next]) && !is_i;
}

}  // namespace

NotationSearch::NotationSearch(const NotationProfile& profile) : profile_(profile), brackets_(profile) {
  const auto start = [&](char byte) -> Start& { return starts_[static_cast<unsigned char>(byte)]; };
  start('.') = Start::dot;
  start('-') = Start::twice;
  start('#') = Start::anything;
  for (char digit = '0'; digit <= '9'; ++digit) start(digit) = Start::digit;
  start(kEllipsis[0]) = Start::anything;  // the first byte of the typographic dots and dashes
  if (std::ranges::find(profile_.unintelligible, "???") != profile_.unintelligible.end()) start('?') = Start::twice;
  for (const Bracket& bracket : profile_.brackets) start(bracket.open[0]) = Start::anything;
  if (!profile_.interruption.empty()) start(profile_.interruption[0]) = Start::anything;
  for (std::size_t c = 0; c < starts_.size(); ++c)
    if (starts_[c] != Start::nothing && (c == ' ' || is_ascii_letter(static_cast<char>(c)))) begins_at_stops_ = false;
}

const std::vector<Token>& NotationSearch::find(std::string_view text, Span body, std::span<const std::uint32_t> stops, const std::vector<Token>& marks) {
  text_ = text;
  body_ = body;
  stops_ = stops;
  found_.clear();
  // What ends a turn ends it before the time that a program stamped behind it.
  const Span stamp = last_time_stamp(text, body);
  if (marks.empty() || marks.back().span.end <= stamp.begin) body_.end = stamp.begin;
  auto mark = marks.begin();
  for (std::uint32_t i = body_.begin; i < body_.end;) {
    while (mark != marks.end() && mark->span.begin < i) ++mark;
    const std::uint32_t limit = mark == marks.end() ? body_.end : std::min(body_.end, mark->span.begin);
    i = next_start(i, limit);
    if (i == body_.end) break;
    if (mark != marks.end() && mark->span.begin == i) {
      found_.push_back(*mark);
      i = mark->span.end;
      ++mark;
    } else if (const std::optional<Token> token = notation_at(i)) {
      found_.push_back(*token);
      i = token->span.end;
    } else {
      ++i;
    }
  }
  if (body_.end < stamp.end) found_.push_back(make_token(stamp.begin, stamp.end - stamp.begin, TokenKind::time_code));
  return found_;
}

std::uint32_t NotationSearch::next_start(std::uint32_t i, std::uint32_t limit) {
  if (!begins_at_stops_) {
    while (i < limit && !may_begin(i)) ++i;
    return i;
  }
  for (; !stops_.empty(); stops_ = stops_.subspan(1)) {
    const std::uint32_t stop = body_.begin + stops_.front();
    if (stop >= limit) return limit;
    if (stop >= i && may_begin(stop)) return stop;
  }
  return limit;
}

std::optional<Token> NotationSearch::notation_at(std::uint32_t i) const {
  const std::string_view rest = text_.substr(i, body_.end - i);
  if (is_digit(rest[0]) || rest[0] == '#') {
    if (const std::uint32_t end = time_stamp_end(text_, body_, i); end > i) return make_token(i, end - i, TokenKind::time_code);
  }
  if (!profile_.interruption.empty() && rest.starts_with(profile_.interruption) && !(i > body_.begin && text_[i - 1] == ':'))
    return make_token(i, profile_.interruption.size(), TokenKind::interruption);
  for (const Bracket& bracket : profile_.brackets) {
    if (!rest.starts_with(bracket.open)) continue;
    const std::size_t close = rest.substr(0, kLongestBracket).find(bracket.close, bracket.open.size());
    if (close == std::string_view::npos) continue;
    const std::string_view inside = rest.substr(bracket.open.size(), close - bracket.open.size());
    const BracketMeaning meaning = brackets_.read(inside, bracket);
    if (meaning.spoken) return std::nullopt;
    Token found = make_token(i, close + bracket.close.size(), meaning.kind);
    found.detail = meaning.detail;
    found.words = meaning.words;
    found.inner_begin = static_cast<std::uint8_t>(bracket.open.size());
    found.inner_end = static_cast<std::uint8_t>(bracket.close.size());
    if (meaning.kind == TokenKind::uncertain) ++found.inner_end;  // the question mark
    return found;
  }
  if (rest.starts_with("..") || rest.starts_with(kEllipsis)) return dots_at(i, rest);
  if (rest.starts_with("--") || rest.starts_with(kEmDash)) return dash_at(i, rest);
  // "he ??? left", but not "What???" or "What!???"
  if (rest.starts_with("???") && (i == body_.begin || is_blank(text_[i - 1]) || text_[i - 1] == ','))
    return make_token(i, std::min(rest.find_first_not_of('?'), rest.size()), TokenKind::unintelligible);
  return std::nullopt;
}

std::optional<Token> NotationSearch::dots_at(std::uint32_t i, std::string_view rest) const {
  std::size_t length = 0;
  while (length < rest.size() && (rest[length] == '.' || rest.substr(length).starts_with(kEllipsis)))
    length += rest[length] == '.' ? 1 : kEllipsis.size();
  if (!profile_.dots_are_pauses) return make_token(i, length, TokenKind::punctuation);
  if (trails_off(rest.substr(length))) return make_token(i, length, TokenKind::trailing_off);
  Token pause = make_token(i, length, TokenKind::pause);
  pause.detail = kUntimedShort;
  return pause;
}

std::optional<Token> NotationSearch::dash_at(std::uint32_t i, std::string_view rest) const {
  const std::size_t length = rest[0] == '-' ? 2 : kEmDash.size();
  std::size_t next = length;
  while (next < rest.size() && (is_blank(rest[next]) || rest[next] == '"')) ++next;
  const bool ends_turn = next == rest.size();
  const bool attached = i > body_.begin && is_word_byte(text_[i - 1]);
  const bool spaced_after = length == rest.size() || !is_word_byte(rest[length]);
  // Transcribers write an em dash between clauses without blanks, so only "--" breaks off inside a turn.
  const bool interrupts = profile_.dots_are_pauses && (ends_turn || (attached && spaced_after && rest[0] == '-'));
  return make_token(i, length, interrupts ? TokenKind::interruption : TokenKind::punctuation);
}

}  // namespace attune
