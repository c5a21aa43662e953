#include "attune/agreement/set_packing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace attune {
namespace {

constexpr double kTiny = 1e-11;

/// The linear relaxation: maximise gains with every thing in at most one set. Revised simplex with the inverse of the
/// basis kept in full; it starts from the slack basis. Right sides are perturbed so that no two pivots tie and the
/// method cannot cycle; the shares are then computed for right sides of 1.
class Relaxation {
 public:
  Relaxation(const std::vector<GainfulSet>& sets, const std::vector<std::uint32_t>& open, std::size_t things)
      : sets_(sets), open_(open), n_(things), basis_(things, kSlack), inverse_(things * things, 0.0), values_(things),
        prices_(things, 0.0), in_basis_(open.size(), false) {
    std::uint64_t state = 0x9E3779B97F4A7C15ULL;
    for (std::size_t i = 0; i < n_; ++i) {
      inverse_[i * n_ + i] = 1;
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      values_[i] = 1 + 1e-6 * static_cast<double>(state >> 40) / static_cast<double>(1 << 24);
    }
  }

  /// The share of each open set in the best fractional packing.
  [[nodiscard]] std::vector<double> solve() {
    const std::size_t most_pivots = 50 * (n_ + open_.size()) + 1000;
    for (std::size_t pivot = 0; pivot < most_pivots; ++pivot) {
      const std::optional<Entering> entering = price();
      if (!entering) break;
      enter(*entering);
    }
    std::vector<double> shares(open_.size(), 0.0);
    for (std::size_t row = 0; row < n_; ++row) {
      if (basis_[row] < 0) continue;
      double share = 0;
      for (std::size_t k = 0; k < n_; ++k) share += inverse_[row * n_ + k];
      shares[static_cast<std::size_t>(basis_[row])] = share;
    }
    return shares;
  }

 private:
  static constexpr std::int64_t kSlack = -1;

  /// A set, or the slack of a thing whose price is negative.
  struct Entering {
    std::int64_t set = kSlack;
    std::size_t thing = 0;
    double advantage = 0;
  };

  [[nodiscard]] std::optional<Entering> price() const {
    Entering best;
    best.advantage = kTiny;
    bool found = false;
    for (std::size_t s = 0; s < open_.size(); ++s) {
      if (in_basis_[s]) continue;
      const GainfulSet& set = sets_[open_[s]];
      double advantage = set.gain;
      for (std::uint32_t thing : set.things) advantage -= prices_[thing];
      if (advantage > best.advantage) {
        best = {static_cast<std::int64_t>(s), 0, advantage};
        found = true;
      }
    }
    for (std::size_t thing = 0; thing < n_; ++thing)
      if (-prices_[thing] > best.advantage) {
        best = {kSlack, thing, -prices_[thing]};
        found = true;
      }
    return found ? std::optional(best) : std::nullopt;
  }

  void enter(const Entering& entering) {
    std::vector<double> direction(n_, 0.0);
    for (std::size_t row = 0; row < n_; ++row) {
      const double* inverse = inverse_.data() + row * n_;
      if (entering.set == kSlack)
        direction[row] = inverse[entering.thing];
      else
        for (std::uint32_t thing : sets_[open_[static_cast<std::size_t>(entering.set)]].things)
          direction[row] += inverse[thing];
    }
    std::size_t leaving = n_;
    double least = 0;
    for (std::size_t row = 0; row < n_; ++row) {
      if (direction[row] < 1e-9) continue;
      const double ratio = values_[row] / direction[row];
      if (leaving == n_ || ratio < least) {
        leaving = row;
        least = ratio;
      }
    }
    if (leaving == n_) return;
    double* pivot_row = inverse_.data() + leaving * n_;
    const double pivot = direction[leaving];
    std::vector<std::size_t> filled;
    for (std::size_t k = 0; k < n_; ++k) {
      if (pivot_row[k] == 0) continue;
      pivot_row[k] /= pivot;
      if (std::abs(pivot_row[k]) < 1e-12)
        pivot_row[k] = 0;
      else
        filled.push_back(k);
    }
    values_[leaving] = least;
    for (std::size_t row = 0; row < n_; ++row) {
      if (row == leaving || direction[row] == 0) continue;
      double* inverse = inverse_.data() + row * n_;
      for (std::size_t k : filled) inverse[k] -= direction[row] * pivot_row[k];
      values_[row] = std::max(0.0, values_[row] - direction[row] * least);
    }
    for (std::size_t k : filled) prices_[k] += entering.advantage * pivot_row[k];
    if (basis_[leaving] >= 0) in_basis_[static_cast<std::size_t>(basis_[leaving])] = false;
    basis_[leaving] = entering.set;
    if (entering.set >= 0) in_basis_[static_cast<std::size_t>(entering.set)] = true;
  }

