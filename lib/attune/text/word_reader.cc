#include "attune/text/word_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "attune/text/ascii_words.h"
#include "attune/text/characters.h"
#include "attune/text/clitics.h"

namespace attune {
namespace {

constexpr std::string_view kHyphen = "\u2010";
constexpr std::string_view kHardHyphen = "\u2011";

/// What a byte can be without a look at what stands around it.
enum class Byte : std::uint8_t {
  other,        // not ASCII, or what joins words in ways that depend on its neighbours
  letter,
  apostrophe,
  full_stop,
  blank,
  punctuation,  // a piece by itself that joins nothing
};

constexpr std::array<Byte, 256> make_bytes() {
  std::array<Byte, 256> bytes{};
  for (std::size_t c = 1; c < 128; ++c) bytes[c] = Byte::punctuation;
  for (std::size_t c = 0; c < 128; ++c)
    if (is_ascii_letter(static_cast<char>(c))) bytes[c] = Byte::letter;
    else if (is_digit(static_cast<char>(c))) bytes[c] = Byte::other;
  bytes['@'] = bytes['_'] = bytes['-'] = bytes['\r'] = Byte::other;
  bytes['\''] = Byte::apostrophe;
  bytes['.'] = Byte::full_stop;
  bytes[' '] = Byte::blank;
  return bytes;
}

constexpr std::array<Byte, 256> kBytes = make_bytes();

Byte byte_at(const char* at) { return kBytes[static_cast<unsigned char>(*at)]; }

/// Whether a word of letters ends before `next`, whatever stands behind that.
bool ends_word(const char* next) {
  const Byte byte = byte_at(next);
  return byte == Byte::blank || byte == Byte::punctuation || (byte == Byte::full_stop && byte_at(next + 1) != Byte::letter && byte_at(next + 1) != Byte::other);
}

bool has_vowel(std::string_view word) { return word.find_first_of("aeiouyAEIOUY") != std::string_view::npos; }

}  // namespace

WordReader::WordReader(const NotationProfile& profile, Retraces& retraces)
    : profile_(profile), retraces_(retraces), fillers_(profile.fillers), apostrophe_words_(profile.apostrophe_words) {
  const auto note = [&](char byte, std::uint32_t lengths) {
    special_lengths_[static_cast<unsigned char>(byte)] |= lengths;
    if (byte >= 'a' && byte <= 'z') special_lengths_[static_cast<unsigned char>(byte - 'a' + 'A')] |= lengths;
  };
  for (const std::string& word : profile_.fillers)
    if (const std::string filler = folded(word); !filler.empty()) {
      const bool has_one_length = std::ranges::all_of(filler, [](char c) { return is_ascii_letter(c) || c == '-'; });  // whatever its apostrophes are
      note(filler[0], has_one_length ? std::uint32_t{1} << filler.size() % 32 : ~std::uint32_t{0});
    }
  note('x', ~std::uint32_t{0});
  x_is_unintelligible_ = std::ranges::find(profile_.unintelligible, "xxx") != profile_.unintelligible.end();
}

void WordReader::read(const TurnText& turn, Breaker& breaker, std::vector<Token>& tokens) {
  text_ = turn.text;
  body_ = turn.body;
  view_ = turn.view;
  breaker_ = &breaker;
  tokens_ = &tokens;
  first_ = tokens.size();
  retraces_.begin(static_cast<std::uint32_t>(first_));
  mark_ = turn.notation->data();
  marks_end_ = mark_ + turn.notation->size();
  done_ = body_.begin;
  const auto size = static_cast<std::uint32_t>(view_.size());
  if (breaker.has_own_rules()) {
    for (std::uint32_t at = 0; at < size; at = done_ - body_.begin) {
      const std::uint32_t limit = mark_ == marks_end_ ? size : mark_->span.begin - body_.begin;
      done_ = body_.begin + std::max(at, read_plain(at, limit));
      if (done_ < body_.begin + limit) read_stretch(done_ - body_.begin);
      else if (mark_ != marks_end_) pass_marks(done_, done_ + 1);
    }
  } else if (size > 0) {
    read_stretch(0);
  }
  for (; mark_ != marks_end_; ++mark_)
    if (mark_->span.begin >= done_) push(*mark_), done_ = mark_->span.end;
}

/// Most of talk: words of ASCII letters, blanks and marks of punctuation that what follows cannot change. Gives `limit`, or the
/// first place before it where a closer look is needed.
std::uint32_t WordReader::read_plain(std::uint32_t at, std::uint32_t limit) {
  const char* const view = view_.data();
  std::vector<Token>& tokens = *tokens_;
  const std::uint32_t base = body_.begin;
  // An apostrophe before a word may belong to it.
  if (at > 0 && byte_at(view + at) == Byte::letter && (text_[base + at - 1] == '\'' || !is_ascii(text_[base + at - 1]))) return at;
  while (at < limit) {
    const Byte first = byte_at(view + at);
    if (first == Byte::letter) {
      const std::uint32_t end = read_letters(at, limit);
      if (end == at) return at;
      at = end;
      continue;
    }
    if (first == Byte::other) return at;
    std::uint32_t end = at + 1;
    if (first == Byte::blank)
      while (end < limit && view[end] == ' ') ++end;
    if (!is_ascii(view[end])) return at;  // a mark that combines with what stands before it
    if (is_blank(view[at])) add_space(base + at, base + end);
    else tokens.push_back(make_token(base + at, 1, TokenKind::punctuation));
    at = end;
    if (first == Byte::apostrophe && byte_at(view + at) == Byte::letter) return at;
  }
  return limit;
}

/// The word of letters at `at`, and those behind it with no more than one mark of punctuation and blanks between them; gives where
/// what is not read yet begins.
std::uint32_t WordReader::read_letters(std::uint32_t at, std::uint32_t limit) {
  const char* const view = view_.data();
  std::vector<Token>& tokens = *tokens_;
  const std::uint32_t base = body_.begin;
  while (true) {
    const Letters letters = letters_at(view + at);
    std::uint32_t end = at + letters.length;
    if (view[end] != ' ' && !ends_word(view + end)) {
      end = read_contraction(at, end);
      if (end == at) return at;
    } else if (may_be_special(view[at], letters.length) && is_special({view + at, letters.length}, letters.start)) {
      add_one(base + at, base + end, 1);
    } else {
      retraces_.see(static_cast<std::uint32_t>(tokens.size()), letters.start);
      tokens.push_back(make_token(base + at, letters.length, TokenKind::word, 1));
    }
    if (end < limit && view[end] == ' ' && byte_at(view + end + 1) == Byte::letter) {
      tokens.push_back(make_token(base + end, 1, TokenKind::space));
      at = end + 1;
    } else {
      at = read_gap(end, limit);
      if (at == end) return at;
    }
  }
}

/// Blanks between two words of letters, with or without a mark of punctuation before them; gives where the next word begins, or
/// `at` when it is something else.
std::uint32_t WordReader::read_gap(std::uint32_t at, std::uint32_t limit) {
  const char* const view = view_.data();
  const std::uint32_t blank = at + (view[at] > ' ');
  std::uint32_t next = blank;
  while (next < limit && view[next] == ' ') ++next;
  if (next == blank || byte_at(view + next) != Byte::letter) return at;
  if (blank > at) tokens_->push_back(make_token(body_.begin + at, 1, TokenKind::punctuation));
  tokens_->push_back(make_token(body_.begin + blank, next - blank, TokenKind::space));
  return next;
}

/// A word of letters that is a filler, or may be a placeholder.
bool WordReader::is_special(std::string_view word, std::uint64_t start) const { return (word[0] | 0x20) == 'x' || fillers_.contains(word, start); }

/// The end of the word at `at` that has letters up to `end` and goes on with an apostrophe, "don't", or `at` when a closer look
/// is needed.
std::uint32_t WordReader::read_contraction(std::uint32_t at, std::uint32_t end) {
  const char* const view = view_.data();
  while (true) {
    const auto mark = static_cast<std::uint32_t>(apostrophe_at({view + end, kBehindView}, 0));
    if (mark == 0 || byte_at(view + end + mark) != Byte::letter) break;
    end += mark + letters_at(view + end + mark).length;
  }
  if (!ends_word(view + end)) return at;
  add_clitics(body_.begin + at, body_.begin + end);
  return end;
}

/// Everything else, up to where plain talk may begin again.
void WordReader::read_stretch(std::uint32_t at) {
  const std::string_view rest = view_.substr(at);
  const std::string_view stretch = breaker_->has_own_rules() ? rest.substr(0, stretch_to_blank(rest)) : rest;
  const std::vector<Breaker::Word>& words = breaker_->words(stretch);
  base_ = body_.begin + at;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint32_t end = words[i].span.end + base_;
    const std::uint32_t begin = pass_marks(words[i].span.begin + base_, end);
    if (begin >= end) continue;
    if (!words[i].is_word) add_plain(begin, end);
    else i = add_word(words, i, begin, mark_ == marks_end_ ? body_.end : mark_->span.begin);
    done_ = std::max(done_, tokens_->back().span.end);
  }
  done_ = std::max(done_, base_ + static_cast<std::uint32_t>(stretch.size()));
}

