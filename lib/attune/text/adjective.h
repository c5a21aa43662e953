// The words a speaker offers for a caregiver, and what supports each, as a person judges it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace attune {

/// What a word is supported by, from least to most; `contradicted`: what is told speaks against it.
enum class Support : std::uint8_t { none, restated, general, specific, contradicted };

[[nodiscard]] std::string_view support_name(Support support);
[[nodiscard]] std::optional<Support> parse_support(std::string_view text);

/// A rater's own reading of a word. It stands beside the rules' reading, never in its place.
struct JudgedAdjective {
  std::string figure;              // "mother"
  std::string word;                // folded
  int order = 1;                   // its place in the list, from 1
  bool probed = true;              // the interviewer came back to it
  std::optional<Support> support;  // empty where it was not probed, or nothing is judged
  std::string lines;               // what it rests on, "120-134, 201"

  bool operator==(const JudgedAdjective&) const = default;
};

/// Such a reading says nothing of the word; stored, it takes back what was said before.
[[nodiscard]] bool judges_nothing(const JudgedAdjective& judged);

}  // namespace attune
