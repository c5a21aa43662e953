// The program. All it does itself is to hand the command line and the standard streams to `run`.
#include <iostream>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/ending.h"
#include "cli/terminal.h"

int main(int argc, char** argv) {
  // Transcripts are private: no file of ours is readable by others, and a crash leaves no core with text in it.
  ::umask(077);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  attune::cli::leave_no_temporaries();
  std::ios::sync_with_stdio(false);

  attune::cli::Context context{std::cin, std::cout, std::cerr, ::isatty(1) == 1, ::isatty(2) == 1, false};
  context.colour = attune::cli::wants_colour(context.out_is_terminal);
  const int status = attune::cli::run(std::vector<std::string>(argv + 1, argv + argc), context);
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "attune: could not write the results (standard output is closed or the disk is full)\n";
    return attune::cli::kCouldNot;
  }
  return status;
}
