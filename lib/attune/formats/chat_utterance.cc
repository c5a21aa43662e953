#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/formats/chat_check.h"

namespace attune {
namespace {

bool is_retrace(std::string_view code) { return code == "[/]" || code == "[//]" || code == "[///]" || code == "[/-]" || code == "[/?]"; }

bool is_known_code(std::string_view code) {
  const std::string_view inside = code.substr(1, code.size() - 2);
  static constexpr std::string_view kWhole[] = {"/", "//", "///", "/-", "/?", "?", "!", "!!", "*", "e", "\"", ">", "<"};
  if (std::ranges::find(kWhole, inside) != std::end(kWhole)) return true;
  if (inside.size() == 2 && (inside[0] == '<' || inside[0] == '>')) return inside[1] >= '1' && inside[1] <= '9';
  for (std::string_view start : {": ", ":: ", "= ", "=! ", "=? ", "% ", "^", "+ ", "- ", "* ", "# ", "x ", "$"})
    if (inside.starts_with(start)) return inside.size() > start.size() || start == "^" || start == "$";
  return false;
}

/// What a code is about stands before it; these stand alone.
bool stands_alone(std::string_view code) { return code.starts_with("[-") || code.starts_with("[^") || code.starts_with("[+") || code.starts_with("[%"); }

bool is_word(ChatItemKind kind) {
  return kind == ChatItemKind::word || kind == ChatItemKind::untranscribed || kind == ChatItemKind::fragment || kind == ChatItemKind::filler || kind == ChatItemKind::nonword ||
         kind == ChatItemKind::omitted;
}

/// What the codes of an utterance are about, found in one walk: an utterance may have thousands of them, one behind or inside another.
class Scopes {
 public:
  Scopes(std::string_view text, const std::vector<ChatItem>& items) : items_(items), before_(items.size(), 0), group_begin_(items.size(), kNone) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0 && items[i - 1].kind == ChatItemKind::code && !stands_alone(slice(text, items[i - 1].span))) before_[i] = before_[i - 1];
      else before_[i] = i;
      if (items[i].kind == ChatItemKind::group_begin) open.push_back(i);
      if (items[i].kind != ChatItemKind::group_end || open.empty()) continue;
      group_begin_[i] = open.back();
      open.pop_back();
    }
  }

  /// Where what the code at `code` is about begins: a group, or one item; codes between are passed over. Nothing where there is none.
  [[nodiscard]] std::optional<std::size_t> begin(std::size_t code) const {
    std::size_t i = before_[code];
    if (i == 0) return std::nullopt;
    --i;
    if (items_[i].kind == ChatItemKind::overlap || items_[i].kind == ChatItemKind::other) {
      if (i == 0) return std::nullopt;
      --i;
    }
    switch (items_[i].kind) {
      case ChatItemKind::separator:
      case ChatItemKind::linker:
      case ChatItemKind::code:
      case ChatItemKind::group_begin:
        return std::nullopt;
      case ChatItemKind::group_end:
        if (group_begin_[i] == kNone) return std::nullopt;
        return group_begin_[i];
      default:
        return i;
    }
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  const std::vector<ChatItem>& items_;
  std::vector<std::size_t> before_;       // of each item: the first of the codes right before it, or itself
  std::vector<std::size_t> group_begin_;  // of each end of a group
};

/// The stretches of an utterance that are said again behind them, as they are found from left to right.
class RetracedStretches {
 public:
  explicit RetracedStretches(const std::vector<ChatItem>& items) : words_before_{0} {
    for (const ChatItem& item : items) words_before_.push_back(words_before_.back() + is_word(item.kind));
  }

  struct Words {
    std::size_t all = 0, fresh = 0;  // fresh: in no stretch before
  };
  /// Adds items [begin, end), and counts their words. REQUIRES: `end` is behind all before.
  Words add(std::size_t begin, std::size_t end) {
    Words words{count(begin, end), count(begin, end)};
    std::size_t first = begin;
    for (; !stretches_.empty() && stretches_.back().second > begin; stretches_.pop_back()) {
      words.fresh -= count(std::max(stretches_.back().first, begin), stretches_.back().second);
      first = std::min(first, stretches_.back().first);
    }
    stretches_.emplace_back(first, end);
    return words;
  }
  /// In order, apart from each other.
  [[nodiscard]] const std::vector<std::pair<std::size_t, std::size_t>>& stretches() const { return stretches_; }

 private:
  [[nodiscard]] std::size_t count(std::size_t begin, std::size_t end) const { return words_before_[end] - words_before_[begin]; }

  std::vector<std::size_t> words_before_;
  std::vector<std::pair<std::size_t, std::size_t>> stretches_;
};

