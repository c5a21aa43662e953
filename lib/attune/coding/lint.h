// What in a codebook is no mistake and still a doubt.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/codebook.h"

namespace attune {

/// A doubt about a rule, with its place: `kind` is duplicate, shadowed, unreachable, unproved or broad.
struct Doubt {
  std::string kind;
  Place place;
  std::string what;

  bool operator==(const Doubt&) const = default;
};

/// All doubts, in the order of the markers: a pattern or lexicon entry written twice (duplicate), a pattern that another of the
/// marker finds anyway (shadowed), a marker that can never fire or a lexicon nobody names (unreachable), a pattern that none of
/// the marker's hits needs (unproved), a marker that marks more than a quarter of the other markers' misses (broad).
[[nodiscard]] std::vector<Doubt> doubts_of(const Codebook& book);

}  // namespace attune
