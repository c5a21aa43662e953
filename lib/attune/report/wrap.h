// Text for a page of fixed width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attune {

inline constexpr std::size_t kPageColumns = 80;

/// `text` in lines of at most `kPageColumns` code points, every line after `indent` blanks and ended by "\n". Words are
/// never split; a blank line parts paragraphs, any other line end is a blank.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace attune
