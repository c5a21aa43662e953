// Why a marker marks a text, or does not.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attune/codebook/codebook.h"

namespace attune {

/// What a marker does with a text. When it leaves no mark: `stopped_by` are the conditions without one of which it would, each in the
/// words of the codebook; where there are none of these, `each_stops` are those that would stop it even if nothing else were asked.
/// `matched` is what its patterns find when no condition is asked.
struct Explanation {
  struct Found {
    std::string pattern;
    std::string passage;

    bool operator==(const Found&) const = default;
  };
  std::vector<Found> marks;
  std::vector<Found> matched;
  std::vector<std::string> stopped_by;
  std::vector<std::string> each_stops;
  /// What the words of a stretch add up to, where that decided.
  struct Weighing {
    std::string marker;
    double sum = 0, base = 0;
    std::vector<std::pair<std::string, double>> words;  // heaviest first, as they are said; a word that is said twice with both

    bool operator==(const Weighing&) const = default;
  };
  std::optional<Weighing> weighing;

  bool operator==(const Explanation&) const = default;
};

/// Explains by asking again with one condition less at a time. `example` is read as the examples of codebooks are. Throws
/// `Errors` when the codebook does not compile.
[[nodiscard]] Explanation explain(const Codebook& book, const Marker& marker, const Example& example);

}  // namespace attune