class Utterance {
 public:
  Utterance(std::string_view text, const ChatLine& line, const ChatHeaders& headers, std::vector<ChatItem>& items, ChatReport& report)
      : text_(text), line_(line), headers_(headers), items_(items), report_(report) {}

  void check() {
    codes();
    groups();
    quotation();
    pairs();
    ending();
    languages();
  }

 private:
  void warn(std::string_view code, std::string_view message) { report_.warn(code, line_.line, fmt::format("*{}: {}", line_.name, message)); }
  [[nodiscard]] std::string_view at(const ChatItem& item) const { return slice(text_, item.span); }

  void codes() {
    const Scopes scopes(text_, items_);
    RetracedStretches retraced(items_);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind != ChatItemKind::code) continue;
      const std::string_view code = at(items_[i]);
      if (!is_known_code(code)) {
        warn("code", "expected a code that CHAT knows in brackets");
        continue;
      }
      if (stands_alone(code)) continue;
      const std::optional<std::size_t> begin = scopes.begin(i);
      if (!begin) {
        warn("code", "expected words before the code, found none");
        continue;
      }
      if (code.starts_with("[: ") || code.starts_with("[:: ")) replacement(code, items_[*begin]);
      if (is_retrace(code)) retrace(code, retraced.add(*begin, i));
    }
    for (const auto& [begin, end] : retraced.stretches())
      for (std::size_t i = begin; i < end; ++i) items_[i].retraced = true;
  }

  void replacement(std::string_view code, const ChatItem& replaced) {
    std::string_view word = code.substr(code.find(' ') + 1);
    word.remove_suffix(1);
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    if (word.empty()) warn("code", "[: ]: expected a word that replaces the one before");
    else if (word[0] == '0' || word == "xxx" || word == "yyy" || word == "www" || word[0] == '&') warn("code", "[: ]: expected a whole word that was said");
    if (replaced.kind == ChatItemKind::fragment || replaced.kind == ChatItemKind::filler || replaced.kind == ChatItemKind::nonword)
      warn("code", "[: ]: expected a word before it, found a filler or fragment");
  }

  void retrace(std::string_view code, RetracedStretches::Words words) {
    if (words.all == 0) warn("retrace", fmt::format("expected words before {}, found none", code));
    else if (words.fresh == 0) warn("retrace", fmt::format("expected words of its own before {}, found another retrace", code));
  }

  void groups() {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind == ChatItemKind::group_begin) open.push_back(i);
      if (items_[i].kind != ChatItemKind::group_end || open.empty()) continue;
      const std::size_t begin = open.back();
      open.pop_back();
      if (begin + 1 == i) warn("group", "expected words between \"<\" and \">\", found none");
      if (i + 1 == items_.size() || items_[i + 1].kind != ChatItemKind::code) warn("group", "expected a code in brackets behind the group, found none");
    }
    if (!open.empty()) warn("group", "expected \">\" that closes \"<\", found none");
  }

  void quotation() {
    int depth = 0;
    bool told = false;
    for (const ChatItem& item : items_) {
      if (item.kind != ChatItemKind::other) continue;
      if (at(item) == "\u201C" && ++depth > 1 && !told) {
        warn("quotation", "expected no quotation inside a quotation");
        told = true;
      }
      if (at(item) == "\u201D") --depth;
    }
    if (depth != 0) warn("quotation", "expected \u201C and \u201D in pairs");
    int groups = 0;
    for (const ChatItem& item : items_)
      if (item.kind == ChatItemKind::other) groups += (at(item) == "\u2039" || at(item) == "\u3014") - (at(item) == "\u203A" || at(item) == "\u3015");
    if (groups != 0) warn("group", "expected \u2039 and \u203A in pairs");
  }

  /// Signs of conversation analysis that open and close with the same character.
  void pairs() {
    static constexpr std::string_view kSigns[] = {"\u2206", "\u2207", "\u00B0", "\u2581", "\u2594", "\u263A", "\u264B", "\u2047", "\u222C", "\u03AB", "\u222E", "\u21AB"};
    const std::string_view said = slice(text_, line_.value);
    for (std::string_view sign : kSigns) {
      std::size_t count = 0;
      for (std::size_t i = said.find(sign); i != std::string_view::npos; i = said.find(sign, i + sign.size())) ++count;
      if (count % 2 != 0) warn("pair", "expected a sign of manner (such as \u2206) to begin and to end");
    }
    const auto count_of = [&](std::string_view sign) {
      std::size_t count = 0;
      for (std::size_t i = said.find(sign); i != std::string_view::npos; i = said.find(sign, i + 1)) ++count;
      return count;
    };
    if (count_of("\x02\x01") != count_of("\x02\x02")) warn("pair", "expected underlining to begin and to end");
    if (said.find("&{l=") != std::string_view::npos) {
      const std::size_t at = said.find("&{l=");
      const std::string name(said.substr(at + 4, said.find_first_of(" \t", at) - at - 4));
      if (said.find("&}l=" + name) == std::string_view::npos) warn("long_feature", "expected \"&}l=\" of the same name that ends \"&{l=\"");
    }
  }

  void ending() {
    std::size_t terminators = 0, words = 0;
    bool behind = false, linker_ok = true;
    for (const ChatItem& item : items_) {
      linker_ok = linker_ok && (item.kind == ChatItemKind::linker || (item.kind == ChatItemKind::code && stands_alone(at(item))));
      if (item.kind == ChatItemKind::linker && !linker_ok) warn("linker", "expected a linker (\"+,\") at the start of the utterance only");
      words += is_word(item.kind) || item.kind == ChatItemKind::event || item.kind == ChatItemKind::interposed || item.kind == ChatItemKind::pause || item.kind == ChatItemKind::long_feature;
      if (terminators > 0 && item.kind != ChatItemKind::bullet && item.kind != ChatItemKind::other && !(item.kind == ChatItemKind::code && (at(item).starts_with("[+") || at(item).starts_with("[%") || at(item).starts_with("[^"))))
        behind = true;
      terminators += item.kind == ChatItemKind::terminator;
    }
    if (terminators == 0 && !headers_.conversation_analysis) warn("terminator", "expected a terminator such as \".\" at the end of the utterance");
    if (terminators > 1) warn("terminator", "expected one terminator, found more");
    else if (behind) warn("terminator", "expected nothing but codes and a bullet behind the terminator");
    const bool codes = std::ranges::any_of(items_, [&](const ChatItem& item) { return item.kind == ChatItemKind::code && at(item).starts_with("[^"); });
    if (words == 0 && !codes && (terminators > 0 || items_.empty())) warn("empty", "expected words, found none");
  }

  void languages() {
    std::size_t words = 0, switched = 0;
    for (const ChatItem& item : items_) {
      const std::string_view said = at(item);
      if (item.kind == ChatItemKind::code && said.starts_with("[- ")) {
        const std::string code(said.substr(3, said.size() - 4));
        if (!is_language_code(code)) warn("language", "[- ]: expected an ISO 639-3 code of three letters");
        else if (std::ranges::find(headers_.languages, code) == headers_.languages.end()) warn("language", "[- ]: expected a language of @Languages");
      }
      if (item.kind != ChatItemKind::word) continue;
      ++words;
      switched += said.ends_with("@s");
      const std::size_t mark = said.find("@s:");
      if (mark == std::string_view::npos) continue;
      const std::string_view list = said.substr(mark + 3, said.find('$', mark) - mark - 3);
      for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find_first_of("+&", begin), list.size());
        if (!is_language_code(list.substr(begin, end - begin))) {
          warn("language", "@s: expected ISO 639-3 codes of three letters");
          break;
        }
        begin = end + 1;
      }
    }
    if (words > 0 && words == switched) warn("language", "expected \"[- CODE]\" before an utterance that is wholly in another language, found @s on every word");
    prefixes();
  }

  /// "ha#" marks a prefix, in Hebrew and Arabic only, at the end of the prefix.
  void prefixes() {
    for (const ChatItem& item : items_) {
      if (item.kind != ChatItemKind::word) continue;
      const std::string_view said = at(item);
      const std::string_view stem = said.substr(0, said.find('@'));
      const std::size_t sign = stem.find('#');
      if (sign == std::string_view::npos || stem.find("##") != std::string_view::npos) continue;
      const std::size_t mark = said.find("@s:");
      const std::string language = mark != std::string_view::npos ? std::string(said.substr(mark + 3, 3)) : headers_.languages.empty() ? "" : headers_.languages.front();
      if (sign == 0) warn("word", "expected \"#\" at the end of a prefix, found it at the start of a word");
      else if (language != "heb" && language != "ara") warn("word", "expected \"#\" behind prefixes of Hebrew and Arabic only");
    }
  }

  std::string_view text_;
  const ChatLine& line_;
  const ChatHeaders& headers_;
  std::vector<ChatItem>& items_;
  ChatReport& report_;
};

}  // namespace

void check_chat_utterance(std::string_view text, const ChatLine& line, const ChatHeaders& headers, std::vector<ChatItem>& items, ChatReport& report) {
  Utterance(text, line, headers, items, report).check();
}

}  // namespace attune
