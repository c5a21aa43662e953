#include "attune/coding/weighing.h"

#include <algorithm>
#include <limits>
#include <optional>

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

/// The passage of one scope, if its weights reach the threshold.
std::optional<WeighedPassage> weigh_scope(const Marker& marker, std::span<const WeightedHit> hits) {
  std::vector<bool> counted(marker.weights.size(), false);
  TurnSum best, turn;
  best.sum = -std::numeric_limits<double>::infinity();
  double sum = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const WeightedHit& hit = hits[i];
    if (i == 0 || hit.turn != turn.passage.turn) turn = {{hit.span, hit.turn}};
    Span& span = turn.passage.span;
    span = {std::min(span.begin, hit.span.begin), std::max(span.end, hit.span.end)};
    turn.stands = turn.stands || hit.stands;
    if (marker.count_each || !counted[hit.entry]) sum += marker.weights[hit.entry], turn.sum += marker.weights[hit.entry];
    counted[hit.entry] = true;
    const bool is_last = i + 1 == hits.size() || hits[i + 1].turn != hit.turn;
    if (is_last && turn.sum > best.sum) best = turn;
  }
  if (sum < marker.threshold - kRounding || !best.stands) return std::nullopt;
  return best.passage;
}

}  // namespace

std::vector<WeighedPassage> weigh(const Marker& marker, std::span<const WeightedHit> hits) {
  std::vector<WeighedPassage> passages;
  for (std::size_t begin = 0, end = 0; begin < hits.size(); begin = end) {
    while (end < hits.size() && hits[end].scope == hits[begin].scope) ++end;
    if (const std::optional<WeighedPassage> passage = weigh_scope(marker, hits.subspan(begin, end - begin))) passages.push_back(*passage);
  }
  return passages;
}

}  // namespace attune