/// Adds the notation that begins before `end`, and what stands before it of the piece [begin, end); gives where the rest of
/// the piece begins.
std::uint32_t WordReader::pass_marks(std::uint32_t begin, std::uint32_t end) {
  for (; mark_ != marks_end_ && mark_->span.begin < end; ++mark_) {
    if (begin < mark_->span.begin && done_ < mark_->span.begin) add_plain(std::max(begin, done_), mark_->span.begin);
    if (mark_->span.end > done_) {
      // A word cut by notation (rare: ICU joined what a bracket parts) is closed before the mark.
      push(*mark_);
      done_ = mark_->span.end;
    }
  }
  return std::max(begin, done_);
}

/// Joined to the blanks before it.
void WordReader::add_space(std::uint32_t begin, std::uint32_t end) {
  if (tokens_->size() > first_ && tokens_->back().kind == TokenKind::space && tokens_->back().span.end == begin) tokens_->back().span.end = end;
  else tokens_->push_back(make_token(begin, end - begin, TokenKind::space));
}

/// White space (joined to one run) or a mark of punctuation.
void WordReader::add_plain(std::uint32_t begin, std::uint32_t end) {
  const std::string_view piece = text_.substr(begin, end - begin);
  const bool space = std::ranges::all_of(piece, is_blank) || piece == "\u00A0" || piece == "\u2003" || piece == "\u2002" || piece == "\u2009";
  if (space) return add_space(begin, end);
  const bool is_unheard = piece.size() >= 2 && piece.find_first_not_of('_') == std::string_view::npos && x_is_unintelligible_;
  tokens_->push_back(make_token(begin, end - begin, is_unheard ? TokenKind::unintelligible : TokenKind::punctuation));
}

