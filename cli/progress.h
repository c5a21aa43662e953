// A line on the terminal that says how far a long command is. Nothing where standard error is no terminal.
#pragma once

#include <string>

#include "cli/command.h"

namespace attune::cli {

class Progress {
 public:
  Progress(Context& context, std::size_t total) : context_(context), total_(total) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// One more is done; `name` is shown. `total` 0: how many there will be is not known.
  void step(const std::string& name);
  /// Takes the line away, so that a complaint can be printed.
  void clear();

 private:
  Context& context_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool shown_ = false;
};

}  // namespace attune::cli
