// Where a transcriber's notation stands in a turn: brackets, dots, dashes, marks of interruption, time stamps.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "attune/text/bracket.h"
#include "attune/text/characters.h"
#include "attune/text/notation.h"
#include "attune/text/token.h"

namespace attune {

/// Finds the notation of one profile. REQUIRES: the profile outlives it.
class NotationSearch {
 public:
  explicit NotationSearch(const NotationProfile& profile);

  /// The tokens of notation in `text[body]`, in order. `stops` are the `find_stops` of the body; `marks` are tokens known before,
  /// which stand wherever no notation that began earlier covers them. The result is good until the next call.
  [[nodiscard]] const std::vector<Token>& find(std::string_view text, Span body, std::span<const std::uint32_t> stops, const std::vector<Token>& marks);

 private:
  /// What a first byte may begin. A `dot` begins something only with another behind it, as does what stands `twice`; a `digit` with a colon soon.
  enum class Start : std::uint8_t { nothing, dot, twice, digit, anything };

  [[nodiscard]] std::uint32_t next_start(std::uint32_t i, std::uint32_t limit);
  [[nodiscard]] bool may_begin(std::uint32_t i) const {
    const Start start = starts_[static_cast<unsigned char>(text_[i])];
    if (start == Start::nothing || start == Start::anything) return start == Start::anything;
    if (start == Start::digit) return i + 2 < body_.end && (text_[i + 1] == ':' || text_[i + 2] == ':');
    return i + 1 < body_.end && (text_[i + 1] == text_[i] || (start == Start::dot && text_[i + 1] == kEllipsis[0]));
  }
  [[nodiscard]] std::optional<Token> notation_at(std::uint32_t i) const;
  [[nodiscard]] std::optional<Token> dots_at(std::uint32_t i, std::string_view rest) const;
  [[nodiscard]] std::optional<Token> dash_at(std::uint32_t i, std::string_view rest) const;

  const NotationProfile& profile_;
  BracketReader brackets_;
  std::array<Start, 256> starts_{};
  bool begins_at_stops_ = true;  // no notation of the profile begins with a letter or a blank
  std::string_view text_;
  Span body_;  // up to a time stamp that ends the turn
  std::span<const std::uint32_t> stops_;  // what is left of them
  std::vector<Token> found_;
};

}  // namespace attune
