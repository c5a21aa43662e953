#include "attune/sampling/draws.h"

#include <cassert>
#include <numeric>

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>

namespace attune {

struct Draws::Engine {
  explicit Engine(std::uint64_t seed) : bits(seed) {}

  boost::random::mt19937_64 bits;
};

namespace {

/// For each thing its kind, so that one draw is one look-up.
std::vector<std::uint32_t> kind_of_each(std::span<const std::uint32_t> sizes, std::uint64_t total) {
  std::vector<std::uint32_t> kinds;
  kinds.reserve(total);
  for (std::uint32_t kind = 0; kind < sizes.size(); ++kind) kinds.insert(kinds.end(), sizes[kind], kind);
  return kinds;
}

}  // namespace

Draws::Draws(std::uint64_t seed) : engine_(std::make_unique<Engine>(seed)) {}
Draws::Draws(Draws&&) noexcept = default;
Draws& Draws::operator=(Draws&&) noexcept = default;
Draws::~Draws() = default;

std::uint64_t Draws::below(std::uint64_t n) {
  assert(n > 0);
  return boost::random::uniform_int_distribution<std::uint64_t>(0, n - 1)(engine_->bits);
}

double Draws::uniform() { return boost::random::uniform_01<double>()(engine_->bits); }

double Draws::normal(double mean, double sd) {
  return mean + sd * boost::random::normal_distribution<double>()(engine_->bits);
}

std::uint64_t Draws::binomial(std::uint64_t n, double share) {
  if (share >= 1) return n;
  return static_cast<std::uint64_t>(
      boost::random::binomial_distribution<std::int64_t>(static_cast<std::int64_t>(n), share)(engine_->bits));
}

std::vector<std::uint32_t> Draws::resample(std::span<const std::uint32_t> sizes) {
  std::vector<std::uint32_t> counts(sizes.size(), 0);
  std::uint64_t total = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
  if (total == 0) return counts;
  // A binomial draw costs about as much as twenty plain ones; few kinds of many things are drawn kind by kind.
  constexpr std::uint64_t kBinomialCost = 20;
  if (total < kBinomialCost * sizes.size()) {
    const std::vector<std::uint32_t> kinds = kind_of_each(sizes, total);
    boost::random::uniform_int_distribution<std::uint64_t> any(0, total - 1);
    for (std::uint64_t draw = 0; draw < total; ++draw) ++counts[kinds[any(engine_->bits)]];
    return counts;
  }
  std::uint64_t left = total;  // draws still to be given out among the things of the kinds still to come
  for (std::size_t kind = 0; kind < sizes.size() && left > 0; ++kind) {
    const double share = static_cast<double>(sizes[kind]) / static_cast<double>(total);
    counts[kind] = static_cast<std::uint32_t>(binomial(left, share));
    left -= counts[kind];
    total -= sizes[kind];
  }
  return counts;
}

}  // namespace attune
