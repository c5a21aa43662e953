#include "attune/formats/chat_words.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

template <std::size_t N>
bool among(std::string_view word, const std::string_view (&list)[N]) { return std::ranges::find(list, word) != std::end(list); }

constexpr std::string_view kTerminators[] = {".", "?", "!", "+...", "+/.", "+//.", "+/?", "+//?", "+!?", "+..?", "+\"/.", "+\".", "+.", "\u224B", "\u2248", "\u2261",
                                             "\u21D7", "\u2197", "\u2192", "\u2198", "\u21D8"};
constexpr std::string_view kLinkers[] = {"+,", "++", "+^", "+<", "+\"", "+\u2248", "+\u224B"};
constexpr std::string_view kSeparators[] = {",", ";", ":", "\u201E", "\u2021", "\u21D7", "\u2197", "\u2192", "\u2198", "\u21D8", "\u221E", "\u2261", "\u2248", "\u224B"};
constexpr std::string_view kFormMarkers[] = {"a", "b", "c", "d", "e", "f", "fp", "fs", "g", "h", "i", "k", "l", "lp", "ls", "n", "nv", "o", "p", "pm", "q", "s", "sas", "si", "sl", "t", "u", "wp", "x"};
constexpr std::string_view kOverlaps[] = {"\u2308", "\u2309", "\u230A", "\u230B"};

bool is_pause(std::string_view chunk) {
  if (chunk == "(.)" || chunk == "(..)" || chunk == "(...)") return true;
  if (chunk.size() < 3 || chunk.front() != '(' || chunk.back() != ')') return false;
  const std::string_view inside = chunk.substr(1, chunk.size() - 2);
  return is_digit(inside[0]) && inside.find_first_not_of("0123456789.:") == std::string_view::npos;
}

bool starts_overlap(std::string_view chunk) {
  return std::ranges::any_of(kOverlaps, [&](std::string_view sign) { return chunk.starts_with(sign); });
}

class Lexer {
 public:
  Lexer(std::string_view text, const ChatLine& line, bool tone_digits, ChatReport& report)
      : text_(text), line_(line), tone_digits_(tone_digits), report_(report), at_(line.value.begin) {}

  std::vector<ChatItem> items() {
    if (at_ < line_.value.end && text_[at_] == ' ') warn("leading_blank", "expected the utterance right behind the tab, found a blank");
    while (at_ < line_.value.end) {
      const char c = text_[at_];
      if (is_blank(c)) ++at_;
      else if (c == kBullet) bullet();
      else if (c == '[') code();
      else if (c == '<') open_group();
      else if (c == '>') close_group();
      else chunk();
    }
    return std::move(items_);
  }

 private:
  void warn(std::string_view code, std::string_view message) { report_.warn(code, line_.line, fmt::format("*{}: {}", line_.name, message)); }

  void add(ChatItemKind kind, std::uint32_t begin, std::uint32_t end) { items_.push_back({kind, {begin, end}, false}); }

  void bullet() {
    const std::size_t end = text_.substr(0, line_.value.end).find(kBullet, at_ + 1);
    if (end == std::string_view::npos) {
      warn("bullet", "expected a closing bullet, found none");
      add(ChatItemKind::bullet, at_, line_.value.end);
      at_ = line_.value.end;
      return;
    }
    const auto after = static_cast<std::uint32_t>(end + 1);
    if (const std::string defect = chat_bullet_defect(text_.substr(at_ + 1, end - at_ - 1)); !defect.empty()) warn("bullet", defect);
    add(ChatItemKind::bullet, at_, after);
    at_ = after;
  }

  void code() {
    if (at_ > line_.value.begin && !is_blank(text_[at_ - 1]) && text_[at_ - 1] != ']') warn("glued", "expected a blank before \"[\"");
    std::size_t end = at_ + 1;
    while (end < line_.value.end && text_[end] != ']' && text_[end] != '[') ++end;
    if (end == line_.value.end || text_[end] == '[') {
      warn("bracket", "expected \"]\" that closes \"[\", found none");
      add(ChatItemKind::other, at_, at_ + 1);
      ++at_;
      return;
    }
    const auto after = static_cast<std::uint32_t>(end + 1);
    if (text_.substr(at_, end - at_).find('\n') != std::string_view::npos) warn("code", "expected a code on one line, found one over a line end");
    if (after < line_.value.end && !is_blank(text_[after]) && text_[after] != '>' && text_[after] != '[' && text_[after] != kBullet && !text_.substr(after).starts_with("\u201D") &&
        !starts_overlap(text_.substr(after)))
      warn("glued", "expected a blank behind \"]\"");
    add(ChatItemKind::code, at_, after);
    at_ = after;
  }

