#include "attune/error.h"

#include <cassert>
#include <utility>

namespace attune {

std::string to_string(const Problem& problem) {
  std::string text = problem.place.file;
  if (problem.place.line > 0) text += ":" + std::to_string(problem.place.line);
  if (problem.place.line > 0 && problem.place.column > 0) text += ":" + std::to_string(problem.place.column);
  if (!text.empty()) text += ": ";
  // A message without a `found` part is a whole sentence of its own, so it gets no "expected" in front.
  if (problem.found.empty()) return text + problem.expected;
  return text + "expected " + problem.expected + ", found " + problem.found;
}

Errors::Errors(std::vector<Problem> problems) : problems_(std::move(problems)) {
  assert(!problems_.empty());
  for (const Problem& problem : problems_) text_ += (text_.empty() ? "" : "\n") + to_string(problem);
}

Errors::Errors(Problem problem) : Errors(std::vector<Problem>{std::move(problem)}) {}

}  // namespace attune
