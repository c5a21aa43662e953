// Codebooks with one thing taken out, to see whether an example notices; and one marker by itself.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"

namespace attune {

/// A marker with one pattern, alternative, guard or lexicon entry less.
struct Mutant {
  std::string marker;
  std::string dropped;  // `any "my dog"`, `unless "cat"`, `the entry "hit" of {harm}`
  Place place;          // of what was dropped
  Codebook book;        // the marker alone, with what it needs
};

/// The codebook with only that marker, and everything that can be named from it.
[[nodiscard]] Codebook alone(const Codebook& book, const Marker& marker);

/// All mutants of a marker: each pattern of `any` when there are several, each alternative of a group in it, each guard, each entry
/// of the lexicons it names directly.
[[nodiscard]] std::vector<Mutant> mutants_of(const Codebook& book, const Marker& marker);

/// The mutants that no example misses, and how many were tried.
struct Survivors {
  std::vector<Mutant> mutants;
  std::size_t tried = 0;
};

/// The mutants of a codebook that behave on every example of their marker as the marker does.
[[nodiscard]] Survivors survivors(const Codebook& book);

}  // namespace attune