  void open_group() {
    if (at_ + 1 < line_.value.end && is_blank(text_[at_ + 1])) warn("group", "expected words right behind \"<\", found a blank");
    ++depth_;
    add(ChatItemKind::group_begin, at_, at_ + 1);
    ++at_;
  }

  void close_group() {
    if (is_blank(text_[at_ - 1])) warn("group", "expected \">\" right behind a word, found a blank before it");
    if (depth_ == 0) warn("group", "expected \"<\" before \">\", found none");
    else --depth_;
    add(ChatItemKind::group_end, at_, at_ + 1);
    ++at_;
  }

  /// Up to a blank, a bracket or a bullet.
  void chunk() {
    std::uint32_t end = at_;
    while (end < line_.value.end && !is_blank(text_[end]) && text_[end] != '[' && text_[end] != kBullet && text_[end] != '>' && !(text_[end] == '<' && end > at_ && text_[end - 1] != '+')) ++end;
    classify(at_, end);
    at_ = end;
  }

  void classify(std::uint32_t begin, std::uint32_t end) {
    std::string_view chunk = text_.substr(begin, end - begin);
    // Quotation marks and overlaps stand at words' ends without a blank.
    while (chunk.starts_with("\u201C") || chunk.starts_with("\u2039") || chunk.starts_with("\u3014") || starts_overlap(chunk)) {
      std::uint32_t length = 3;
      if (starts_overlap(chunk) && chunk.size() > 3 && is_digit(chunk[3])) ++length;
      add(starts_overlap(chunk) ? ChatItemKind::overlap : ChatItemKind::other, begin, begin + length);
      begin += length;
      chunk = chunk.substr(length);
    }
    std::vector<ChatItem> behind;
    while (true) {
      std::uint32_t length = 0;
      if (chunk.ends_with("\u201D") || chunk.ends_with("\u203A") || chunk.ends_with("\u3015")) length = 3;
      else if (chunk.size() >= 3 && starts_overlap(chunk.substr(chunk.size() - 3))) length = 3;
      else if (chunk.size() >= 4 && is_digit(chunk.back()) && starts_overlap(chunk.substr(chunk.size() - 4))) length = 4;
      if (length == 0) break;
      behind.push_back({starts_overlap(chunk.substr(chunk.size() - length)) ? ChatItemKind::overlap : ChatItemKind::other, {end - length, end}, false});
      end -= length;
      chunk.remove_suffix(length);
    }
    if (!chunk.empty()) plain(begin, end, chunk);
    items_.insert(items_.end(), behind.rbegin(), behind.rend());  // found from the end
  }

  void plain(std::uint32_t begin, std::uint32_t end, std::string_view chunk) {
    if (among(chunk, kTerminators)) {
      // Arrows and continuation signs end an utterance only when nothing but codes and bullets follows.
      const bool is_ca = static_cast<unsigned char>(chunk[0]) >= 0x80;
      std::uint32_t next = end;
      while (next < line_.value.end && is_blank(text_[next])) ++next;
      if (!is_ca || next == line_.value.end || text_[next] == kBullet || text_.substr(next).starts_with("[+")) return add(ChatItemKind::terminator, begin, end);
    }
    if (among(chunk, kLinkers)) return add(ChatItemKind::linker, begin, end);
    if (is_pause(chunk)) return add(ChatItemKind::pause, begin, end);
    if (among(chunk, kSeparators)) return add(ChatItemKind::separator, begin, end);
    if (chunk == ",,") {
      warn("separator", "expected \"\u201E\" for a tag question, found \",,\"");
      return add(ChatItemKind::separator, begin, end);
    }
    if (chunk[0] == '+' && chunk.size() > 1 && !is_letter(chunk[1])) {
      warn("terminator", "expected a terminator or linker that CHAT knows, found another beginning with \"+\"");
      return add(ChatItemKind::other, begin, end);
    }
    if (chunk[0] == '&') return ampersand(begin, end, chunk);
    word(begin, end, chunk);
  }

