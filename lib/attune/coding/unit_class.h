// The token classes of the phrase language ("<comma>", "<pause 5s>", "<kin>") and which of them a unit is in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "attune/text/token.h"

namespace attune {

enum class UnitClass : std::uint8_t {
  comma, period, question, exclamation, colon, semicolon, dash, quote, pause, laugh, cry, sigh, sound, sic, unfinished, redacted,
  unintelligible, uncertain, filler, cut_off, retrace, comment, interruption, kin, deceased, harmful, age, year, number, word,
};

inline constexpr std::size_t kUnitClasses = 30;

/// A set of classes, a bit each.
using ClassBits = std::uint32_t;
static_assert(kUnitClasses <= 32);

[[nodiscard]] constexpr ClassBits bit_of(UnitClass unit_class) { return ClassBits{1} << static_cast<unsigned>(unit_class); }

struct UnitClassName {
  std::string_view name;
  UnitClass unit_class;
  double frequency;  // per million words: how often it is met, for the choice of what a phrase is looked for by
};

/// REQUIRES: a name that parse_pattern lets through.
[[nodiscard]] const UnitClassName& unit_class_named(std::string_view name);

/// The classes a token has by its kind and its text: all but those that words and the knowledge of people give (kin, deceased,
/// harmful, age, year, number words, word).
[[nodiscard]] ClassBits classes_of_kind(TokenKind kind, std::uint16_t detail, std::string_view text);

}  // namespace attune
