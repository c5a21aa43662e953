#include "attune/coding/weighing.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace attune {
namespace {

// 0.1 and 0.7 add up to a little less than 0.8, and how much less depends on the order in which hits come.
constexpr double kRounding = 1e-9;

/// What the hits of one turn add up to, and where they lie.
struct TurnSum {
  double sum = 0;
  const Mark* first = nullptr;
  bool stands = false;
  Span span;
};

}  // namespace

std::vector<WeighedMark> weigh(const std::vector<WeightedHit>& hits) {
  std::map<std::pair<const Marker*, std::uint64_t>, std::vector<const WeightedHit*>> scopes;
  for (const WeightedHit& hit : hits) scopes[{hit.marker, hit.scope}].push_back(&hit);
  std::vector<WeighedMark> marks;
  for (const auto& [key, in_scope] : scopes) {
    const Marker& marker = *key.first;
    std::set<std::uint32_t> counted;
    std::map<std::uint32_t, TurnSum> turns;
    double sum = 0;
    for (const WeightedHit* hit : in_scope) {
      TurnSum& turn = turns[hit->mark.turn];
      if (turn.first == nullptr) turn.first = &hit->mark, turn.span = hit->mark.span;
      turn.stands = turn.stands || hit->stands;
      turn.span = {std::min(turn.span.begin, hit->mark.span.begin), std::max(turn.span.end, hit->mark.span.end)};
      if (!counted.insert(hit->entry).second && !marker.count_each) continue;
      sum += marker.weights[hit->entry];
      turn.sum += marker.weights[hit->entry];
    }
    if (sum < marker.threshold - kRounding) continue;
    const auto best = std::ranges::max_element(turns, {}, [](const auto& turn) { return turn.second.sum; });
    if (!best->second.stands) continue;
    marks.push_back({in_scope.front()->codebook, *best->second.first});
    marks.back().mark.span = best->second.span;
    marks.back().mark.pattern = "weights";
  }
  return marks;
}

}  // namespace attune