  void ampersand(std::uint32_t begin, std::uint32_t end, std::string_view chunk) {
    const char kind = chunk.size() > 1 ? chunk[1] : ' ';
    if (const std::string_view last = chunk.substr(chunk.size() - 1); chunk.size() > 2 && (last == "," || last == "." || last == "?" || last == "!")) {
      warn("glued", "expected a blank before the punctuation mark");
      add(kind_of_ampersand(kind), begin, end - 1);
      add(last == "," ? ChatItemKind::separator : ChatItemKind::terminator, end - 1, end);
      return;
    }
    const bool feature = kind == '{' || kind == '}';
    if (feature && !(chunk.size() > 4 && (chunk[2] == 'l' || chunk[2] == 'n') && chunk[3] == '='))
      warn("long_feature", "expected \"&{l=NAME\" ... \"&}l=NAME\" or \"&{n=NAME\", found another form");
    else if (!feature && kind != '=' && kind != '-' && kind != '+' && kind != '~' && kind != '*')
      warn("word", "expected \"&=\", \"&-\", \"&+\", \"&~\" or \"&*\", found a bare \"&\"");
    else if (chunk.size() <= 2 || (kind == '=' && !is_letter(chunk[2]) && !is_digit(chunk[2])))
      warn("word", fmt::format("expected a name behind \"&{}\"", kind));
    else if (chunk.find('&', 1) != std::string_view::npos)
      warn("word", "expected a blank before the second \"&\"");
    add(kind_of_ampersand(kind), begin, end);
  }

  static ChatItemKind kind_of_ampersand(char kind) {
    switch (kind) {
      case '=': return ChatItemKind::event;
      case '-': return ChatItemKind::filler;
      case '+': return ChatItemKind::fragment;
      case '~': return ChatItemKind::nonword;
      case '*': return ChatItemKind::interposed;
      case '{': case '}': return ChatItemKind::long_feature;
      default: return ChatItemKind::other;
    }
  }

  void word(std::uint32_t begin, std::uint32_t end, std::string_view chunk) {
    // "hello." and "well,": the mark is one of its own.
    const auto is_comma = [](char c) { return c == ',' || c == ';'; };
    while (chunk.size() > 1 && std::string_view(".?!,;").find(chunk.back()) != std::string_view::npos) {
      warn("glued", is_comma(chunk.back()) ? "expected a blank before the comma" : "expected a blank before the terminator");
      chunk.remove_suffix(1);
    }
    check_word(chunk);
    ChatItemKind kind = ChatItemKind::word;
    const std::string_view stem = chunk.substr(0, chunk.find('@'));
    if (stem == "xxx" || stem == "yyy" || stem == "www") kind = ChatItemKind::untranscribed;
    else if (chunk[0] == '0') kind = ChatItemKind::omitted;
    else if (chunk.ends_with("@fp")) kind = ChatItemKind::filler;
    auto mark = begin + static_cast<std::uint32_t>(chunk.size());
    add(kind, begin, mark);
    for (; mark < end; ++mark) add(is_comma(text_[mark]) ? ChatItemKind::separator : ChatItemKind::terminator, mark, mark + 1);
  }

