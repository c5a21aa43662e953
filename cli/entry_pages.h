// An interview as pages of numbered lines that a rater turns and searches.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/text/span.h"

namespace attune::cli::entry {

/// Pages are whole lines, at least one, of about twenty rows. Not copyable by habit: it knows where its reader is.
class Pages {
 public:
  explicit Pages(std::string text);

  [[nodiscard]] int lines() const { return static_cast<int>(lines_.size()); }
  /// The page behind the one shown last; at the end a line that says so.
  [[nodiscard]] std::string next();
  /// The page before the one shown last.
  [[nodiscard]] std::string back();
  /// The page that begins with this line. REQUIRES: 1 to `lines()`.
  [[nodiscard]] std::string from(int line);
  /// The page that begins with the next line that has these words, upper and lower case alike; from the beginning again behind
  /// the last. Empty words: those looked for before.
  [[nodiscard]] std::string find(const std::string& words);
  /// The line in one row of a page, cut where it is longer.
  [[nodiscard]] std::string first_row(int line) const;

 private:
  [[nodiscard]] std::string_view line(int number) const;

  std::string text_;
  std::vector<Span> lines_;
  int top_ = 1;    // the first line of the page shown last
  int below_ = 1;  // the first line behind it
  int hit_ = 0;    // the line found last
  std::string wanted_;
};

}  // namespace attune::cli::entry