/// "th" of "th-that", "w" of "w-we": a start that is no word of its own; or a function word again, "I-I". But "bye-bye".
bool WordReader::is_stutter(std::string_view part, std::string_view next) const {
  if (part.size() > next.size() || !same_folded(part, next.substr(0, part.size()))) return false;
  if (part.size() == next.size() && retraces_.function_words().contains(part)) return true;
  return part.size() <= 3 && !has_vowel(part);
}

/// Adds the word that starts at words[i] with all that is joined to it; gives the index of the last piece used.
std::size_t WordReader::add_word(const std::vector<Breaker::Word>& words, std::size_t i, std::uint32_t begin, std::uint32_t limit) {
  std::uint32_t end = words[i].span.end + base_;
  parts_.assign(1, {begin, end});
  // Words joined by one hyphen are one token.
  while (i + 2 < words.size() && !words[i + 1].is_word && words[i + 2].is_word && words[i + 2].span.end + base_ <= limit) {
    const std::string_view joint = view_.substr(words[i + 1].span.begin + base_ - body_.begin, words[i + 1].span.end - words[i + 1].span.begin);
    if (joint != "-" && joint != kHyphen && joint != kHardHyphen) break;
    parts_.push_back({words[i + 2].span.begin + base_, words[i + 2].span.end + base_});
    i += 2;
    end = parts_.back().end;
  }
  // "th-that", "I-I": the first is a word cut off.
  std::size_t first = 0;
  for (; first + 1 < parts_.size() && profile_.cut_off_hyphen && is_stutter(slice(text_, parts_[first]), slice(text_, parts_[first + 1])); ++first)
    push(make_token(parts_[first].begin, parts_[first + 1].begin - parts_[first].begin, TokenKind::cut_off));
  begin = parts_[first].begin;
  if (const std::size_t joined = parts_.size() - first; joined > 1) {
    add_hyphened(begin, end, static_cast<std::uint8_t>(std::min<std::size_t>(joined, 255)));
    return i;
  }
  // "terr-" before white space or punctuation: a word cut off, hyphen included.
  if (profile_.cut_off_hyphen && end < limit && text_[end] == '-' && (end + 1 == limit || !is_word_byte(text_[end + 1])) &&
      !(end + 1 < limit && text_[end + 1] == '-') && i + 1 < words.size()) {
    push(make_token(begin, end + 1 - begin, TokenKind::cut_off));
    return i + 1;
  }
  // "'cause" and "grans'" keep their apostrophe.
  Token* before = tokens_->size() == first_ ? nullptr : &tokens_->back();
  if (before != nullptr && before->span.end == begin && apostrophe_at(text_, before->span.begin) == begin - before->span.begin &&
      apostrophe_words_.contains("'" + folded(text_.substr(begin, end - begin)))) {
    begin = before->span.begin;
    tokens_->pop_back();
  } else if (is_clitic_of_bracket(begin, end)) {
    const std::uint32_t mark_begin = tokens_->back().span.begin;
    tokens_->pop_back();
    push(make_token(mark_begin, end - mark_begin, TokenKind::word));
    return i;
  } else if (const std::size_t mark = apostrophe_at(text_, end); mark > 0 && i + 1 < words.size() && is_plural_possessive(begin, end, mark)) {
    end += static_cast<std::uint32_t>(mark);
    ++i;
  }
  add_split(begin, end);
  return i;
}