  void check_word(std::string_view word) {
    const auto has = [&](std::string_view sign) { return word.find(sign) != std::string_view::npos; };
    const std::size_t at = word.find('@');
    const std::string_view stem = word.substr(0, at);
    const bool marked_language = at != std::string_view::npos && word.substr(at).starts_with("@s");
    if (stem == "xx" || stem == "yy" || stem == "ww" || stem == "XXX" || stem == "XX") warn("untranscribed", "expected \"xxx\", \"yyy\" or \"www\" for what is not transcribed");
    if (at != std::string_view::npos) check_marker(word, at);
    if (word[0] == ':' || word[0] == '^' || word[0] == '~') warn("word", fmt::format("expected \"{}\" inside a word, found it at its start", word[0]));
    if (has("\u2019") || has("\u2018")) warn("word", "expected a straight apostrophe, found a typographic one");
    if (has("|")) warn("word", "expected no \"|\" in a word");
    if (has("\"")) warn("quotation", "expected quotation marks as CHAT writes them (\u201C and \u201D, both), found \"");
    if (has("{") || has("}")) warn("word", "expected no brace in a word");
    if (stem.find('&') != std::string_view::npos) warn("word", "expected a blank before \"&\"");
    if (has("*") || has("\\")) warn("word", "expected no \"*\" or \"\\\" in a word");
    if (has("$") && at == std::string_view::npos) warn("word", "expected \"$\" only behind a marker");
    if (has("##")) warn("word", "expected a word, found \"##\"");
    if (stem.ends_with('-') || stem.starts_with('-') || stem.ends_with('+')) warn("word", "expected a part on both sides of \"-\" and \"+\"");
    std::size_t stresses = 0;
    for (std::size_t i = word.find("\u02C8"); i != std::string_view::npos; i = word.find("\u02C8", i + 2)) ++stresses;
    if (stresses > 1) warn("word", "expected one primary stress in a word, found more");
    int open = 0;
    bool closed_first = false;
    for (char c : word) {
      open += c == '(';
      open -= c == ')';
      closed_first = closed_first || open < 0;
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 && c != kBullet && c != '\x02' && c != '\x01' && !told_control_) {
        warn("character", "expected no control character");
        told_control_ = true;
      }
    }
    const std::size_t pause = word.find("(.");
    if (word.size() > 3 && pause != std::string_view::npos) warn("glued", "expected a blank before the pause");
    else if (open != 0 || closed_first) warn("word", "expected \"(\" and \")\" in pairs within a word");
    else if (word.size() > 2 && word.front() == '(' && word.back() == ')' && word.find(')') + 1 == word.size()) warn("word", "expected a part of the word outside the parentheses");
    // Underlining is 02 01 ... 02 02; italics (02 03) are no longer CHAT; a lone 01 is nothing.
    if (has("\x02\x03") || has("\x02\x04")) warn("character", "expected no italics");
    else if (has("\x01") && !has("\x02\x01")) warn("character", "expected no control character");
    if (!tone_digits_ && !marked_language && word[0] != '0' && !told_digit_) {
      const bool digit = std::ranges::any_of(stem, is_digit);
      if (digit && !starts_overlap(word)) {
        warn("word", "expected words, found digits (CHAT spells numbers out)");
        told_digit_ = true;
      }
    }
    // Private use: U+E000 to U+F8FF.
    for (std::size_t i = 0; i + 2 < word.size(); ++i)
      if (static_cast<unsigned char>(word[i]) == 0xEE || (static_cast<unsigned char>(word[i]) == 0xEF && static_cast<unsigned char>(word[i + 1]) < 0xA4)) {
        warn("character", "expected no character of the private use area");
        break;
      }
  }

  void check_marker(std::string_view word, std::size_t at) {
    if (at == 0) return warn("word", "expected a word before \"@\"");
    std::string_view rest = word.substr(at + 1);
    for (bool first = true;; first = false) {
      const std::size_t next = rest.find('@');
      std::string_view marker = rest.substr(0, next);
      marker = marker.substr(0, marker.find('$'));
      const std::string_view name = marker.substr(0, marker.find(':'));
      const bool known = name == "z" || among(name, kFormMarkers);
      if (!known) return warn("word", "expected a form marker that CHAT knows behind \"@\"");
      if (!first && name != "s") return warn("word", "expected one form marker, found two");
      if (name == "l" && count_code_points(word.substr(0, at)) > 1) warn("word", "expected one letter before \"@l\"");
      if (next == std::string_view::npos) return;
      rest = rest.substr(next + 1);
    }
  }

  std::string_view text_;
  const ChatLine& line_;
  bool tone_digits_;
  ChatReport& report_;
  std::uint32_t at_;
  int depth_ = 0;
  bool told_digit_ = false, told_control_ = false;
  std::vector<ChatItem> items_;
};

}  // namespace

std::vector<ChatItem> chat_items(std::string_view text, const ChatLine& line, bool tone_digits, ChatReport& report) {
  return Lexer(text, line, tone_digits, report).items();
}

bool counts_for_mor(std::string_view text, const ChatItem& item) {
  if (item.retraced) return false;
  if (item.kind == ChatItemKind::separator) {
    const std::string_view sign = slice(text, item.span);
    return sign == "," || sign == "\u201E" || sign == "\u2021";
  }
  return item.kind == ChatItemKind::word;
}

bool chat_bullet(std::string_view bullet, std::int64_t& start_ms, std::int64_t& end_ms) {
  if (bullet.starts_with(kBullet)) bullet.remove_prefix(1);
  if (bullet.ends_with(kBullet)) bullet.remove_suffix(1);
  const char* end = bullet.data() + bullet.size();
  const auto first = std::from_chars(bullet.data(), end, start_ms);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '_') return false;
  const auto second = std::from_chars(first.ptr + 1, end, end_ms);
  return second.ec == std::errc() && start_ms >= 0 && end_ms >= 0 && (second.ptr == end || *second.ptr == '-');
}

std::string chat_bullet_defect(std::string_view bullet) {
  std::int64_t start = 0, end = 0;
  if (bullet.starts_with("%pic:") || bullet.starts_with("%txt:")) return "";
  if (bullet.find_first_not_of("0123456789_") != std::string_view::npos || !chat_bullet(bullet, start, end)) return "expected a bullet of START_END in milliseconds, found another form";
  const std::string_view second = bullet.substr(bullet.find('_') + 1);
  if ((bullet.size() > 1 && bullet[0] == '0' && bullet[1] != '_') || (second.size() > 1 && second[0] == '0')) return "expected times without leading zeros in the bullet";
  if (end <= start) return "expected a bullet that ends behind its start";
  return "";
}

}  // namespace attune
