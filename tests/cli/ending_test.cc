// A program that is told to end leaves no half-written file.
#include "cli/ending.h"

#include <algorithm>
#include <csignal>
#include <functional>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attune/error.h"
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
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) {
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

TEST_CASE("a program that is told to end again and again takes its temporary files with it all the same") {
  const ScratchDirectory scratch;
  int ended = 0;
  for (int i = 0; i < 60; ++i) {
    const std::string ready = scratch / "ready";
    const pid_t child = ::fork();
    if (child == 0) {
      cli::leave_no_temporaries();
      for (const char* name : {"a", "b", "c", "d", "e", "f"}) (void)make_temporary_beside(scratch / name);
      (void)scratch.write("ready", "");
      while (true) ::pause();
    }
    while (!std::filesystem::exists(ready)) ::usleep(100);
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) ::kill(child, SIGTERM);
    ended += WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM;
    std::filesystem::remove(ready);
  }
  CHECK(ended == 60);
  CHECK(files_in(scratch).empty());
}

TEST_CASE("a file over the limit of the shell is told, and nothing of it stays") {
  const ScratchDirectory scratch;
  const pid_t child = ::fork();
  if (child == 0) {
    cli::leave_no_temporaries();
    const rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::string told;
    try {
      write_file(scratch / "page.html", std::string(2000, 'x'), Overwrite::no);
    } catch (const Errors& errors) {
      told = errors.what();
    }
    ::_exit(told == scratch / "page.html" + ": could not be written: File too large" ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(files_in(scratch).empty());
}

TEST_CASE("a signal that was ignored before is ignored still") {
  const ScratchDirectory scratch;
  const auto before = std::signal(SIGHUP, SIG_IGN);
  CHECK(ended_by(SIGHUP, [&] { (void)make_temporary_beside(scratch / "page.html"); }) == 0);
  std::signal(SIGHUP, before);
  CHECK(files_in(scratch).size() == 1);
}
