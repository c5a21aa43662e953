#include "attune/agreement/permutation.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "attune/agreement/alpha.h"
#include "attune/agreement/chance_corrected.h"
#include "attune/agreement/kappa.h"
#include "attune/agreement/two_raters.h"
#include "attune/sampling/draws.h"

namespace attune {
namespace {

constexpr std::size_t kMostExact = 9;

/// A statistic as a function of agreement: 1 - scale * (1 - agreement). All of them are, once margins are fixed.
struct OfAgreement {
  StatisticOptions options;
  std::optional<double> observed;
  double scale = 1;
  std::string reason;
  double greater = 0;
  double as_far = 0;

  void count(double agreement) {
    const double value = 1 - scale * (1 - agreement);
    greater += value >= *observed - 1e-12 ? 1 : 0;
    as_far += std::abs(value) >= std::abs(*observed) - 1e-12 ? 1 : 0;
  }
};

struct Ratings {
  std::vector<std::int32_t> first;
  std::vector<std::int32_t> second;

  [[nodiscard]] double agreement() const {
    double equal = 0;
    for (std::size_t i = 0; i < first.size(); ++i) equal += first[i] == second[i] ? 1 : 0;
    return equal / static_cast<double>(first.size());
  }
};

Ratings ratings_of(const Table& table) {
  Ratings ratings;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    ratings.first.push_back(table.cell(unit, 0));
    ratings.second.push_back(table.cell(unit, 1));
  }
  return ratings;
}

/// One point of a statistic and the value 1 at full agreement fix the line.
std::vector<OfAgreement> statistics_of(const Table& table, double agreement) {
  std::vector<OfAgreement> statistics;
  const auto add = [&](StatisticOptions options, const Statistic& statistic) {
    OfAgreement each{std::move(options), statistic.value, 1, statistic.reason, 0, 0};
    // At full agreement the line's other point is not known from its value; margins then are equal, and the expected
    // disagreement is what scale would divide by.
    if (statistic.value && agreement < 1) each.scale = (1 - *statistic.value) / (1 - agreement);
    statistics.push_back(std::move(each));
  };
  const auto unweighted = [](const char* of) { return StatisticOptions{{"of", of}, {"weights", "unweighted"}}; };
  Statistic percent;
  percent.value = agreement;
  add({{"of", "percent_agreement"}, {"def", "pairwise"}}, percent);
  add(unweighted("cohen_kappa"), cohen_kappa(table, 0, 1, Weights::unweighted, Spacing::value));
  add(unweighted("scott_pi"), scott_pi(table, Weights::unweighted, Spacing::value));
  StatisticOptions ac = unweighted("gwet_ac");
  ac.emplace_back("q", "declared");
  add(ac, chance_corrected(table, Chance::gwet, Weights::unweighted, Spacing::value));
  add({{"of", "krippendorff_alpha"}, {"metric", "nominal"}}, krippendorff_alpha(table, Metric::nominal));
  return statistics;
}

/// Raters who agree throughout differ after the first exchange of unequal ratings: the scale is read off there.
void read_scales(std::vector<OfAgreement>& statistics, Table table) {
  const std::size_t n = table.units.size();
  for (std::size_t unit = 1; unit < n; ++unit) {
    if (table.cell(unit, 1) == table.cell(0, 1)) continue;
    std::swap(table.cells[1], table.cells[unit * 2 + 1]);
    const std::vector<OfAgreement> other = statistics_of(table, ratings_of(table).agreement());
    for (std::size_t i = 0; i < statistics.size(); ++i) statistics[i].scale = other[i].scale;
    return;
  }
}

std::vector<Statistic> results_of(const std::vector<OfAgreement>& statistics, const char* name, double added,
                                  double all, const std::string& method, bool is_exact) {
  std::vector<Statistic> results;
  for (const OfAgreement& each : statistics)
    for (bool greater : {true, false}) {
      StatisticOptions options = each.options;
      options.emplace_back("permute", "rater2 over items");
      options.emplace_back("tail", greater ? "greater" : "two_sided_abs");
      Statistic result = without_value(name, options, each.reason);
      if (each.observed) {
        result.value = each.observed;
        result.p = ((greater ? each.greater : each.as_far) + added) / (all + added);
        result.test_method = method + (!is_exact ? "" : greater ? ", ties counted (>=)" : ", |stat|>=|obs|");
      }
      results.push_back(std::move(result));
    }
  return results;
}

}  // namespace

std::vector<Statistic> exact_permutations(const Table& table) {
  if (table.raters.size() != 2) return {};
  const Table used = complete_units(table);
  const std::size_t n = used.units.size();
  if (n < 2 || n > kMostExact) return {};
  Ratings ratings = ratings_of(used);
  std::vector<OfAgreement> statistics = statistics_of(used, ratings.agreement());
  if (ratings.agreement() == 1) read_scales(statistics, used);
  double permutations = 1;
  for (std::size_t i = 2; i <= n; ++i) permutations *= static_cast<double>(i);
  // Orders that look the same are as many for every order, so one of each is enough.
  std::ranges::sort(ratings.second);
  double all = 0;
  do {
    all += 1;
    const double agreement = ratings.agreement();
    for (OfAgreement& each : statistics)
      if (each.observed) each.count(agreement);
  } while (std::next_permutation(ratings.second.begin(), ratings.second.end()));
  return results_of(statistics, "permutation_exact", 0, all, fmt::format("exact, {:.0f} permutations", permutations),
                    true);
}

std::vector<Statistic> random_permutations(const Table& table, std::uint32_t permutations, std::uint64_t seed) {
  if (table.raters.size() != 2) return {};
  const Table used = complete_units(table);
  if (used.units.size() < 2) return {};
  Ratings ratings = ratings_of(used);
  std::vector<OfAgreement> statistics = statistics_of(used, ratings.agreement());
  if (ratings.agreement() == 1) read_scales(statistics, used);
  Draws draws(seed);
  for (std::uint32_t i = 0; i < permutations; ++i) {
    shuffle(ratings.second, draws);
    const double agreement = ratings.agreement();
    for (OfAgreement& each : statistics)
      if (each.observed) each.count(agreement);
  }
  return results_of(statistics, "permutation", 1, permutations,
                    fmt::format("{} random permutations, seed {}", permutations, seed), false);
}

}  // namespace attune
