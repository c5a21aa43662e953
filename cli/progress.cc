#include "cli/progress.h"

#include <ostream>

#include <fmt/format.h>

#include "attune/report/escape.h"

namespace attune::cli {

void Progress::step(const std::string& name) {
  ++done_;
  if (!context_.err_is_terminal) return;
  const std::string of = total_ > 0 ? fmt::format("/{}", total_) : "";
  // "\x1b[K" clears what is left of the line before.
  context_.err << fmt::format("\r{}{} {}\x1b[K", done_, of, shortened(name, 60)) << std::flush;
  shown_ = true;
}

void Progress::clear() {
  if (shown_) context_.err << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace attune::cli
