// Work in a process of its own, for tests of several writers and of programs that are killed.
#pragma once

#include <cstdio>
#include <exception>
#include <functional>

#include <sys/wait.h>
#include <unistd.h>

namespace attune {

/// Starts `work` in a child and gives the child's process id. Its exit status is what `work` returns, 99 when it throws.
inline pid_t start_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  int status = 99;
  try {
    status = work();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "in a child: %s\n", error.what());
  }
  ::_exit(status);  // without the parent's destructors
}

/// The exit status of a child, or 128 and the signal that ended it.
inline int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

inline int in_child(const std::function<int()>& work) { return wait_for(start_child(work)); }

}  // namespace attune
