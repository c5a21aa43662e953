#include "attune/coding/pairs.h"

#include <algorithm>
#include <map>

namespace attune {
namespace {

bool fits(const HalfPair& first, const HalfPair& second) {
  const Pairing& pairing = first.marker->pairing;
  if (pairing.same_figure && (!first.figure || first.figure != second.figure)) return false;
  switch (pairing.where) {
    case PairWhere::other_section: return first.section != second.section;
    case PairWhere::same_response: return first.response == second.response;
    case PairWhere::anywhere: return true;
  }
  return false;
}

}  // namespace

std::optional<std::uint32_t> figure_near(Span passage, Span sentence, const std::vector<FigureMention>& mentions) {
  const std::uint32_t end = std::max(sentence.end, passage.end);
  std::optional<std::uint32_t> before;
  auto mention = std::ranges::lower_bound(mentions, sentence.begin, {}, [](const FigureMention& each) { return each.span.begin; });
  for (; mention != mentions.end() && mention->span.begin < end; ++mention) {
    if (mention->span.end > passage.begin) return mention->span.begin < passage.end || !before ? mention->figure : before;
    before = mention->figure;
  }
  return before;
}

std::vector<RuleFinding> pair_up(const std::vector<HalfPair>& halves) {
  std::vector<RuleFinding> paired;
  std::vector<bool> used(halves.size(), false);
  std::map<const Marker*, std::uint32_t> pairs;
  for (std::size_t i = 0; i < halves.size(); ++i) {
    if (!halves[i].is_first) continue;
    for (std::size_t k = 0; k < halves.size(); ++k) {
      if (used[k] || halves[k].is_first || halves[k].marker != halves[i].marker || overlap(halves[k].finding.span, halves[i].finding.span) || !fits(halves[i], halves[k])) continue;
      used[k] = true;
      const std::uint32_t number = ++pairs[halves[i].marker];
      for (std::size_t half : {i, k}) {
        paired.push_back(halves[half].finding);
        paired.back().pair = number;
      }
      break;
    }
  }
  return paired;
}

}  // namespace attune
