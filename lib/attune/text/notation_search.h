// Where a transcriber's notation stands in a turn: brackets, dots, dashes, marks of interruption.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "attune/text/bracket.h"
#include "attune/text/notation.h"
#include "attune/text/token.h"

namespace attune {

/// Finds the notation of one profile. REQUIRES: the profile outlives it.
class NotationSearch {
 public:
  explicit NotationSearch(const NotationProfile& profile);

  /// The tokens of notation in `text[body]`, in order. `marks` are tokens known before, which stand wherever no notation that
  /// began earlier covers them. The result is good until the next call.
  [[nodiscard]] const std::vector<Token>& find(std::string_view text, Span body, const std::vector<Token>& marks);

 private:
  /// What a first byte may begin. `dot` and `dash` begin something only with another of their kind behind them.
  enum class Start : std::uint8_t { nothing, dot, dash, anything };

  [[nodiscard]] std::uint32_t next_start(std::uint32_t i, std::uint32_t limit) const;
  [[nodiscard]] bool may_begin(std::uint32_t i) const;
  [[nodiscard]] std::optional<Token> notation_at(std::uint32_t i) const;
  [[nodiscard]] std::optional<Token> dots_at(std::uint32_t i, std::string_view rest) const;
  [[nodiscard]] std::optional<Token> dash_at(std::uint32_t i, std::string_view rest) const;

  const NotationProfile& profile_;
  BracketReader brackets_;
  std::array<Start, 256> starts_{};
  std::string_view text_;
  Span body_;
  std::vector<Token> found_;
};

}  // namespace attune
