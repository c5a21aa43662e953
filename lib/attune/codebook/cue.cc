#include "attune/codebook/cue.h"

#include <cstddef>
#include <string>
#include <utility>

#include "attune/codebook/pattern_text.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kShortestStem = 3;

class CueParser {
 public:
  CueParser(std::string_view text, const CueLists& lists)
      : text_(text), lists_(lists), characters_(pattern_characters(text)) {
    parsed_.cue.text = text;
  }

  ParsedCue parse() {
    parsed_.cue.groups.push_back({});
    CuePhrase phrase;
    while (true) {
      while (!at_end() && is_pattern_blank(peek())) ++next_;
      if (at_end() || peek() == '|' || peek() == '&') {
        if (!phrase.empty())
          parsed_.cue.groups.back().push_back(std::exchange(phrase, {}));
        else if (!skipped_)
          mistake(next_, "a word", at_end() ? "the end of the cue" : quoted(next_));
        skipped_ = false;
        if (at_end()) break;
        if (characters_[next_++].code == '&') parsed_.cue.groups.push_back({});
      } else if (is_word_character(peek())) {
        phrase.push_back(word());
      } else if (peek() == '{' && phrase.empty() && !skipped_) {
        list();
      } else {
        skipped_ = true;
        mistake(next_, "words, \"|\", \"&\" or \"*\" after a word", quoted(next_));
        ++next_;
      }
    }
    if (!parsed_.mistakes.empty()) parsed_.cue.groups.clear();
    return std::move(parsed_);
  }

 private:
  [[nodiscard]] bool at_end() const { return next_ == characters_.size(); }
  [[nodiscard]] char32_t peek() const { return at_end() ? 0 : characters_[next_].code; }
  [[nodiscard]] static bool is_word_character(char32_t c) {
    return is_pattern_letter(c) || is_apostrophe(c) || c == '-';
  }
  [[nodiscard]] std::string quoted(std::size_t at) const {
    const PatternCharacter& c = characters_[at];
    return c.code < 0x20 ? "a control character" : "\"" + std::string(text_.substr(c.begin, c.end - c.begin)) + "\"";
  }
  void mistake(std::size_t at, std::string expected, std::string found) {
    parsed_.mistakes.push_back({static_cast<int>(at) + 1, std::move(expected), std::move(found)});
  }

  /// "{name}" by itself, in place of a phrase.
  void list() {
    const std::size_t begin = next_++;
    while (is_word_character(peek()) || peek() == '_') ++next_;
    skipped_ = true;
    if (peek() != '}')
      return mistake(next_, "\"}\" after the name of a list", at_end() ? "the end of the cue" : quoted(next_));
    const std::string name(text_.substr(characters_[begin].end, characters_[next_].begin - characters_[begin].end));
    ++next_;
    if (const auto found = lists_.find(name); found == lists_.end())
      mistake(begin, "the name of a list in [words]", "\"" + name + "\"");
    else
      parsed_.cue.groups.back().insert(parsed_.cue.groups.back().end(), found->second.begin(), found->second.end());
  }

  CueWord word() {
    const std::size_t begin = next_;
    while (is_word_character(peek())) ++next_;
    CueWord word{folded(text_.substr(characters_[begin].begin, characters_[next_ - 1].end - characters_[begin].begin))};
    if (peek() != '*') return word;
    word.is_stem = true;
    if (next_ - begin < kShortestStem) mistake(begin, "at least three letters before \"*\"", "\"" + word.text + "*\"");
    ++next_;
    if (is_word_character(peek())) mistake(next_, "the end of the word after \"*\"", quoted(next_));
    return word;
  }

  std::string_view text_;
  const CueLists& lists_;
  std::vector<PatternCharacter> characters_;
  std::size_t next_ = 0;
  bool skipped_ = false;  // a list stood in place of the phrase, or something was wrong with it already
  ParsedCue parsed_;
};

}  // namespace

ParsedCue parse_cue(std::string_view text, const CueLists& lists) { return CueParser(text, lists).parse(); }

}  // namespace attune
