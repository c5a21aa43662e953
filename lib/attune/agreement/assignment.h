// Interviews given to raters, and the share coded twice, drawn before coding begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace attune {

/// An interview to be coded. Interviews of one stratum ("wave 1, site B") are drawn and spread together.
struct Candidate {
  std::string transcript;
  std::string stratum;

  bool operator==(const Candidate&) const = default;
};

/// Who codes it; the second rater is there when it was drawn to be coded twice.
struct Drawn {
  std::string transcript;
  std::vector<std::string> raters;

  bool operator==(const Drawn&) const = default;
};

/// Every interview to one rater, and `share` of them (rounded up; spread over strata by largest remainders) to a second.
/// Loads differ by one at most as long as the raters are free to be chosen, and pairs are kept even too. The draw knows
/// ids, strata and the seed, nothing of classes or values. Result in the order of ids.
/// REQUIRES: one rater or more, two where share > 0; 0 <= share <= 1; ids and raters each once.
[[nodiscard]] std::vector<Drawn> draw_assignment(std::vector<Candidate> candidates,
                                                 std::span<const std::string> raters, double share,
                                                 std::uint64_t seed);

}  // namespace attune