  const std::vector<GainfulSet>& sets_;
  const std::vector<std::uint32_t>& open_;
  std::size_t n_;
  std::vector<std::int64_t> basis_;  // of each row, the set among the open ones, or kSlack
  std::vector<double> inverse_;
  std::vector<double> values_;
  std::vector<double> prices_;
  std::vector<bool> in_basis_;
};

struct Packing {
  std::vector<std::uint32_t> sets;
  double gain = 0;
};

bool share_a_thing(const GainfulSet& a, const GainfulSet& b) {
  return std::ranges::any_of(a.things, [&](std::uint32_t thing) {
    return std::ranges::find(b.things, thing) != b.things.end();
  });
}

/// Sets renumbered so that only the things they hold are rows.
struct Component {
  std::vector<GainfulSet> sets;
  std::vector<std::uint32_t> original;
  std::size_t things = 0;
};

/// Sets that hang together through their things, each component by itself.
std::vector<Component> components_of(const std::vector<GainfulSet>& sets, const std::vector<std::uint32_t>& chosen,
                                     std::size_t things) {
  std::vector<std::uint32_t> root(things);
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t thing) {
    while (root[thing] != thing) thing = root[thing] = root[root[thing]];
    return thing;
  };
  for (std::uint32_t s : chosen)
    for (std::uint32_t thing : sets[s].things) root[find(thing)] = find(sets[s].things.front());
  std::vector<std::int32_t> component_of(things, -1);
  std::vector<std::int32_t> number(things, -1);
  std::vector<Component> components;
  for (std::uint32_t s : chosen) {
    std::int32_t& at = component_of[find(sets[s].things.front())];
    if (at < 0) {
      at = static_cast<std::int32_t>(components.size());
      components.emplace_back();
    }
    Component& component = components[static_cast<std::size_t>(at)];
    GainfulSet set{{}, sets[s].gain};
    for (std::uint32_t thing : sets[s].things) {
      if (number[thing] < 0) number[thing] = static_cast<std::int32_t>(component.things++);
      set.things.push_back(static_cast<std::uint32_t>(number[thing]));
    }
    component.sets.push_back(std::move(set));
    component.original.push_back(s);
  }
  return components;
}

Packing packed(const Component& component);

/// The best packing of the open sets of a component, which may fall into components of its own.
Packing packed(const std::vector<GainfulSet>& sets, const std::vector<std::uint32_t>& open, std::size_t things) {
  Packing result;
  for (const Component& part : components_of(sets, open, things)) {
    const Packing best = packed(part);
    for (std::uint32_t s : best.sets) result.sets.push_back(part.original[s]);
    result.gain += best.gain;
  }
  return result;
}

Packing packed(const Component& component) {
  std::vector<std::uint32_t> open(component.sets.size());
  std::iota(open.begin(), open.end(), 0U);
  const std::vector<double> shares = Relaxation(component.sets, open, component.things).solve();
  Packing whole;
  std::uint32_t split = 0;
  double least = 1;  // how far from a half the most divided share is
  for (std::uint32_t s = 0; s < shares.size(); ++s) {
    if (shares[s] > 1 - 1e-4) {
      whole.sets.push_back(s);
      whole.gain += component.sets[s].gain;
    } else if (shares[s] > 1e-4 && std::abs(shares[s] - 0.5) < least) {
      least = std::abs(shares[s] - 0.5);
      split = s;
    }
  }
  if (least == 1) return whole;
  std::vector<std::uint32_t> with;
  std::vector<std::uint32_t> without;
  for (std::uint32_t s : open) {
    if (s == split) continue;
    without.push_back(s);
    if (!share_a_thing(component.sets[s], component.sets[split])) with.push_back(s);
  }
  Packing taken = packed(component.sets, with, component.things);
  taken.sets.push_back(split);
  taken.gain += component.sets[split].gain;
  Packing left = packed(component.sets, without, component.things);
  return taken.gain >= left.gain ? taken : left;
}

}  // namespace

std::vector<std::uint32_t> best_packing(const std::vector<GainfulSet>& sets, std::size_t things) {
  std::vector<std::uint32_t> all(sets.size());
  std::iota(all.begin(), all.end(), 0U);
  std::vector<std::uint32_t> chosen = packed(sets, all, things).sets;
  std::ranges::sort(chosen);
  return chosen;
}

}  // namespace attune
