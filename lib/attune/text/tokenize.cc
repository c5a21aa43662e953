#include "attune/text/tokenize.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "attune/text/bracket.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::string_view kTypographicApostrophe = "\u2019";
constexpr std::string_view kEllipsis = "\u2026";
constexpr std::string_view kEmDash = "\u2014";
constexpr std::string_view kHyphen = "\u2010";
constexpr std::string_view kHardHyphen = "\u2011";
constexpr std::size_t kLongestBracket = 400;  // bytes: a longer bracket is a lost closing mark, not notation
constexpr std::size_t kLongestRetrace = 3;    // words

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word_byte(char c) { return is_ascii_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

/// Length of the apostrophe that stands at `text[i]`, or 0.
std::size_t apostrophe_at(std::string_view text, std::size_t i) {
  if (i < text.size() && text[i] == '\'') return 1;
  return text.substr(std::min(i, text.size())).starts_with(kTypographicApostrophe) ? kTypographicApostrophe.size() : 0;
}

/// Where the last clitic ('s 're 've 'll 'd 'm) of `word` begins, or its size when it has none. "n't" is no clitic.
std::size_t clitic_start(std::string_view word) {
  std::size_t letters = 0;
  while (letters < 2 && letters < word.size() && is_ascii_letter(word[word.size() - 1 - letters])) ++letters;
  for (std::size_t length = 1; length <= letters; ++length) {
    const std::size_t begin = word.size() - length;
    std::size_t mark = 0;
    if (begin >= 1 && word[begin - 1] == '\'') mark = 1;
    else if (begin >= 3 && word.substr(begin - 3, 3) == kTypographicApostrophe) mark = 3;
    if (mark == 0 || begin == mark) continue;
    const std::string_view tail = word.substr(begin);
    const auto is = [&](char first, char second) {
      return (tail[0] | 0x20) == first && (second == 0 ? tail.size() == 1 : tail.size() == 2 && (tail[1] | 0x20) == second);
    };
    if (is('s', 0) || is('d', 0) || is('m', 0) || is('r', 'e') || is('v', 'e') || is('l', 'l')) return begin - mark;
  }
  return word.size();
}

/// Letters of the same word in another case count as the same.
bool same_folded(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && ((a[i] | 0x20) != (b[i] | 0x20) || !is_ascii_letter(a[i]))) return false;
  return true;
}

bool has_vowel(std::string_view word) { return word.find_first_of("aeiouyAEIOUY") != std::string_view::npos; }

}  // namespace

class Tokenizer::Impl {
 public:
  explicit Impl(NotationProfile profile)
      : profile_(std::move(profile)), brackets_(profile_), breaker_(profile_.language) {
    const auto fill = [](std::unordered_set<std::string>& set, const std::vector<std::string>& words) {
      for (const std::string& word : words) set.insert(folded(word));
    };
    fill(fillers_, profile_.fillers);
    for (const std::string& filler : fillers_) {
      filler_start_[static_cast<unsigned char>(filler[0])] = true;
      if (filler[0] >= 'a' && filler[0] <= 'z') filler_start_[static_cast<unsigned char>(filler[0] - 'a' + 'A')] = true;
      longest_filler_ = std::max(longest_filler_, filler.size());
    }
    fill(function_words_, profile_.function_words);
    fill(apostrophe_words_, profile_.apostrophe_words);
    fill(abbreviations_, profile_.abbreviations);
    for (const Bracket& bracket : profile_.brackets) notation_start_[static_cast<unsigned char>(bracket.open[0])] = true;
    if (!profile_.interruption.empty()) notation_start_[static_cast<unsigned char>(profile_.interruption[0])] = true;
    const auto unintelligible = [&](const char* mark) { return std::ranges::find(profile_.unintelligible, mark) != profile_.unintelligible.end(); };
    x_is_unintelligible_ = unintelligible("xxx");
    notation_start_['?'] = unintelligible("???");
    notation_start_['.'] = notation_start_['-'] = true;
    notation_start_[0xE2] = true;  // the first byte of the typographic dots and dashes
  }

  const TokenizedText& tokenize(std::string_view text, Span body, const std::vector<Token>& marks) {
    text_ = text;
    body_ = body;
    result_.tokens.clear();
    result_.sentence_ends.clear();
    find_notation(marks);
    blank_notation();
    add_words();
    mark_retraces();
    find_sentences();
    return result_;
  }

 private:
  // -- notation ------------------------------------------------------------------------------------------------------

