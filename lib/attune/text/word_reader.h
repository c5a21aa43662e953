// The words, blanks and marks of punctuation of a turn as tokens, by the boundaries of UAX #29 and the rules of
// transcription: what is joined, cut off, clitic, filler or a name left out.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "attune/text/ascii_words.h"
#include "attune/text/form_set.h"
#include "attune/text/notation.h"
#include "attune/text/retraces.h"
#include "attune/text/token.h"
#include "attune/text/unicode.h"

namespace attune {

/// A turn with its notation found. `view` is the turn as a breaker of words reads it: as long as `body`, blanks for notation.
/// What stands behind it ends a word, and `kBehindView` bytes of that can be read.
inline constexpr std::size_t kBehindView = 8;
struct TurnText {
  std::string_view text;
  Span body;
  std::string_view view;
  const std::vector<Token>* notation = nullptr;
};

/// Tells `retraces` of the words. REQUIRES: it and the profile outlive the reader.
class WordReader {
 public:
  WordReader(const NotationProfile& profile, Retraces& retraces);

  /// Appends the tokens of `turn` to `tokens`, notation among them.
  void read(const TurnText& turn, Breaker& breaker, std::vector<Token>& tokens);

 private:
  std::uint32_t read_plain(std::uint32_t at, std::uint32_t limit);
  std::uint32_t read_gap(std::uint32_t at, std::uint32_t limit);
  std::uint32_t read_letters(std::uint32_t at, std::uint32_t limit);
  void read_stretch(std::uint32_t at);
  std::uint32_t pass_marks(std::uint32_t begin, std::uint32_t end);
  void add_space(std::uint32_t begin, std::uint32_t end);
  void add_plain(std::uint32_t begin, std::uint32_t end);
  std::size_t add_word(const std::vector<Breaker::Word>& words, std::size_t i, std::uint32_t begin, std::uint32_t limit);
  void add_split(std::uint32_t begin, std::uint32_t end);
  void add_hyphened(std::uint32_t begin, std::uint32_t end, std::uint8_t words);
  void add_clitics(std::uint32_t begin, std::uint32_t end);
  void add_one(std::uint32_t begin, std::uint32_t end, std::uint8_t words);
  [[nodiscard]] std::uint32_t read_contraction(std::uint32_t at, std::uint32_t end);
  void push(const Token& token);
  /// Whether a word can be a filler or a placeholder of "x" at all, seen from its first byte and length.
  [[nodiscard]] bool may_be_special(char first, std::size_t length) const {
    return (special_lengths_[static_cast<unsigned char>(first)] >> length % 32 & 1) != 0;
  }
  [[nodiscard]] bool is_special(std::string_view word, std::uint64_t start) const;
  [[nodiscard]] bool is_stutter(std::string_view part, std::string_view next) const;
  [[nodiscard]] bool is_clitic_of_bracket(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool is_plural_possessive(std::uint32_t begin, std::uint32_t end, std::size_t mark) const;
  [[nodiscard]] std::optional<TokenKind> placeholder_kind(std::string_view word) const;

  const NotationProfile& profile_;
  Retraces& retraces_;
  FormSet fillers_, apostrophe_words_;
  std::array<std::uint32_t, 256> special_lengths_{};  // by first byte: a bit for each length of a filler, those 32 apart share one; all for "x"
  bool x_is_unintelligible_ = false;      // "xxx" and "___" among words

  std::string_view text_, view_;
  Span body_;
  Breaker* breaker_ = nullptr;
  std::vector<Token>* tokens_ = nullptr;
  std::size_t first_ = 0;                 // the first token of the turn
  const Token* mark_ = nullptr;           // the next one of notation, up to `marks_end_`
  const Token* marks_end_ = nullptr;
  std::uint32_t done_ = 0;                // everything before it is a token already
  std::uint32_t base_ = 0;                // where the stretch at hand begins
  std::vector<Span> parts_;
};

}  // namespace attune
