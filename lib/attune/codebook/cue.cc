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
  explicit CueParser(std::string_view text) : text_(text), characters_(pattern_characters(text)) {
    parsed_.cue.text = text;
  }

  ParsedCue parse() {
    parsed_.cue.groups.push_back({});
    CuePhrase phrase;
    while (true) {
      while (!at_end() && is_pattern_blank(peek())) ++next_;
      if (at_end() || peek() == '|' || peek() == '&') {
        if (phrase.empty() && !skipped_) mistake(next_, "a word", at_end() ? "the end of the cue" : quoted(next_));
        skipped_ = false;
        parsed_.cue.groups.back().push_back(std::exchange(phrase, {}));
        if (at_end()) break;
        if (characters_[next_++].code == '&') parsed_.cue.groups.push_back({});
      } else if (is_word_character(peek())) {
        phrase.push_back(word());
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
  std::vector<PatternCharacter> characters_;
  std::size_t next_ = 0;
  bool skipped_ = false;  // something was wrong with the phrase already
  ParsedCue parsed_;
};

}  // namespace

ParsedCue parse_cue(std::string_view text) { return CueParser(text).parse(); }

}  // namespace attune