  void find_notation(const std::vector<Token>& marks) {
    notation_.clear();
    auto mark = marks.begin();
    for (std::uint32_t i = body_.begin; i < body_.end;) {
      while (mark != marks.end() && mark->span.begin < i) ++mark;
      if (mark != marks.end() && mark->span.begin == i) {
        notation_.push_back(*mark);
        i = mark->span.end;
        ++mark;
        continue;
      }
      if (!notation_start_[static_cast<unsigned char>(text_[i])]) {
        ++i;
        continue;
      }
      if (const std::optional<Token> token = notation_at(i)) {
        notation_.push_back(*token);
        i = token->span.end;
      } else {
        ++i;
      }
    }
  }

  std::optional<Token> notation_at(std::uint32_t i) const {
    const std::string_view rest = text_.substr(i, body_.end - i);
    if (!profile_.interruption.empty() && rest.starts_with(profile_.interruption) && !(i > body_.begin && text_[i - 1] == ':'))
      return token(i, profile_.interruption.size(), TokenKind::interruption);
    for (const Bracket& bracket : profile_.brackets) {
      if (!rest.starts_with(bracket.open)) continue;
      const std::size_t close = rest.substr(0, kLongestBracket).find(bracket.close, bracket.open.size());
      if (close == std::string_view::npos) continue;
      const std::string_view inside = rest.substr(bracket.open.size(), close - bracket.open.size());
      const BracketMeaning meaning = brackets_.read(inside, bracket);
      if (meaning.spoken) return std::nullopt;
      Token found = token(i, close + bracket.close.size(), meaning.kind);
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
      return token(i, std::min(rest.find_first_not_of('?'), rest.size()), TokenKind::unintelligible);
    return std::nullopt;
  }

  std::optional<Token> dots_at(std::uint32_t i, std::string_view rest) const {
    std::size_t length = 0;
    while (length < rest.size() && (rest[length] == '.' || rest.substr(length).starts_with(kEllipsis)))
      length += rest[length] == '.' ? 1 : kEllipsis.size();
    if (!profile_.dots_are_pauses) return token(i, length, TokenKind::punctuation);
    if (trails_off(rest.substr(length))) return token(i, length, TokenKind::trailing_off);
    Token pause = token(i, length, TokenKind::pause);
    pause.detail = kUntimedShort;
    return pause;
  }

  /// Dots before the end of the turn or before a new sentence trail off; inside a clause they are a pause.
  static bool trails_off(std::string_view after) {
    const std::string_view near = after.substr(0, kLongestBracket);  // so that "... ... ..." takes linear time
    std::size_t next = 0;
    while (next < near.size() && !is_word_byte(near[next]) && near[next] != '{' && near[next] != '[' && near[next] != '(') ++next;
    if (next == near.size()) return near.size() == after.size();
    // "I" is written large inside a sentence too, so it tells nothing.
    const bool is_i = after[next] == 'I' && (next + 1 == after.size() || !is_ascii_letter(after[next + 1]));
    return is_upper(after[next]) && !is_i;
  }

  std::optional<Token> dash_at(std::uint32_t i, std::string_view rest) const {
    const std::size_t length = rest[0] == '-' ? 2 : kEmDash.size();
    std::size_t next = length;
    while (next < rest.size() && (is_blank(rest[next]) || rest[next] == '"')) ++next;
    const bool ends_turn = next == rest.size();
    const bool attached = i > body_.begin && is_word_byte(text_[i - 1]);
    const bool spaced_after = length == rest.size() || !is_word_byte(rest[length]);
    // Transcribers write an em dash between clauses without blanks, so only "--" breaks off inside a turn.
    const bool interrupts = profile_.dots_are_pauses && (ends_turn || (attached && spaced_after && rest[0] == '-'));
    return token(i, length, interrupts ? TokenKind::interruption : TokenKind::punctuation);
  }

  static Token token(std::size_t begin, std::size_t length, TokenKind kind) {
    Token result;
    result.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length)};
    result.kind = kind;
    return result;
  }

  /// `view_`: the body as ICU reads it. Notation and line breaks become blanks of the same length, but a blank line
  /// stays, for it ends a sentence.
  void blank_notation() {
    const std::string_view body = slice(text_, body_);
    has_line_breaks_ = body.find('\n') != std::string_view::npos || body.find('\r') != std::string_view::npos;
    if (notation_.empty() && !has_line_breaks_) {
      view_ = body;
      return;
    }
    buffer_.assign(body);
    for (const Token& mark : notation_)
      if (mark.kind != TokenKind::trailing_off)
        std::memset(buffer_.data() + (mark.span.begin - body_.begin), ' ', mark.span.end - mark.span.begin);
    if (has_line_breaks_) {
      bool blank_line = false;
      for (std::size_t i = 0; i < buffer_.size(); ++i) {
        char& c = buffer_[i];
        if (c == '\n' || c == '\r') {
          const bool kept = blank_line && c == '\n';
          if (c == '\n') blank_line = true;
          if (!kept) c = ' ';
        } else if (!is_blank(c)) {
          blank_line = false;
        }
      }
    }
    view_ = buffer_;
  }

  // -- words ---------------------------------------------------------------------------------------------------------

  void add_words() {
    const std::vector<Breaker::Word>& words = breaker_.words(view_);
    auto mark = notation_.cbegin();
    std::uint32_t done = body_.begin;  // everything before it is a token already
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::uint32_t begin = words[i].span.begin + body_.begin;
      const std::uint32_t end = words[i].span.end + body_.begin;
      while (mark != notation_.cend() && mark->span.begin < end) {
        if (begin < mark->span.begin && done < mark->span.begin) add_plain(std::max(begin, done), mark->span.begin);
        if (mark->span.end > done) {
          // A word cut by notation (rare: ICU joined what a bracket parts) is closed before the mark.
          result_.tokens.push_back(*mark);
          done = mark->span.end;
        }
        ++mark;
      }
      begin = std::max(begin, done);
      if (begin >= end) continue;
      if (!words[i].is_word) add_plain(begin, end);
      else i = add_word(words, i, begin, mark == notation_.cend() ? body_.end : mark->span.begin);
      done = std::max(done, result_.tokens.back().span.end);
    }
    for (; mark != notation_.cend(); ++mark)
      if (mark->span.begin >= done) result_.tokens.push_back(*mark), done = mark->span.end;
  }

  /// White space (joined to one run) or a mark of punctuation.
  void add_plain(std::uint32_t begin, std::uint32_t end) {
    const std::string_view piece = text_.substr(begin, end - begin);
    const bool space = std::ranges::all_of(piece, is_blank) || piece == "\u00A0" || piece == "\u2003" || piece == "\u2002" || piece == "\u2009";
    if (space && !result_.tokens.empty() && result_.tokens.back().kind == TokenKind::space && result_.tokens.back().span.end == begin)
      result_.tokens.back().span.end = end;
    else if (piece.size() >= 2 && piece.find_first_not_of('_') == std::string_view::npos && x_is_unintelligible_)
      result_.tokens.push_back(token(begin, end - begin, TokenKind::unintelligible));
    else
      result_.tokens.push_back(token(begin, end - begin, space ? TokenKind::space : TokenKind::punctuation));
  }

  /// "th" of "th-that", "w" of "w-we": a start that is no word of its own; or a function word again, "I-I". But "bye-bye".
  bool is_stutter(std::string_view part, std::string_view next) const {
    if (part.size() > next.size() || !same_folded(part, next.substr(0, part.size()))) return false;
    if (part.size() == next.size() && function_words_.contains(folded(part))) return true;
    return part.size() <= 3 && !has_vowel(part);
  }

  /// Adds the word that starts at words[i] with all that is joined to it; gives the index of the last piece used.
  std::size_t add_word(const std::vector<Breaker::Word>& words, std::size_t i, std::uint32_t begin, std::uint32_t limit) {
    std::uint32_t end = words[i].span.end + body_.begin;
    parts_.assign(1, {begin, end});
    // Words joined by one hyphen are one token.
    while (i + 2 < words.size() && !words[i + 1].is_word && words[i + 2].is_word && words[i + 2].span.end + body_.begin <= limit) {
      const std::string_view joint = slice(view_, words[i + 1].span);
      if (joint != "-" && joint != kHyphen && joint != kHardHyphen) break;
      parts_.push_back({words[i + 2].span.begin + body_.begin, words[i + 2].span.end + body_.begin});
      i += 2;
      end = parts_.back().end;
    }
    // "th-that", "I-I": the first is a word cut off.
    std::size_t first = 0;
    for (; first + 1 < parts_.size() && profile_.cut_off_hyphen && is_stutter(slice(text_, parts_[first]), slice(text_, parts_[first + 1])); ++first)
      result_.tokens.push_back(token(parts_[first].begin, parts_[first + 1].begin - parts_[first].begin, TokenKind::cut_off));
    begin = parts_[first].begin;
    if (const std::size_t joined = parts_.size() - first; joined > 1) {
      add_hyphened(begin, end, static_cast<std::uint8_t>(std::min<std::size_t>(joined, 255)));
      return i;
    }
    // "terr-" before white space or punctuation: a word cut off, hyphen included.
    if (profile_.cut_off_hyphen && end < limit && text_[end] == '-' && (end + 1 == limit || !is_word_byte(text_[end + 1])) &&
        !(end + 1 < limit && text_[end + 1] == '-') && i + 1 < words.size()) {
      result_.tokens.push_back(token(begin, end + 1 - begin, TokenKind::cut_off));
      return i + 1;
    }
    // "'cause" and "grans'" keep their apostrophe.
    Token* before = result_.tokens.empty() ? nullptr : &result_.tokens.back();
    if (before != nullptr && before->span.end == begin && apostrophe_at(text_, before->span.begin) == begin - before->span.begin &&
        apostrophe_words_.contains("'" + folded(text_.substr(begin, end - begin)))) {
      begin = before->span.begin;
      result_.tokens.pop_back();
    } else if (is_clitic_of_bracket(begin, end)) {
      result_.tokens.back().span.end = end;
      result_.tokens.back().kind = TokenKind::word;
      return i;
    } else if (const std::size_t mark = apostrophe_at(text_, end); mark > 0 && i + 1 < words.size() && is_plural_possessive(begin, end, mark)) {
      end += static_cast<std::uint32_t>(mark);
      ++i;
    }
    add_split(begin, end);
    return i;
  }

  /// The "s" of "{{Aunt 2}}'s", whose apostrophe is the last token: ICU parts the two, for it sees blanks before them.
  bool is_clitic_of_bracket(std::uint32_t begin, std::uint32_t end) const {
    const std::size_t count = result_.tokens.size();
    if (count < 2) return false;
    const Token& mark = result_.tokens[count - 1];
    const Token& name = result_.tokens[count - 2];
    if (mark.span.end != begin || apostrophe_at(text_, mark.span.begin) != begin - mark.span.begin) return false;
    if (name.span.end != mark.span.begin || (name.kind != TokenKind::redacted && name.kind != TokenKind::uncertain)) return false;
    // With a letter before it, it must split off as a clitic would.
    return clitic_start("x'" + std::string(text_.substr(begin, end - begin))) == 1;
  }

  /// "grans' house": an s before the apostrophe, a blank and a small letter behind it, and no quotation that it closes.
  bool is_plural_possessive(std::uint32_t begin, std::uint32_t end, std::size_t mark) const {
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
  void add_split(std::uint32_t begin, std::uint32_t end) {
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
  void add_hyphened(std::uint32_t begin, std::uint32_t end, std::uint8_t words) {
    const auto stem_end = static_cast<std::uint32_t>(begin + clitic_start(text_.substr(begin, end - begin)));
    add_one(begin, stem_end, words);
    if (stem_end < end) result_.tokens.push_back(token(stem_end, end - stem_end, TokenKind::word));
  }

  void add_clitics(std::uint32_t begin, std::uint32_t end) {
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
      result_.tokens.push_back(token(cuts[i], (i == 0 ? end : cuts[i - 1]) - cuts[i], TokenKind::word));
  }

  /// "xxx" was not understood; "XXXX" and "M___" stand for a name.
  std::optional<TokenKind> placeholder_kind(std::string_view word) const {
    const bool names = !profile_.redacted.empty();
    if (x_is_unintelligible_ && (word[0] | 0x20) == 'x' && word.size() >= 2 && word.find_first_not_of("xX") == std::string_view::npos)
      return names && word.size() >= 4 && word.find('x') == std::string_view::npos ? TokenKind::redacted : TokenKind::unintelligible;
    if (names && word.size() >= 3 && word.ends_with("__")) return word[0] == '_' ? TokenKind::unintelligible : TokenKind::redacted;
    return std::nullopt;
  }

  void add_one(std::uint32_t begin, std::uint32_t end, std::uint8_t words) {
    const std::string_view word = text_.substr(begin, end - begin);
    Token result = token(begin, end - begin, is_digit(word[0]) ? TokenKind::number : TokenKind::word);
    result.words = words;
    if (const std::optional<TokenKind> kind = placeholder_kind(word)) {
      result.kind = *kind;
      result.words = *kind == TokenKind::redacted;
      result_.tokens.push_back(result);
      return;
    }
    if (word.size() <= longest_filler_ && words == 1 && filler_start_[static_cast<unsigned char>(word[0])] && fillers_.contains(folded(word))) {
      result.kind = TokenKind::filler;
      result.words = 0;
    }
    result_.tokens.push_back(result);
  }

  // -- retraces ------------------------------------------------------------------------------------------------------

  /// A repeated stretch of at most three function words, adjacent after skipping, or the words before a cut-off word
  /// that are said again behind it.
  void mark_retraces() {
    if (function_words_.empty()) return;
    sequence_.clear();
    for (std::uint32_t i = 0; i < result_.tokens.size(); ++i) {
      const Token& token = result_.tokens[i];
      if (token.kind == TokenKind::word || token.kind == TokenKind::number || token.kind == TokenKind::cut_off) sequence_.push_back(i);
      else if (breaks_sequence(token)) sequence_.push_back(kBreak);
    }
    for (std::size_t i = 0; i + 1 < sequence_.size(); ++i) {
      if (sequence_[i] == kBreak) continue;
      if (result_.tokens[sequence_[i]].kind == TokenKind::cut_off) {
        mark_repair(i);
        continue;
      }
      for (std::size_t length = kLongestRetrace; length >= 1; --length)
        if (repeats(i, i + length, length) && all_function_words(i, length)) {
          for (std::size_t k = i; k < i + length; ++k) result_.tokens[sequence_[k]].kind = TokenKind::retrace;
          i += length - 1;
          break;
        }
    }
  }

  static constexpr std::uint32_t kBreak = 0xFFFFFFFF;

  bool breaks_sequence(const Token& token) const {
    if (token.kind == TokenKind::punctuation) {
      const std::string_view mark = slice(text_, token.span);
      return mark != "," && mark != "-" && mark != kEmDash && mark != "\u2013";
    }
    return token.kind != TokenKind::space && !is_skippable(token.kind);
  }

  bool repeats(std::size_t a, std::size_t b, std::size_t length) const {
    if (b + length > sequence_.size()) return false;
    for (std::size_t k = 0; k < length; ++k) {
      if (sequence_[a + k] == kBreak || sequence_[b + k] == kBreak) return false;
      if (!same_folded(slice(text_, result_.tokens[sequence_[a + k]].span), slice(text_, result_.tokens[sequence_[b + k]].span))) return false;
    }
    return true;
  }

  bool all_function_words(std::size_t from, std::size_t length) const {
    for (std::size_t k = from; k < from + length; ++k) {
      const Token& token = result_.tokens[sequence_[k]];
      const std::string_view word = slice(text_, token.span);
      const bool clitic = token.words == 0;
      if (!clitic && !function_words_.contains(folded(word))) return false;
    }
    return true;
  }

  void mark_repair(std::size_t cut) {
    for (std::size_t length = std::min(kLongestRetrace, cut); length >= 1; --length)
      if (repeats(cut - length, cut + 1, length)) {
        for (std::size_t k = cut - length; k < cut; ++k) result_.tokens[sequence_[k]].kind = TokenKind::retrace;
        return;
      }
  }

  // -- sentences -----------------------------------------------------------------------------------------------------

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
    return word.size() <= 6 && abbreviations_.contains(folded(word));
  }

  NotationProfile profile_;
  BracketReader brackets_;
  Breaker breaker_;
  std::unordered_set<std::string> fillers_, function_words_, apostrophe_words_, abbreviations_;
  std::array<bool, 256> notation_start_{}, filler_start_{};  // by first byte, to pass over most of the text quickly
  std::size_t longest_filler_ = 0;
  bool x_is_unintelligible_ = false;  // "xxx" and "___" among words

  std::string_view text_, view_;
  Span body_;
  bool has_line_breaks_ = false;
  std::string buffer_;
  std::vector<Token> notation_;
  std::vector<Span> parts_;
  std::vector<std::uint32_t> sequence_;
  TokenizedText result_;
};

Tokenizer::Tokenizer(const NotationProfile& profile) : impl_(std::make_unique<Impl>(profile)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

const TokenizedText& Tokenizer::tokenize(std::string_view text, Span body, const std::vector<Token>& marks) {
  return impl_->tokenize(text, body, marks);
}

std::vector<std::string> split_clitics(std::string_view word) {
  std::vector<std::string> parts;
  for (std::size_t start = clitic_start(word); start < word.size(); start = clitic_start(word)) {
    parts.insert(parts.begin(), std::string(word.substr(start)));
    word = word.substr(0, start);
  }
  parts.insert(parts.begin(), std::string(word));
  return parts;
}

}  // namespace attune
