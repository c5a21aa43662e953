// Which notation profile a transcript looks to be typed in, and why.
#pragma once

#include <string>
#include <string_view>

namespace attune {

struct NotationGuess {
  std::string id;      // of a shipped profile
  std::string reason;  // "34 remarks in {{ }}, 12 times //"

  bool operator==(const NotationGuess&) const = default;
};

/// Counts the signs by which each notation is known; the one with the most wins, `plain` when there are next to none.
[[nodiscard]] NotationGuess suggest_notation(std::string_view text);

}  // namespace attune
