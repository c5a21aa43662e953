#include "attune/text/adjective.h"

namespace attune {

std::string_view support_name(Support support) {
  switch (support) {
    case Support::none: return "none";
    case Support::restated: return "restated";
    case Support::general: return "general";
    case Support::specific: return "specific";
    case Support::contradicted: return "contradicted";
  }
  return "";
}

std::optional<Support> parse_support(std::string_view text) {
  for (const Support support : {Support::none, Support::restated, Support::general, Support::specific, Support::contradicted})
    if (support_name(support) == text) return support;
  return std::nullopt;
}

bool judges_nothing(const JudgedAdjective& judged) { return judged.probed && !judged.support; }

}  // namespace attune
