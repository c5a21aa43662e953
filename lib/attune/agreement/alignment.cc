// The best alignment of raters' units.
#include <algorithm>
#include <cmath>

#include "attune/agreement/gamma.h"
#include "attune/agreement/gamma_dissimilarity.h"
#include "attune/agreement/set_packing.h"

namespace attune {
namespace {

constexpr std::size_t kMostColumns = 2'000'000;
constexpr double kTogether = 1e-9;

/// Walks through the groups that are better than their units alone.
class Groups {
 public:
  Groups(const Placement& units, const GammaWeights& weights)
      : units_(units), weights_(weights), raters_(units.size()), pairs_(static_cast<double>(raters_ * (raters_ - 1)) / 2) {
    std::uint32_t first = 0;
    for (const std::vector<PlacedUnit>& of_rater : units_) {
      first_.push_back(first);
      first += static_cast<std::uint32_t>(of_rater.size());
    }
    things_ = first;
  }

  /// False when there are too many.
  [[nodiscard]] bool collect() {
    // A unit stays in a group only if taking it out, for delta_empty, would not be as good: its distances to the others
    // then add up to less than this.
    most_ = weights_.delta_empty * (pairs_ + static_cast<double>(raters_) - 1) + 1e-12;
    for (std::size_t rater = 0; rater + 1 < raters_; ++rater)
      for (std::uint32_t unit = 0; unit < units_[rater].size(); ++unit) {
        members_ = {{static_cast<std::uint32_t>(rater), unit, 0.0}};
        if (!extend(rater + 1)) return false;
      }
    return true;
  }

  [[nodiscard]] const std::vector<GainfulSet>& sets() const { return sets_; }
  [[nodiscard]] std::size_t things() const { return things_; }

  [[nodiscard]] Alignment alignment(const std::vector<std::uint32_t>& chosen) const {
    Alignment result;
    std::vector<bool> placed(things_, false);
    result.cost = weights_.delta_empty * static_cast<double>(things_);
    for (std::uint32_t s : chosen) {
      UnitaryAlignment group(raters_, -1);
      for (std::uint32_t thing : sets_[s].things) {
        const std::size_t rater = rater_of(thing);
        group[rater] = static_cast<std::int32_t>(thing - first_[rater]);
        placed[thing] = true;
      }
      result.cost -= sets_[s].gain - kTogether;
      result.groups.push_back(std::move(group));
    }
    for (std::uint32_t thing = 0; thing < things_; ++thing) {
      if (placed[thing]) continue;
      UnitaryAlignment group(raters_, -1);
      group[rater_of(thing)] = static_cast<std::int32_t>(thing - first_[rater_of(thing)]);
      result.groups.push_back(std::move(group));
    }
    return result;
  }

 private:
  struct Member {
    std::uint32_t rater = 0;
    std::uint32_t unit = 0;
    double distances = 0;  // to the members so far
  };

  [[nodiscard]] std::size_t rater_of(std::uint32_t thing) const {
    return static_cast<std::size_t>(std::ranges::upper_bound(first_, thing) - first_.begin()) - 1;
  }

  [[nodiscard]] bool extend(std::size_t rater) {
    if (rater == raters_) return add();
    if (!extend(rater + 1)) return false;
    for (std::uint32_t unit = 0; unit < units_[rater].size(); ++unit) {
      const std::vector<Member> before = members_;
      Member own{static_cast<std::uint32_t>(rater), unit, 0};
      bool fits = true;
      for (Member& member : members_) {
        const double distance = dissimilarity(units_[member.rater][member.unit], units_[rater][unit], weights_);
        member.distances += distance;
        own.distances += distance;
        fits = fits && member.distances <= most_ && own.distances <= most_;
        if (!fits) break;
      }
      if (fits) {
        members_.push_back(own);
        if (!extend(rater + 1)) return false;
      }
      members_ = before;
    }
    return true;
  }

  [[nodiscard]] bool add() {
    const double m = static_cast<double>(members_.size());
    if (members_.size() < 2) return true;
    // Taking a member out saves its distances, but leaves m - 1 more pairs with nobody, and the member alone.
    for (const Member& member : members_)
      if (member.distances > weights_.delta_empty * (pairs_ + m - 1) + 1e-12) return true;
    double sum = 0;
    for (const Member& member : members_) sum += member.distances / 2;
    const double cost = (sum + weights_.delta_empty * (pairs_ - m * (m - 1) / 2)) / pairs_;
    const double gain = m * weights_.delta_empty - cost;
    if (gain < -1e-12) return true;
    // Where standing together is as good as standing alone, units stand together.
    GainfulSet set{{}, gain + kTogether};
    for (const Member& member : members_) set.things.push_back(first_[member.rater] + member.unit);
    sets_.push_back(std::move(set));
    return sets_.size() <= kMostColumns;
  }

  const Placement& units_;
  const GammaWeights& weights_;
  std::size_t raters_;
  double pairs_;
  double most_ = 0;
  std::vector<std::uint32_t> first_;
  std::size_t things_ = 0;
  std::vector<Member> members_;
  std::vector<GainfulSet> sets_;
};

}  // namespace

std::optional<Alignment> best_alignment(const Placement& units, const GammaWeights& weights) {
  Groups groups(units, weights);
  if (!groups.collect()) return std::nullopt;
  return groups.alignment(best_packing(groups.sets(), groups.things()));
}

}  // namespace attune
