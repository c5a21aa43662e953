// A TOML file as a tree of plain values, each with its place. The only component that names toml++, so that what is
// read from TOML knows values and places and nothing of the parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attune/error.h"

namespace attune {

struct TomlValue {
  enum class Kind : std::uint8_t { text, integer, number, flag, date, list, table };
  Kind kind = Kind::table;
  std::string key;  // when it stands in a table
  Place key_place;
  std::string text;   // text
  double number = 0;  // integer, number
  bool flag = false;
  std::vector<TomlValue> items;  // list; table: its entries, in the order of the file
  Place place;                   // for a text: of the opening quote
};

inline constexpr std::size_t kLargestTomlFile = 8 * 1024 * 1024;

/// Parses `source`. Throws `Errors` with one problem: too large, not UTF-8, a NUL byte, nested too deep, or a syntax
/// error, where toml++ stops.
[[nodiscard]] TomlValue parse_toml(std::string_view source, const std::string& file);

/// The place of code point `column` (from 1) of the text whose opening quote is at `quote`: escapes, the three quotes
/// of a long text and its line ends are counted as they are written in `source`, which begins with the line of `quote`.
[[nodiscard]] Place place_in_text(std::string_view source, const Place& quote, int column);

}  // namespace attune
