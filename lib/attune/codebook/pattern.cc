#include "attune/codebook/pattern.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <utility>

#include "attune/codebook/pattern_text.h"
#include "attune/text/spelling.h"
#include "attune/text/tokenize.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

using Kind = PatternItem::Kind;

/// Groups within groups beyond this are a mistake: nobody can read them, and the parser recurses.
constexpr int kDeepestGroup = 16;
constexpr int kShortestPrefix = 3;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), characters_(pattern_characters(text)) {}

  ParsedPattern parse() {
    PatternSequence items = sequence(0);
    if (mistakes_.empty() && items.empty()) mistake(0, "a phrase", "nothing");
    check_gaps(items);
    check_ends(items);
    if (mistakes_.empty() && std::ranges::all_of(items, is_passable))
      mistake(0, "at least one item without \"?\"", "a pattern that can match nothing");
    std::ranges::stable_sort(mistakes_, {}, &PatternMistake::column);
    if (!mistakes_.empty()) items.clear();
    return {std::move(items), std::move(mistakes_)};
  }

 private:
  [[nodiscard]] bool at_end() const { return next_ == characters_.size(); }
  [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
    return next_ + ahead < characters_.size() ? characters_[next_ + ahead].code : 0;
  }
  [[nodiscard]] std::string_view bytes(std::size_t begin, std::size_t end) const {
    if (begin >= end) return "";
    return text_.substr(characters_[begin].begin, characters_[end - 1].end - characters_[begin].begin);
  }
  [[nodiscard]] std::string quoted(std::size_t begin, std::size_t end) const {
    return "\"" + std::string(bytes(begin, end)) + "\"";
  }
  void mistake(std::size_t at, std::string expected, std::string found) {
    mistakes_.push_back({static_cast<int>(at) + 1, std::move(expected), std::move(found)});
  }
  [[nodiscard]] PatternItem item_at(std::size_t at, Kind kind, std::string text = "", double number = -1) const {
    PatternItem item;
    item.kind = kind;
    item.text = std::move(text);
    item.number = number;
    item.column = static_cast<int>(at) + 1;
    return item;
  }

  /// Items up to the end, or in a group up to its "|" or ")".
  PatternSequence sequence(int depth) {
    PatternSequence items;
    bool blank_before = true;
    while (!at_end()) {
      if (is_pattern_blank(peek())) {
        ++next_;
        blank_before = true;
        continue;
      }
      if (depth > 0 && (peek() == '|' || peek() == ')')) break;
      const std::size_t begin = next_;
      const std::size_t mistakes = mistakes_.size();
      const bool is_end = peek() == '$';
      const std::size_t before = items.size();
      // "mother(s)" would silently be two words.
      const bool anchored = is_end || (!items.empty() && items.back().kind == Kind::start);
      add_atom(items, depth);
      const bool found = items.size() > before;
      if (!blank_before && !anchored && mistakes == mistakes_.size() && found)
        mistake(begin, "a blank between two items", quoted(begin, begin + 1));
      blank_before = !found || mistakes != mistakes_.size();
    }
    return items;
  }

  /// Adds one atom with its "?". Two items for a word with a clitic; none when it was not to be understood.
  void add_atom(PatternSequence& items, int depth) {
    const std::size_t begin = next_, first = items.size();
    const char32_t c = peek();
    if (is_pattern_letter(c) || (is_apostrophe(c) && is_pattern_letter(peek(1))))
      add_word(items);
    else if (c == '~')
      items.push_back(inflection());
    else if (c == '=')
      add_exact(items);
    else if (c == '{')
      items.push_back(lexicon());
    else if (c == '<')
      items.push_back(token_class());
    else if (c == '(')
      add_group(items, depth);
    else if (c == '.' && peek(1) == '.' && peek(2) == '.')
      items.push_back(gap());
    else if (c == '^')
      ++next_, items.push_back(item_at(begin, Kind::start));
    else if (c == '$')
      ++next_, items.push_back(item_at(begin, Kind::end));
    else
      return pass_stray(items);
    if (peek() == '?' && !at_end()) make_optional(items, first);
  }

  /// The items from `first` on, together.
  void make_optional(PatternSequence& items, std::size_t first) {
    const std::size_t at = next_++;
    if (items.size() == first) return;
    const Kind kind = items.back().kind;
    if (kind == Kind::gap || kind == Kind::start || kind == Kind::end) {
      mistake(at, "\"?\" after a word, lexicon, class or group",
              kind == Kind::gap ? "\"?\" after a gap" : "\"?\" after " + quoted(at - 1, at));
      return;
    }
    if (items.size() > first + 1) {
      PatternItem all;
      all.kind = Kind::group;
      all.column = items[first].column;
      const auto begin = items.begin() + static_cast<std::ptrdiff_t>(first);
      all.alternatives.emplace_back(std::make_move_iterator(begin), std::make_move_iterator(items.end()));
      items.erase(begin, items.end());
      items.push_back(std::move(all));
    }
    items.back().optional = true;
  }

  /// A character that starts nothing. Recovers as if its class had been written, so that gaps beside it are judged as
  /// they will stand when it is mended.
  void pass_stray(PatternSequence& items) {
    const std::size_t begin = next_;
    const char32_t c = peek();
    while (!at_end() && peek() == c) ++next_;
    const std::string_view name = class_of_punctuation(c);
    if (!name.empty()) {
      mistake(begin, "<" + std::string(name) + "> for literal punctuation", quoted(begin, next_));
      items.push_back(item_at(begin, Kind::token_class, std::string(name)));
    } else if (c < 0x20 || c == 0x7F)
      mistake(begin, "a phrase", "a control character");
    else if (c == '|')
      mistake(begin, "\"|\" only inside a group, as in (a|b)", quoted(begin, next_));
    else if (c == ')')
      mistake(begin, "a \"(\" before the \")\"", quoted(begin, next_));
    else if (c == '}')
      mistake(begin, "a \"{\" before the \"}\"", quoted(begin, next_));
    else if (c == '>')
      mistake(begin, "a \"<\" before the \">\"", quoted(begin, next_));
    else if (c == '*')
      mistake(begin, "\"*\" only right after a word, as in forget*", quoted(begin, next_));
    else
      mistake(begin, "a word, {lexicon}, <class>, group or gap", quoted(begin, next_));
  }

  /// Passes over a word: letters and digits, apostrophes, single hyphens between letters, points between digits.
  std::pair<std::size_t, std::size_t> pass_word() {
    const std::size_t begin = next_;
    const auto joins = [&] {
      if (next_ == begin) return false;
      const char32_t before = characters_[next_ - 1].code;
      if (peek() == '-')
        return (is_pattern_letter(before) || is_apostrophe(before)) &&
               (is_pattern_letter(peek(1)) || is_apostrophe(peek(1)));
      return (peek() == '.' || peek() == ',') && is_ascii_digit(before) && is_ascii_digit(peek(1));
    };
    while (!at_end() && (is_pattern_letter(peek()) || is_apostrophe(peek()) || joins())) ++next_;
    return {begin, next_};
  }

  void add_word(PatternSequence& items) {
    const auto [begin, end] = pass_word();
    if (peek() == '*' && !at_end()) return items.push_back(prefix(begin, end));
    if (end - begin > 2 && is_apostrophe(characters_[begin].code) && is_apostrophe(characters_[end - 1].code)) {
      mistake(begin, "<quote> for literal punctuation", quoted(begin, begin + 1));
      return items.push_back(item_at(begin, Kind::word));
    }
    const bool has_clitic = std::any_of(characters_.begin() + static_cast<std::ptrdiff_t>(begin), characters_.begin() + static_cast<std::ptrdiff_t>(end),
                                        [](const PatternCharacter& character) { return is_apostrophe(character.code); });
    if (!has_clitic) {
      PatternItem& word = items.emplace_back();  // most items are such words
      word.column = static_cast<int>(begin) + 1;
      word.text = folded(bytes(begin, end));
      return;
    }
    add_parts(items, begin, end, Kind::word);
  }

  /// A word and its clitics.
  void add_parts(PatternSequence& items, std::size_t begin, std::size_t end, Kind kind) {
    std::size_t at = begin;
    for (const std::string& part : split_clitics(bytes(begin, end))) {
      const bool is_exact = kind == Kind::exact && at == begin;
      items.push_back(item_at(at, is_exact ? Kind::exact : Kind::word, is_exact ? part : folded(part)));
      at += count_code_points(part);
    }
  }

  PatternItem prefix(std::size_t begin, std::size_t end) {
    ++next_;  // the "*"
    const std::string text = folded(bytes(begin, end));
    int letters = 0;
    for (std::size_t i = begin; i < end; ++i) letters += is_pattern_letter(characters_[i].code);
    if (letters < kShortestPrefix)
      mistake(begin, "at least three letters before \"*\"", quoted(begin, next_));
    else if (split_clitics(text).size() > 1)
      mistake(begin, "\"*\" after a word without \"'s\" and the like", quoted(begin, next_));
    return item_at(begin, Kind::prefix, text);
  }

  PatternItem inflection() {
    const std::size_t sign = next_++;
    const auto [begin, end] = pass_word();
    const std::string text = folded(bytes(begin, end));
    if (text.empty())
      mistake(sign, "a word right after \"~\"", quoted(sign, sign + 1));
    else if (text.find('\'') != std::string::npos)
      mistake(sign, "a word without an apostrophe after \"~\"", quoted(sign, end));
    return item_at(sign, Kind::inflection, text);
  }

  void add_exact(PatternSequence& items) {
    const std::size_t sign = next_++, first = items.size();
    const auto [begin, end] = pass_word();
    if (begin == end) {
      mistake(sign, "a word right after \"=\"", quoted(sign, sign + 1));
      return items.push_back(item_at(sign, Kind::exact));
    }
    add_parts(items, begin, end, Kind::exact);
    items[first].column = static_cast<int>(sign) + 1;
  }

  /// Passes over "{...}" or "<...>" and returns what is inside, or nothing when it is not closed.
  std::optional<std::pair<std::size_t, std::size_t>> bracketed(char32_t close) {
    const std::size_t open = next_++;
    const std::size_t begin = next_;
    const auto inside = [&](char32_t c) {
      return is_pattern_letter(c) || c == '_' || c == '-' || c == '.' || is_pattern_blank(c);
    };
    while (!at_end() && peek() != close && inside(peek())) ++next_;
    if (!at_end() && peek() == close) return std::pair{begin, next_++};
    // Nothing after the bracket is its own any more: go on right behind the name.
    next_ = begin;
    while (!at_end() && !is_pattern_blank(peek()) && inside(peek())) ++next_;
    mistake(open, "a \"" + std::string(1, static_cast<char>(close)) + "\" to close this", quoted(open, open + 1));
    return std::nullopt;
  }

  PatternItem lexicon() {
    const std::size_t open = next_;
    const auto range = bracketed('}');
    if (!range) return item_at(open, Kind::lexicon);
    const auto [begin, end] = *range;
    const std::string name(bytes(begin, end));
    const bool is_name = !name.empty() && std::ranges::none_of(name, [](char c) {
      return c == '.' || is_pattern_blank(static_cast<unsigned char>(c));
    });
    if (!is_name) mistake(open, "the name of a lexicon, as in {kin}", quoted(open, next_));
    return item_at(open, Kind::lexicon, name);
  }

  PatternItem token_class() {
    const std::size_t open = next_;
    const auto range = bracketed('>');
    if (!range) return item_at(open, Kind::token_class);
    const std::string_view inside = bytes(range->first, range->second);
    const std::size_t blank = inside.find_first_of(" \t");
    const std::string name(inside.substr(0, blank));
    PatternItem item = item_at(open, Kind::token_class, name);
    const std::vector<std::string_view>& classes = token_class_names();
    if (std::ranges::find(classes, name) == classes.end()) {
      mistake(open, "a class of tokens", quoted(open, next_) + did_you_mean(name, classes));
    } else if (blank != std::string_view::npos) {
      const std::optional<double> seconds = parse_seconds(inside.substr(blank + 1));
      if (name != "pause")
        mistake(open, "<" + name + "> without anything after the name", quoted(open, next_));
      else if (!seconds)
        mistake(open, "seconds, as in <pause 5s>", quoted(open, next_));
      else
        item.number = *seconds;
    }
    return item;
  }

  void add_group(PatternSequence& items, int depth) {
    const std::size_t open = next_++;
    PatternItem item = item_at(open, Kind::group);
    if (depth == kDeepestGroup) {
      mistake(open, "groups at most " + std::to_string(kDeepestGroup) + " deep", "a deeper one");
      next_ = characters_.size();
      return;
    }
    while (true) {
      const std::size_t begin = next_;
      const std::size_t mistakes = mistakes_.size();
      PatternSequence alternative = sequence(depth + 1);
      if (alternative.empty() && mistakes == mistakes_.size() && !at_end())
        mistake(begin, "a phrase before the " + quoted(next_, next_ + 1), "nothing");
      item.alternatives.push_back(std::move(alternative));
      if (at_end()) {
        if (mistakes_.empty() || mistakes_.back().found != "a deeper one")
          mistake(open, "a \")\" to close this", quoted(open, open + 1));
        return items.push_back(std::move(item));
      }
      if (characters_[next_++].code == ')') return items.push_back(std::move(item));
    }
  }

  PatternItem gap() {
    const std::size_t begin = next_;
    while (!at_end() && peek() == '.') ++next_;
    if (next_ - begin > 3) mistake(begin, "a gap of three points", quoted(begin, next_));
    const std::size_t digits = next_;
    while (!at_end() && is_ascii_digit(peek())) ++next_;
    int words = kDefaultGap;
    if (next_ > digits)
      words = next_ - digits > 4 ? kLongestGap + 1 : std::atoi(std::string(bytes(digits, next_)).c_str());
    if (words > kLongestGap)
      mistake(begin, "a gap of at most " + std::to_string(kLongestGap) + " words", quoted(begin, next_));
    return item_at(begin, Kind::gap, "", words);
  }

  void check_gaps(const PatternSequence& items) {
    // "^" and "$" hold a gap as a word does: "^ ...3 mother" is within three words of the start.
    const auto holds = [](const PatternItem& item) {
      return item.kind == Kind::start || item.kind == Kind::end || !is_passable(item);
    };
    for (auto item = items.begin(); item != items.end(); ++item) {
      for (const PatternSequence& alternative : item->alternatives) check_gaps(alternative);
      if (item->kind != Kind::gap) continue;
      const auto at = static_cast<std::size_t>(item->column - 1);
      if (std::none_of(items.begin(), item, holds))
        mistake(at, "something that must match before the gap", "a gap at the start");
      else if (std::none_of(item + 1, items.end(), holds))
        mistake(at, "something that must match after the gap", "a gap at the end");
      else if ((item - 1)->kind == Kind::gap)
        mistake(at, "one gap", "two gaps in a row");
    }
  }

  /// "^" stands first and "$" last, and neither in a group.
  void check_ends(const PatternSequence& items, bool outer = true) {
    for (auto item = items.begin(); item != items.end(); ++item) {
      for (const PatternSequence& alternative : item->alternatives) check_ends(alternative, false);
      const auto at = static_cast<std::size_t>(item->column - 1);
      if (item->kind == Kind::start && (!outer || item != items.begin()))
        mistake(at, "\"^\" only at the start of the pattern", "\"^\"");
      if (item->kind == Kind::end && (!outer || item + 1 != items.end()))
        mistake(at, "\"$\" only at the end of the pattern", "\"$\"");
    }
  }

  std::string_view text_;
  std::vector<PatternCharacter> characters_;
  std::size_t next_ = 0;
  std::vector<PatternMistake> mistakes_;
};

}  // namespace

ParsedPattern parse_pattern(std::string_view text) { return Parser(text).parse(); }

bool is_passable(const PatternItem& item) {
  const auto all_passable = [](const PatternSequence& items) { return std::ranges::all_of(items, is_passable); };
  if (item.optional || item.kind == Kind::gap || item.kind == Kind::start || item.kind == Kind::end) return true;
  return item.kind == Kind::group && std::ranges::any_of(item.alternatives, all_passable);
}

std::set<std::string> lexicons_in(const PatternSequence& items) {
  std::set<std::string> names;
  for (const PatternItem& item : items) {
    if (item.kind == PatternItem::Kind::lexicon) names.insert(item.text);
    for (const PatternSequence& alternative : item.alternatives) names.merge(lexicons_in(alternative));
  }
  return names;
}

}  // namespace attune
