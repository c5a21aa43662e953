#include "attune/coding/weighing.h"

#include <algorithm>
#include <utility>

namespace attune {
namespace {

// 0.1 and 0.7 add up to a little less than 0.8, and how much less depends on the order in which hits come.
constexpr double kRounding = 1e-9;

/// What the hits of one turn add up to, and where they lie.
struct TurnSum {
  WeighedPassage passage;
  double sum = 0;
  bool stands = false;
};

}  // namespace

bool reaches(double sum, double threshold) { return sum >= threshold - kRounding; }

std::vector<WeighedPassage> weigh(const Marker& marker, std::span<const WeightedHit> hits) {
  std::vector<WeighedPassage> passages;
  if (hits.empty()) return passages;
  std::vector<std::size_t> counted(marker.weights.size(), hits.size());  // by entry: where the scope begins in which it counted last
  for (std::size_t begin = 0, i = 0; begin < hits.size(); begin = i) {
    TurnSum best;
    double sum = 0;
    const auto is_in_scope = [&] { return i < hits.size() && hits[i].scope == hits[begin].scope; };
    while (is_in_scope()) {
      TurnSum turn{{hits[i].span, hits[i].turn}};
      for (; is_in_scope() && hits[i].turn == turn.passage.turn; ++i) {
        const WeightedHit& hit = hits[i];
        Span& span = turn.passage.span;
        span = {std::min(span.begin, hit.span.begin), std::max(span.end, hit.span.end)};
        turn.stands = turn.stands || hit.stands;
        if (std::exchange(counted[hit.entry], begin) == begin && !marker.count_each) continue;
        sum += marker.weights[hit.entry];
        turn.sum += marker.weights[hit.entry];
      }
      if (turn.passage.turn == hits[begin].turn || turn.sum > best.sum) best = turn;
    }
    if (reaches(sum, marker.threshold) && best.stands) passages.push_back(best.passage);
  }
  return passages;
}

}  // namespace attune
