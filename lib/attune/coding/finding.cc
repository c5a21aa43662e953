#include "attune/coding/finding.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace attune {
namespace {

Mark mark_of(const Finding& finding, const Rule& rule, const Transcript& transcript) {
  Mark mark{finding.span, finding.turn, rule.code, rule.subcode, rule.marker->id, std::string(finding.pattern), rule.marker->polarity, "", std::string(section_at(transcript, finding.turn))};
  if (finding.pair > 0) mark.group = fmt::format("{}:{}", rule.marker->id, finding.pair);
  return mark;
}

}  // namespace

bool have_one_code(const Rule& a, const Rule& b) { return a.codebook == b.codebook && a.code == b.code; }

std::vector<std::vector<Mark>> marks_of(std::vector<Finding> findings, const Rules& rules, const Transcript& transcript, std::size_t codebooks) {
  // As `mark_order`, but mostly two numbers tell.
  const auto stands_before = [&](const Finding& a, const Finding& b) {
    if (a.span != b.span) return a.span < b.span;
    const Rule &first = rules.rules[a.rule], &second = rules.rules[b.rule];
    const auto whole_code = [](const Rule& rule) -> const std::string& { return rule.subcode.empty() ? rule.code : rule.subcode; };
    return std::tie(first.code, whole_code(first), first.marker->id, a.pattern) < std::tie(second.code, whole_code(second), second.marker->id, b.pattern);
  };
  std::ranges::sort(findings, stands_before);
  std::vector<std::size_t> counts(codebooks, 0);
  for (const Finding& finding : findings) ++counts[rules.rules[finding.rule].codebook];
  std::vector<std::vector<Mark>> marks(codebooks);
  for (std::size_t i = 0; i < codebooks; ++i) marks[i].reserve(counts[i]);
  for (const Finding& finding : findings) {
    const Rule& rule = rules.rules[finding.rule];
    marks[rule.codebook].push_back(mark_of(finding, rule, transcript));
  }
  return marks;
}

}  // namespace attune
