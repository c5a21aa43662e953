#include "attune/coding/rule_finding.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace attune {

bool have_one_code(const Rule& a, const Rule& b) { return a.codebook == b.codebook && a.code == b.code; }

std::vector<std::vector<Mark>> marks_of(std::vector<RuleFinding> findings, const Rules& rules, const Transcript& transcript, std::size_t codebooks) {
  // As `mark_order`, but mostly two numbers tell.
  const auto stands_before = [&](const RuleFinding& a, const RuleFinding& b) {
    if (a.span != b.span) return a.span < b.span;
    const Rule &first = rules.rules[a.rule], &second = rules.rules[b.rule];
    const auto whole_code = [](const Rule& rule) -> const std::string& { return rule.subcode.empty() ? rule.code : rule.subcode; };
    return std::tie(first.code, whole_code(first), first.marker->id, a.pattern) < std::tie(second.code, whole_code(second), second.marker->id, b.pattern);
  };
  std::ranges::sort(findings, stands_before);
  std::vector<std::size_t> counts(codebooks, 0);
  for (const RuleFinding& finding : findings) ++counts[rules.rules[finding.rule].codebook];
  std::vector<std::vector<Mark>> marks(codebooks);
  for (std::size_t i = 0; i < codebooks; ++i) marks[i].reserve(counts[i]);
  for (const RuleFinding& finding : findings) {
    const Rule& rule = rules.rules[finding.rule];
    Mark& mark = marks[rule.codebook].emplace_back();
    mark.span = finding.span;
    mark.turn = finding.turn;
    mark.code = rule.code;
    mark.subcode = rule.subcode;
    mark.marker = rule.marker->id;
    mark.pattern = finding.pattern;
    mark.polarity = rule.marker->polarity;
    mark.section = section_at(transcript, finding.turn);
    if (finding.pair > 0) mark.group = fmt::format("{}:{}", mark.marker, finding.pair);
  }
  return marks;
}

}  // namespace attune
