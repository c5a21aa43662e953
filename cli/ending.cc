#include "cli/ending.h"

#include <csignal>

#include "attune/io/files.h"

namespace attune::cli {
namespace {

extern "C" void end(int signal) {
  discard_temporaries();
  ::raise(signal);  // with what it does without us, as SA_RESETHAND has set
}

}  // namespace

void leave_no_temporaries() {
  for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;  // nohup: go on
    action.sa_handler = end;
    action.sa_flags = SA_RESETHAND;
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace attune::cli
