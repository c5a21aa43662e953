#include "cli/version.h"

#include <fmt/format.h>

#include "attune/text/unicode.h"
#include "attune/version.h"

namespace attune::cli {

std::string version_page() {
  return fmt::format("attune {}\nICU {}\nUnicode {}\n", kVersion, icu_version(), unicode_version());
}

}  // namespace attune::cli
