// Numbers made of marks, each with its count, the length it was counted in and how far it hangs on single answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

/// An index of a coding. Marks of one code that overlap are one passage.
struct IndexValue {
  std::string id;
  std::string title;
  std::string rater;
  /// Passages per 1,000 words of the participant in the index's sections, each times its code's weight. Without weights it is
  /// `per_1000_words`.
  std::optional<double> value;
  /// How far `value` depends on which answers were given: percentiles 2.5 and 97.5 of a bootstrap over responses (Efron
  /// 1979), seeded by the index alone. Not the accuracy of the rules.
  std::optional<double> ci_low, ci_high;
  std::uint32_t count = 0;                   // passages
  bool is_suppressed = false;                // no rule of it was applied: `count` says nothing
  std::optional<double> per_1000_words;
  std::optional<double> per_opportunity;     // passages a response
  std::uint32_t opportunities = 0;           // responses in the index's sections
  std::uint32_t words = 0;                   // the participant's words in these
  std::string reason;                        // why something is missing; else empty

  bool operator==(const IndexValue&) const = default;
};

enum class Intervals : bool { none, bootstrap };

/// Resamples of the bootstrap.
inline constexpr int kIndexResamples = 1000;

/// Whether `code` (or the sub-code) is one of an index's: "quality.*" is every code below quality.
[[nodiscard]] bool covers(const std::string& pattern, const Mark& mark);

/// The indices of `codebook` in a coding made with it, in the order of the codebook.
[[nodiscard]] std::vector<IndexValue> measure(const Transcript& transcript, const Coding& coding, const Codebook& codebook, Intervals intervals);

}  // namespace attune