/// The "s" of "{{Aunt 2}}'s", whose apostrophe is the last token: ICU parts the two, for it sees blanks before them.
bool WordReader::is_clitic_of_bracket(std::uint32_t begin, std::uint32_t end) const {
  const std::size_t count = tokens_->size();
  if (count < first_ + 2) return false;
  const Token& mark = (*tokens_)[count - 1];
  const Token& name = (*tokens_)[count - 2];
  if (mark.span.end != begin || apostrophe_at(text_, mark.span.begin) != begin - mark.span.begin) return false;
  if (name.span.end != mark.span.begin || (name.kind != TokenKind::redacted && name.kind != TokenKind::uncertain)) return false;
  // With a letter before it, it must split off as a clitic would.
  return clitic_start("x'" + std::string(text_.substr(begin, end - begin))) == 1;
}

/// "grans' house": an s before the apostrophe, a blank and a small letter behind it, and no quotation that it closes.
bool WordReader::is_plural_possessive(std::uint32_t begin, std::uint32_t end, std::size_t mark) const {
  const std::size_t after = end + mark;
  if (end - begin < 3 || text_[end - 1] != 's' || after + 1 >= body_.end || text_[after] != ' ') return false;
  if (!(text_[after + 1] >= 'a' && text_[after + 1] <= 'z')) return false;
  const std::size_t from = begin > body_.begin + 200 ? begin - 200 : body_.begin;
  for (std::size_t i = from; i < begin; ++i) {
    const bool opens = text_[i] == '\'' || text_.substr(i).starts_with("\u2018");
    if (opens && (i == body_.begin || is_blank(text_[i - 1])) && !is_blank(text_[i + 1])) return false;
  }
  return true;
}

