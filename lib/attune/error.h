// Bad input and its place: the one kind of exception Attune throws. A parser collects every problem it finds
// before it throws, so a person mends a file in one go.
#pragma once

#include <exception>
#include <string>
#include <vector>

namespace attune {

/// Where a problem is. `line` and `column` count from 1, columns in code points; 0 means "not known".
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Place&) const = default;
};

/// One thing a person can mend: what was expected at a place and what was found instead. `found` may be empty when
/// `expected` says all there is. Neither holds transcript text unless the user asked for it (`--show-text`).
struct Problem {
  Place place;
  std::string expected;
  std::string found;

  bool operator==(const Problem&) const = default;
};

/// "FILE:LINE:COL: expected ..., found ...", without the parts that are not known.
[[nodiscard]] std::string to_string(const Problem& problem);

/// One or more problems. Thrown by parsers, by compiling a codebook and by `io/`; caught in `cli/` only.
class Errors : public std::exception {
 public:
  /// REQUIRES: `problems` is not empty.
  explicit Errors(std::vector<Problem> problems);
  explicit Errors(Problem problem);

  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::vector<Problem> problems_;
  std::string text_;
};

}  // namespace attune
