// Agreement at the sizes of docs/agreement.md. Times of other software are given beside each, as measured on the same
// kind of machine (one thread, reading the file not counted).
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "attune/agreement/alpha.h"
#include "attune/agreement/chance_corrected.h"
#include "attune/agreement/gamma.h"
#include "attune/sampling/draws.h"

using namespace attune;

namespace {

/// Raters who give the true category of a unit, or with probability `error` any.
Table table_of(std::size_t units, std::size_t raters, std::size_t categories, double error) {
  Draws draws(1);
  Table table;
  table.units.resize(units);
  for (std::size_t i = 0; i < raters; ++i) table.raters.push_back("r" + std::to_string(i + 1));
  for (std::size_t i = 0; i < categories; ++i) table.categories.push_back("c" + std::to_string(i + 1));
  for (std::size_t unit = 0; unit < units; ++unit) {
    const auto truth = static_cast<std::int32_t>(draws.below(categories));
    for (std::size_t rater = 0; rater < raters; ++rater)
      table.cells.push_back(draws.uniform() < error ? static_cast<std::int32_t>(draws.below(categories)) : truth);
  }
  return table;
}

/// Raters who mark the same passages up to a shift, and miss a tenth of them.
Continuum continuum_of(std::size_t raters, std::size_t passages) {
  Draws draws(2);
  Continuum continuum;
  continuum.length = static_cast<std::int64_t>(passages) * 270;
  for (std::size_t i = 0; i < 8; ++i) continuum.categories.push_back("c" + std::to_string(i));
  for (std::size_t i = 0; i < raters; ++i) continuum.raters.push_back("r" + std::to_string(i));
  continuum.units.resize(raters);
  for (std::size_t passage = 0; passage < passages; ++passage) {
    const auto begin = static_cast<std::int64_t>(passage * 270 + draws.below(120));
    const auto end = begin + 20 + static_cast<std::int64_t>(draws.below(100));
    const auto category = static_cast<std::uint32_t>(draws.below(8));
    for (std::vector<ContinuumUnit>& units : continuum.units) {
      if (draws.below(10) == 0) continue;
      const auto shift = static_cast<std::int64_t>(draws.below(12));
      units.push_back({begin + shift, end + shift, draws.below(10) == 0 ? (category + 1) % 8 : category});
    }
  }
  return continuum;
}

/// numpy `krippendorff` 0.075 s, DKPro 0.10 s, irrCAC 0.35 s.
void alpha_100k(benchmark::State& state) {
  const Table table = table_of(100'000, 5, 4, 0.3);
  for (auto _ : state) benchmark::DoNotOptimize(krippendorff_alpha(table, Metric::nominal));
}

/// statsmodels 0.15 s, irrCAC 0.16 s, irr 91 s.
void fleiss_100k(benchmark::State& state) {
  const Table table = table_of(100'000, 5, 4, 0.3);
  for (auto _ : state)
    benchmark::DoNotOptimize(chance_corrected(table, Chance::fleiss, Weights::unweighted, Spacing::value));
}

/// irrCAC 0.26 s (R), 0.36 s (Python).
void ac1_100k(benchmark::State& state) {
  const Table table = table_of(100'000, 5, 4, 0.3);
  for (auto _ : state)
    benchmark::DoNotOptimize(chance_corrected(table, Chance::gwet, Weights::unweighted, Spacing::value));
}

/// 10,000 resamples of 200 units by 3 raters. Goal: within 1 s.
void bootstrap_200x3(benchmark::State& state) {
  Table table = table_of(200, 3, 17, 0.4);
  table.level = Level::interval;
  for (std::size_t i = 0; i < 17; ++i) table.numbers.push_back(1 + static_cast<double>(i) / 2);
  const std::vector<Metric> metrics = {Metric::interval};
  for (auto _ : state)
    benchmark::DoNotOptimize(bootstrap_alpha(table, metrics, {.seed = 1, .resamples = 10'000, .what = "items"}));
}

/// 10,000 resamples of 10,000 units by 2 raters, nominal. icr 11.3 s; goal: at most 0.05 s.
void bootstrap_10000x2(benchmark::State& state) {
  const Table table = table_of(10'000, 2, 4, 0.5);
  const std::vector<Metric> metrics = {Metric::nominal};
  for (auto _ : state)
    benchmark::DoNotOptimize(bootstrap_alpha(table, metrics, {.seed = 1, .resamples = 10'000, .what = "items"}));
}

/// Gamma with 30 samples, statistical sampler. pygamma-agreement: 0.14 to 0.30 s for 3 raters and 54 spans, 1.8 s (fast)
/// and 20 to 25 s (exact) for 3 raters and 372 spans.
void gamma_30_samples(benchmark::State& state) {
  const Continuum continuum = continuum_of(3, static_cast<std::size_t>(state.range(0)));
  for (auto _ : state)
    benchmark::DoNotOptimize(gamma_panel(continuum, {.all = false, .weights = {}, .seed = 1, .samples = 30}));
  state.counters["spans"] = static_cast<double>(continuum.number_of_units());
}

BENCHMARK(alpha_100k)->Unit(benchmark::kMillisecond);
BENCHMARK(fleiss_100k)->Unit(benchmark::kMillisecond);
BENCHMARK(ac1_100k)->Unit(benchmark::kMillisecond);
BENCHMARK(bootstrap_200x3)->Unit(benchmark::kMillisecond);
BENCHMARK(bootstrap_10000x2)->Unit(benchmark::kMillisecond);
BENCHMARK(gamma_30_samples)->Arg(20)->Arg(138)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
