// The codebooks, notation profiles and protocol maps that come with Attune, compiled into the library.
#pragma once

#include <span>
#include <string_view>

namespace attune {

/// A file of `codebooks/`, by its path below it ("coherence.toml", "notation/aai.toml").
struct ShippedFile {
  std::string_view path;
  std::string_view text;
};

/// All of them, ordered by path.
[[nodiscard]] std::span<const ShippedFile> shipped_files();

/// The text of one, or empty when there is no such file.
[[nodiscard]] std::string_view shipped_file(std::string_view path);

}  // namespace attune
