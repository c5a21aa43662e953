// The versions of the program and of the libraries whose behaviour shows in its results.
#pragma once

#include <string>

namespace attune::cli {

[[nodiscard]] std::string version_page();

}  // namespace attune::cli
