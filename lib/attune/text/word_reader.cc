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

Byte byte_at(std::string_view text, std::size_t i) {
  return i < text.size() ? kBytes[static_cast<unsigned char>(text[i])] : Byte::punctuation;  // nothing joins across the end
}

bool is_ascii_at(std::string_view text, std::size_t i) { return i >= text.size() || static_cast<unsigned char>(text[i]) < 0x80; }

/// Words of 31 bytes and more share a bit.
std::uint32_t length_bit(std::size_t length) { return std::uint32_t{1} << std::min<std::size_t>(length, 31); }

bool has_vowel(std::string_view word) { return word.find_first_of("aeiouyAEIOUY") != std::string_view::npos; }

}  // namespace

WordReader::WordReader(const NotationProfile& profile, const FormSet& function_words)
    : profile_(profile), function_words_(function_words), fillers_(profile.fillers), apostrophe_words_(profile.apostrophe_words) {
  const auto note = [&](char byte, std::uint32_t lengths) {
    special_lengths_[static_cast<unsigned char>(byte)] |= lengths;
    if (byte >= 'a' && byte <= 'z') special_lengths_[static_cast<unsigned char>(byte - 'a' + 'A')] |= lengths;
  };
  for (const std::string& word : profile_.fillers)
    if (const std::string filler = folded(word); !filler.empty()) {
      const bool has_one_length = std::ranges::all_of(filler, [](char c) { return is_ascii_letter(c) || c == '-'; });  // whatever its apostrophes are
      note(filler[0], has_one_length ? length_bit(filler.size()) : ~std::uint32_t{0});
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
  mark_ = turn.notation->data();
  marks_end_ = mark_ + turn.notation->size();
  done_ = body_.begin;
  const bool has_own_rules = breaker.has_own_rules();
  for (std::uint32_t at = 0; at < view_.size();) {
    const std::uint32_t plain_end = has_own_rules ? read_plain(at) : at;
    at = plain_end > at ? plain_end : read_stretch(at);
  }
  for (; mark_ != marks_end_; ++mark_)
    if (mark_->span.begin >= done_) tokens_->push_back(*mark_), done_ = mark_->span.end;
}

/// Most of talk: a word of ASCII letters, blanks, or a mark of punctuation, none of which what follows can change. Gives the
/// end of what it read, or `at` when a closer look is needed.
std::uint32_t WordReader::read_plain(std::uint32_t at) {
  const Byte first = byte_at(view_, at);
  std::uint32_t end = at + 1;
  switch (first) {
    case Byte::other: return at;
    case Byte::letter: return read_plain_word(at);
    case Byte::blank:
      while (end < view_.size() && view_[end] == ' ') ++end;
      break;
    default: break;
  }
  if (!is_ascii_at(view_, end)) return at;  // a mark that combines with what stands before it
  const std::uint32_t limit = body_.begin + end;
  const std::uint32_t begin = pass_marks(body_.begin + at, limit);
  if (begin >= limit) return end;
  if (is_blank(view_[at])) add_space(begin, limit);
  else tokens_->push_back(make_token(begin, limit - begin, TokenKind::punctuation));
  done_ = limit;
  return end;
}

/// Words with one blank and another word behind them, before the next notation; gives where the last of these begins.
std::uint32_t WordReader::read_plain_run(std::uint32_t at) {
  const char* view = view_.data();
  const auto byte = [&](std::uint32_t i) { return kBytes[static_cast<unsigned char>(view[i])]; };
  const std::uint32_t size = mark_ == marks_end_ ? body_.end - body_.begin : mark_->span.begin - body_.begin;
  for (std::uint32_t i = at;;) {
    while (i < size && byte(i) == Byte::letter) ++i;
    if (i + 1 >= size || view[i] != ' ' || byte(i + 1) != Byte::letter) return at;
    const std::uint32_t begin = body_.begin + at, end = body_.begin + i;
    add_one(begin, end, 1);
    tokens_->push_back(make_token(end, 1, TokenKind::space));
    at = ++i;
  }
}

std::uint32_t WordReader::read_plain_word(std::uint32_t at) {
  // An apostrophe before it may belong to it.
  const std::uint32_t before = body_.begin + at - 1;
  if (done_ > before + 1 || (at > 0 && (text_[before] == '\'' || static_cast<unsigned char>(text_[before]) >= 0x80))) return at;
  at = read_plain_run(at);
  const std::uint32_t begin = body_.begin + at;
  done_ = begin;
  std::uint32_t i = at + 1;
  bool has_apostrophe = false;
  while (true) {
    while (byte_at(view_, i) == Byte::letter) ++i;
    if (byte_at(view_, i) != Byte::apostrophe) break;
    if (byte_at(view_, i + 1) != Byte::letter) return at;
    has_apostrophe = true;
    ++i;
  }
  const Byte next = byte_at(view_, i);
  const bool ends = next == Byte::blank || next == Byte::punctuation ||
                    (next == Byte::full_stop && byte_at(view_, i + 1) != Byte::letter && byte_at(view_, i + 1) != Byte::other);
  if (!ends) return at;
  const std::uint32_t end = body_.begin + i;
  pass_marks(begin, end);
  if (has_apostrophe) add_clitics(begin, end);
  else add_one(begin, end, 1);
  done_ = end;
  return i;
}

/// Everything else, up to where plain talk may begin again.
std::uint32_t WordReader::read_stretch(std::uint32_t at) {
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
  return at + static_cast<std::uint32_t>(stretch.size());
}

/// Adds the notation that begins before `end`, and what stands before it of the piece [begin, end); gives where the rest of
/// the piece begins.
std::uint32_t WordReader::pass_marks(std::uint32_t begin, std::uint32_t end) {
  for (; mark_ != marks_end_ && mark_->span.begin < end; ++mark_) {
    if (begin < mark_->span.begin && done_ < mark_->span.begin) add_plain(std::max(begin, done_), mark_->span.begin);
    if (mark_->span.end > done_) {
      // A word cut by notation (rare: ICU joined what a bracket parts) is closed before the mark.
      tokens_->push_back(*mark_);
      done_ = mark_->span.end;
    }
  }
  return std::max(begin, done_);
}

/// Joined to the blanks before it.
void WordReader::add_space(std::uint32_t begin, std::uint32_t end) {
  if (!tokens_->empty() && tokens_->back().kind == TokenKind::space && tokens_->back().span.end == begin) tokens_->back().span.end = end;
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
  if (part.size() == next.size() && function_words_.contains(part)) return true;
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
    tokens_->push_back(make_token(parts_[first].begin, parts_[first + 1].begin - parts_[first].begin, TokenKind::cut_off));
  begin = parts_[first].begin;
  if (const std::size_t joined = parts_.size() - first; joined > 1) {
    add_hyphened(begin, end, static_cast<std::uint8_t>(std::min<std::size_t>(joined, 255)));
    return i;
  }
  // "terr-" before white space or punctuation: a word cut off, hyphen included.
  if (profile_.cut_off_hyphen && end < limit && text_[end] == '-' && (end + 1 == limit || !is_word_byte(text_[end + 1])) &&
      !(end + 1 < limit && text_[end + 1] == '-') && i + 1 < words.size()) {
    tokens_->push_back(make_token(begin, end + 1 - begin, TokenKind::cut_off));
    return i + 1;
  }
  // "'cause" and "grans'" keep their apostrophe.
  Token* before = tokens_->empty() ? nullptr : &tokens_->back();
  if (before != nullptr && before->span.end == begin && apostrophe_at(text_, before->span.begin) == begin - before->span.begin &&
      apostrophe_words_.contains("'" + folded(text_.substr(begin, end - begin)))) {
    begin = before->span.begin;
    tokens_->pop_back();
  } else if (is_clitic_of_bracket(begin, end)) {
    tokens_->back().span.end = end;
    tokens_->back().kind = TokenKind::word;
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
  if (count < 2) return false;
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
  if (stem_end < end) tokens_->push_back(make_token(stem_end, end - stem_end, TokenKind::word));
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
    tokens_->push_back(make_token(cuts[i], (i == 0 ? end : cuts[i - 1]) - cuts[i], TokenKind::word));
}

/// "xxx" was not understood; "XXXX" and "M___" stand for a name.
std::optional<TokenKind> WordReader::placeholder_kind(std::string_view word) const {
  const bool names = !profile_.redacted.empty();
  if (x_is_unintelligible_ && (word[0] | 0x20) == 'x' && word.size() >= 2 && word.find_first_not_of("xX") == std::string_view::npos)
    return names && word.size() >= 4 && word.find('x') == std::string_view::npos ? TokenKind::redacted : TokenKind::unintelligible;
  if (names && word.size() >= 3 && word.ends_with("__")) return word[0] == '_' ? TokenKind::unintelligible : TokenKind::redacted;
  return std::nullopt;
}

/// Whether a word can be a filler or a placeholder at all, seen from its first byte and length.
bool WordReader::may_be_special(std::string_view word) const {
  return (special_lengths_[static_cast<unsigned char>(word[0])] & length_bit(word.size())) != 0 || word.back() == '_';
}

void WordReader::add_one(std::uint32_t begin, std::uint32_t end, std::uint8_t words) {
  const std::string_view word = text_.substr(begin, end - begin);
  Token result = make_token(begin, end - begin, is_digit(word[0]) ? TokenKind::number : TokenKind::word);
  result.words = words;
  if (may_be_special(word)) {
    if (const std::optional<TokenKind> kind = placeholder_kind(word)) {
      result.kind = *kind;
      result.words = *kind == TokenKind::redacted;
    } else if (words == 1 && fillers_.contains(word)) {
      result.kind = TokenKind::filler;
      result.words = 0;
    }
  }
  tokens_->push_back(result);
}

}  // namespace attune
