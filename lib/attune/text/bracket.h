// What the inside of a transcriber's bracket means: a pause of so many seconds, a laugh, a redacted name ...
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "attune/text/notation.h"
#include "attune/text/token.h"

namespace attune {

/// How a bracket is to be read. `spoken` brackets are not notation: their words are the speaker's.
struct BracketMeaning {
  bool spoken = false;
  TokenKind kind = TokenKind::comment;
  std::uint16_t detail = 0;  // as in Token
  std::uint8_t words = 0;    // a redacted entity and an uncertain word count

  bool operator==(const BracketMeaning&) const = default;
};

/// A notation profile's word lists made ready for look-up.
class BracketReader {
 public:
  explicit BracketReader(const NotationProfile& profile);

  /// REQUIRES: `inside` is what stands between the marks of `bracket`.
  [[nodiscard]] BracketMeaning read(std::string_view inside, const Bracket& bracket) const;

 private:
  struct Meaning {
    TokenKind kind;
    std::uint16_t detail;
  };
  [[nodiscard]] const Meaning* known(std::string_view folded_phrase) const;

  /// Lets a phrase be looked up without a string being made of it.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  std::unordered_map<std::string, Meaning, Hash, std::equal_to<>> meanings_;
  std::unordered_map<std::string, double, Hash, std::equal_to<>> units_;  // seconds in one "sec", "min"
};

}  // namespace attune
