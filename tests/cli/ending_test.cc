// A program that is told to end leaves no half-written file.
#include "cli/ending.h"

#include <algorithm>
#include <csignal>
#include <functional>

#include <sys/wait.h>
#include <unistd.h>

#include "attune/io/files.h"
#include "catch.h"
#include "run.h"

using namespace attune;

namespace {

/// The signal that ended a child which did this and was then sent it.
int ended_by(int signal, const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    cli::leave_no_temporaries();
    work();
    ::raise(signal);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

std::vector<std::string> files_in(const ScratchDirectory& scratch) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(scratch / "")) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace

TEST_CASE("a program that is told to end takes its temporary files with it, and nothing else") {
  for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
    CAPTURE(signal);
    const ScratchDirectory scratch;
    CHECK(ended_by(signal, [&] {
            write_file(scratch / "done", "text", Overwrite::no);
            const std::string given_up = make_temporary_beside(scratch / "refused");
            discard_temporary(given_up);
            const std::string copy = make_temporary_beside(scratch / "copy.attune");
            (void)scratch.write(std::filesystem::path(copy).filename().string() + "-journal", "text");
            (void)make_temporary_beside(scratch / "page.html");
          }) == signal);
    CHECK(files_in(scratch) == std::vector<std::string>{"done"});
  }
}

TEST_CASE("a signal that was ignored before is ignored still") {
  const ScratchDirectory scratch;
  const auto before = std::signal(SIGHUP, SIG_IGN);
  CHECK(ended_by(SIGHUP, [&] { (void)make_temporary_beside(scratch / "page.html"); }) == 0);
  std::signal(SIGHUP, before);
  CHECK(files_in(scratch).size() == 1);
}
