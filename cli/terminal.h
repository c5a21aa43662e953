// What the terminal at hand can show.
#pragma once

namespace attune::cli {

/// Colour only on a terminal, and not where NO_COLOR is set or TERM is "dumb" (https://no-color.org).
[[nodiscard]] bool wants_colour(bool is_terminal);

/// Columns of the terminal, 80 when that is not known.
[[nodiscard]] int terminal_columns();

}  // namespace attune::cli
