#include "attune/coding/pairs.h"

#include <map>

#include <fmt/format.h>

namespace attune {
namespace {

bool fits(const HalfPair& first, const HalfPair& second) {
  const Pairing& pairing = first.marker->pairing;
  if (pairing.same_figure && (!first.figure || first.figure != second.figure)) return false;
  switch (pairing.where) {
    case PairWhere::other_section: return first.mark.section != second.mark.section;
    case PairWhere::same_response: return first.response == second.response;
    case PairWhere::anywhere: return true;
  }
  return false;
}

}  // namespace

std::vector<PairedMark> pair_up(const std::vector<HalfPair>& halves) {
  std::vector<PairedMark> marks;
  std::vector<bool> used(halves.size(), false);
  std::map<const Marker*, int> pairs;
  for (std::size_t i = 0; i < halves.size(); ++i) {
    if (!halves[i].is_first) continue;
    for (std::size_t k = 0; k < halves.size(); ++k) {
      if (used[k] || halves[k].is_first || halves[k].marker != halves[i].marker || overlap(halves[k].mark.span, halves[i].mark.span) || !fits(halves[i], halves[k])) continue;
      used[k] = true;
      const std::string group = fmt::format("{}:{}", halves[i].marker->id, ++pairs[halves[i].marker]);
      for (std::size_t half : {i, k}) {
        marks.push_back({halves[half].codebook, halves[half].mark});
        marks.back().mark.group = group;
      }
      break;
    }
  }
  return marks;
}

}  // namespace attune
