// The man page, made from the table of commands.
#pragma once

#include <string>

namespace attune::cli {

/// attune(1) in roff. The same bytes for the same table and version: it has no date.
[[nodiscard]] std::string man_page();

}  // namespace attune::cli
