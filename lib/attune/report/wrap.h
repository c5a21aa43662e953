// Text for a page of fixed width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

inline constexpr std::size_t kPageColumns = 80;

/// `text` in lines of at most `kPageColumns` code points, every line after `indent` blanks and ended by "\n". Words are
/// never split; a blank line parts paragraphs, any other line end is a blank.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

/// "  label        text", the lines that follow under the first word of the text.
[[nodiscard]] std::string labelled(std::string_view label, std::string_view text);
/// The same with "a, b, c"; no item is parted.
[[nodiscard]] std::string listed(std::string_view label, const std::vector<std::string>& items);

}  // namespace attune