/// Splits "he.She", then clitics, and adds what comes out.
void WordReader::add_split(std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = begin + 1; i + 1 < end; ++i) {
    if ((text_[i] != '.' && text_[i] != ':') || !is_ascii_letter(text_[i - 1]) || !is_ascii_letter(text_[i + 1])) continue;
    const bool short_left = i == begin + 1 || !is_ascii_letter(text_[i - 2]);
    const bool short_right = i + 2 == end || !is_ascii_letter(text_[i + 2]);
    if (text_[i] == '.' && (short_left || short_right)) continue;  // "p.m", "e.g", "Ph.D"
    add_clitics(begin, i);
    add_plain(i, i + 1);
    begin = i + 1;
  }
  add_clitics(begin, end);
}

/// "ex-husband's": the clitic is split off, what is joined stays joined.
void WordReader::add_hyphened(std::uint32_t begin, std::uint32_t end, std::uint8_t words) {
  const auto stem_end = static_cast<std::uint32_t>(begin + clitic_start(text_.substr(begin, end - begin)));
  add_one(begin, stem_end, words);
  if (stem_end < end) push(make_token(stem_end, end - stem_end, TokenKind::word));
}

void WordReader::add_clitics(std::uint32_t begin, std::uint32_t end) {
  std::array<std::uint32_t, 4> cuts{};
  std::size_t count = 0;
  std::uint32_t stem_end = end;
  while (count < cuts.size()) {
    const auto start = static_cast<std::uint32_t>(begin + clitic_start(text_.substr(begin, stem_end - begin)));
    if (start == stem_end) break;
    cuts[count++] = start;
    stem_end = start;
  }
  add_one(begin, stem_end, 1);
  for (std::size_t i = count; i-- > 0;)
    push(make_token(cuts[i], (i == 0 ? end : cuts[i - 1]) - cuts[i], TokenKind::word));
}

/// "xxx" was not understood; "XXXX" and "M___" stand for a name.
std::optional<TokenKind> WordReader::placeholder_kind(std::string_view word) const {
  const bool names = !profile_.redacted.empty();
  if (x_is_unintelligible_ && (word[0] | 0x20) == 'x' && word.size() >= 2 && word.find_first_not_of("xX") == std::string_view::npos)
    return names && word.size() >= 4 && word.find('x') == std::string_view::npos ? TokenKind::redacted : TokenKind::unintelligible;
  if (names && word.size() >= 3 && word.ends_with("__")) return word[0] == '_' ? TokenKind::unintelligible : TokenKind::redacted;
  return std::nullopt;
}

void WordReader::add_one(std::uint32_t begin, std::uint32_t end, std::uint8_t words) {
  const std::string_view word = text_.substr(begin, end - begin);
  Token result = make_token(begin, end - begin, is_digit(word[0]) ? TokenKind::number : TokenKind::word);
  result.words = words;
  if (may_be_special(word[0], word.size()) || word.back() == '_') {
    if (const std::optional<TokenKind> kind = placeholder_kind(word)) {
      result.kind = *kind;
      result.words = *kind == TokenKind::redacted;
    } else if (words == 1 && fillers_.contains(word)) {
      result.kind = TokenKind::filler;
      result.words = 0;
    }
  }
  push(result);
}

/// Any token that may be a word.
void WordReader::push(const Token& token) {
  const auto number = static_cast<std::uint32_t>(tokens_->size());
  if (token.kind == TokenKind::word || token.kind == TokenKind::number || token.kind == TokenKind::cut_off) retraces_.see(number, folded_start(text_, token.span));
  if (token.kind == TokenKind::cut_off) retraces_.look_at(number);
  tokens_->push_back(token);
}

}  // namespace attune
