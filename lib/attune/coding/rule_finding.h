// What rules find in a transcript, in numbers; its strings are written once, when all is found.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "attune/coding/rules.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

/// A mark before it is written out.
struct RuleFinding {
  Span span;
  std::uint32_t turn = 0;
  std::uint32_t rule = 0;
  std::string_view pattern;  // of the codebook, or a literal
  std::uint32_t pair = 0;    // which pair of its marker it is a half of, from 1; else 0
};

/// Whether two rules mark the same code of the same codebook.
[[nodiscard]] bool have_one_code(const Rule& a, const Rule& b);

/// The marks of findings, by codebook, each in `mark_order`.
[[nodiscard]] std::vector<std::vector<Mark>> marks_of(std::vector<RuleFinding> findings, const Rules& rules, const Transcript& transcript, std::size_t codebooks);

}  // namespace attune
