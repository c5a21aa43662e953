// Seeded draws. A seed gives the same draws with every compiler and standard library, which the standard's own
// distributions do not promise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace attune {

/// A stream of draws that its seed decides. Movable, not copyable: two copies would give the same draws twice.
class Draws {
 public:
  explicit Draws(std::uint64_t seed);
  Draws(Draws&&) noexcept;
  Draws& operator=(Draws&&) noexcept;
  ~Draws();

  /// A whole number from 0 to `n` - 1, each as likely as another. REQUIRES: n > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t n);

  /// A real number in [0, 1), and one of a normal distribution. REQUIRES: sd >= 0.
  [[nodiscard]] double uniform();
  [[nodiscard]] double normal(double mean, double sd);

  /// How many of `n` things fall out so, when each does with the chance `share`. REQUIRES: 0 <= share <= 1.
  [[nodiscard]] std::uint64_t binomial(std::uint64_t n, double share);

  /// One bootstrap resample of things of several kinds: as many draws with replacement as there are things, given as
  /// how many fell on each kind. `sizes` says how many things of each kind there are; the result adds up to their sum.
  [[nodiscard]] std::vector<std::uint32_t> resample(std::span<const std::uint32_t> sizes);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

/// Puts things in an order drawn by `draws`, each order as likely as another (Durstenfeld 1964).
template <typename Thing>
void shuffle(std::vector<Thing>& things, Draws& draws) {
  for (std::size_t i = things.size(); i > 1; --i) std::swap(things[i - 1], things[draws.below(i)]);
}

}  // namespace attune
