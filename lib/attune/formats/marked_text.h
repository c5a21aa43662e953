// A copy of a transcript in which somebody marked passages with any editor: "[[code|the words]]".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/error.h"
#include "attune/text/span.h"

namespace attune {

/// A passage of the transcript, without the brackets.
struct MarkedPassage {
  std::string code;
  Span span;          // in bytes of the transcript
  Place place;        // of the opening bracket in the copy

  bool operator==(const MarkedPassage&) const = default;
};

struct MarkedText {
  std::vector<MarkedPassage> passages;  // by start; of those that begin together the longer first
  std::vector<Problem> problems;        // in the order of the copy
};

/// What a copy is read against.
struct MarkingRules {
  std::string_view text;           // the transcript's
  std::vector<Span> turns;         // of the transcript, in order: no passage goes beyond one
  std::vector<std::string> codes;  // that may be used, sorted
};

/// Reads the marks out of `copy`. Passages may stand inside each other. Without its marks the copy must be the transcript's text, but
/// for line ends, a byte order mark and blank space at the ends of lines and of the file, which editors change: where it is not,
/// that is a problem with its line and column, and reading goes on at the next line that is the transcript's again. So is a mark
/// that is not closed before its turn ends, a closing bracket without a mark, an empty passage and an unknown code. Brackets that
/// the transcript itself has are its own.
[[nodiscard]] MarkedText read_marked_text(std::string_view copy, const std::string& file, const MarkingRules& rules);

}  // namespace attune
