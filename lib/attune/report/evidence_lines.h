// The words that a rater's evidence lines point to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attune {

struct EvidenceLine {
  int number = 0;
  std::string text;

  bool operator==(const EvidenceLine&) const = default;
};

/// The first `most` lines of `text` that "12-20, 31" names, in that order; none where it is something else, or the text has not
/// as many.
[[nodiscard]] std::vector<EvidenceLine> evidence_lines(std::string_view named, std::string_view text, std::size_t most);

}  // namespace attune
