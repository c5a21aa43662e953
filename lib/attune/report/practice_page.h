// A rater's practice against gold, as a page of text, of HTML, and for programs.
#pragma once

#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "attune/agreement/practice.h"

namespace attune {

/// One time the rater was shown how she stands to gold.
struct PracticeAttempt {
  std::string at;
  std::string what;
};

struct Practice {
  std::string rater, gold;
  double tolerance = 1;
  std::optional<double> cut;  // 0 to 1, the user's own
  std::vector<PracticeRound> rounds;
  std::vector<PracticeAttempt> attempts;
};

/// All three say first that this certifies nobody. HTML is one file without scripts or links.
void write_practice_text(std::ostream& out, const Practice& practice);
void write_practice_html(std::ostream& out, const Practice& practice);
void write_practice_json(std::ostream& out, const Practice& practice);

}  // namespace attune
