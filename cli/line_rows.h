// Lines of a transcript as rows of a page of fixed width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace attune::cli {

/// A line in rows of at most `width` characters, broken at blanks; a word that is longer than a row is cut. Control
/// characters are visible. A line of nothing is one row. REQUIRES: `width` > 0.
[[nodiscard]] std::vector<std::string> rows_of_line(std::string_view line, std::size_t width);

/// The rows of a page: the number before the first, blanks before the others.
[[nodiscard]] std::vector<std::string> numbered_rows(int number, std::string_view line, std::size_t page_width);

}  // namespace attune::cli
