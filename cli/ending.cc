#include "cli/ending.h"

#include <csignal>

#include "attune/io/files.h"

namespace attune::cli {
namespace {

constexpr int kEndings[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

extern "C" void end(int signal) {
  discard_temporaries();
  ::signal(signal, SIG_DFL);  // only now: sent once more while files are discarded, it would end us before the last is gone
  ::raise(signal);            // with what it does without us, when we return
}

}  // namespace

void leave_no_temporaries() {
  struct sigaction action {};
  action.sa_handler = end;
  ::sigemptyset(&action.sa_mask);
  for (const int signal : kEndings) ::sigaddset(&action.sa_mask, signal);
  for (const int signal : kEndings) {
    struct sigaction before {};
    if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) continue;  // nohup: go on
    ::sigaction(signal, &action, nullptr);
  }
  // A file that grows over the limit (ulimit -f) is then a write that fails, which is told, and leaves nothing half done.
  ::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace attune::cli
