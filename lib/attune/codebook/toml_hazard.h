// What toml++ 3.3 does not survive, found before it reads a file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace attune {

struct TomlHazard {
  std::size_t offset = 0;
  std::string expected;
  std::string found;
};

/// The first of: a key of more than 32 parts (its tables nest as deep, and are destroyed by recursion), and a table
/// header whose name does not begin as one ("[:a]": an assertion, undefined behaviour without). Right up to the first
/// syntax error, which is as far as toml++ reads.
[[nodiscard]] std::optional<TomlHazard> find_toml_hazard(std::string_view source);

}  // namespace attune
