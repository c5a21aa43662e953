#include "attune/agreement/correlation.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agreement/tables.h"
#include "attune/agreement/statistic.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

namespace {

Statistic named(const std::vector<Statistic>& statistics, const std::string& name) {
  for (const Statistic& statistic : statistics)
    if (statistic.name == name) return statistic;
  FAIL("no " << name);
  return {};
}

Statistic of_two(const Table& table, const std::string& name) { return named(correlations(table, 0, 1), name); }

/// Two raters' numbers, as `Table` keeps them.
Table table_of_numbers(const std::vector<int>& first, const std::vector<int>& second, int categories) {
  Table table;
  table.level = Level::interval;
  table.raters = {"r1", "r2"};
  for (int i = 0; i < categories; ++i) {
    table.categories.push_back(std::to_string(i));
    table.numbers.push_back(i);
  }
  for (std::size_t i = 0; i < first.size(); ++i) {
    table.units.emplace_back();
    table.cells.push_back(first[i]);
    table.cells.push_back(second[i]);
  }
  return table;
}

/// Kendall (1945), pair by pair.
double tau_b(const std::vector<int>& x, const std::vector<int>& y) {
  double score = 0, untied_x = 0, untied_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = i + 1; j < x.size(); ++j) {
      const int product = (x[i] - x[j]) * (y[i] - y[j]);
      score += product > 0 ? 1 : product < 0 ? -1 : 0;
      untied_x += x[i] != x[j];
      untied_y += y[i] != y[j];
    }
  return score / std::sqrt(untied_x * untied_y);
}

}  // namespace

TEST_CASE("Spearman's rho of few units has the p of all orders, and nothing that is infinite") {
  struct Case {
    std::vector<std::string> rows;
    double rho;
    std::optional<double> p;  // of n! orders, two-sided: 2/6, 2/24 ...; Olds (1938) has them up to seven units
    bool has_interval;
    std::string test;
  };
  const std::vector<Case> cases = {
      {{"2 3", "4 5.5"}, 1, 1.0, false, "exact permutation"},
      {{"2 3", "4 5.5", "7 9"}, 1, 2.0 / 6, false, "exact permutation"},
      {{"2 9", "4 5.5", "7 3", "8 1"}, -1, 2.0 / 24, false, "exact permutation"},
      {{"1 1", "2 2", "3 3", "4 5", "5 4"}, 0.9, 2 * 5.0 / 120, true, "exact permutation"},
      {{"1 1", "2 2", "3 3", "4 4", "5 5", "6 6", "7 7", "8 8", "9 9"}, 1, 2.0 / 362880, false, "exact permutation"},
      {{"1 1", "2 2", "3 3", "3 3"}, 1, {}, false, ""},  // with ties t alone is left, and it is infinite
      {{"1 1", "2 2", "3 3", "4 4", "5 5", "6 6", "7 7", "8 8", "9 9", "10 10"}, 1, {}, false, ""},
      {{"1 2", "2 2", "3 3", "4 3"}, 0.894, 0.1056, true, "t(n-2) approximation"},  // t(2) is 2.83, and p 1 - t / sqrt(2 + t t)
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Statistic rho = of_two(table_of(c.rows), "spearman");
    CHECK_THAT(*rho.value, Catch::Matchers::WithinAbs(c.rho, 5e-4));
    CHECK(rho.p.has_value() == c.p.has_value());
    if (rho.p && c.p) CHECK_THAT(*rho.p, Catch::Matchers::WithinAbs(*c.p, 5e-5));
    CHECK(rho.ci_low.has_value() == c.has_interval);
    CHECK(rho.method.empty() != c.has_interval);
    CHECK(rho.test_method == c.test);
    CHECK(rho.stat.has_value() == (c.test == "t(n-2) approximation"));
  }
  // The t approximation of what has an exact p is there for who asks for every variant.
  const std::vector<Statistic> variants = spearman_variants(table_of(cases[3].rows), 0, 1);
  CHECK(named(variants, "spearman").test_method == "t(n-2) approximation");
  CHECK(option_of(named(variants, "spearman"), "test") == "t(n-2)");  // or it would be taken for the other
  CHECK(named(variants, "spearman").options != of_two(table_of(cases[3].rows), "spearman").options);
  CHECK(named(variants, "spearman_exact_p").p == of_two(table_of(cases[3].rows), "spearman").p);
  // There is none of a rho of 1.
  const std::vector<Statistic> perfect = spearman_variants(table_of(cases[1].rows), 0, 1);
  REQUIRE(perfect.size() == 1);
  CHECK(perfect[0].name == "spearman_exact_p");
}

TEST_CASE("Pearson's r of values on a line has a p from three units on and limits from four on, as other values have") {
  struct Case {
    std::vector<std::string> rows;
    bool has_p, has_interval;
  };
  const std::vector<Case> cases = {
      {{"1 0.1", "2 0.2"}, false, false},  // two units always lie on a line
      {{"1 0.1", "2 0.2", "3 0.3"}, true, false},
      {{"1 0.1", "2 0.2", "3 0.3", "4 0.4"}, true, true},
      {{"1 1", "2 3", "3 2"}, true, false},
      {{"1 1", "2 3", "3 2", "4 4"}, true, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Statistic r = of_two(table_of(c.rows), "pearson");
    CHECK(r.p.has_value() == c.has_p);
    CHECK(r.test_method == (c.has_p ? "t(n-2)" : ""));
    CHECK(r.ci_low.has_value() == c.has_interval);
    CHECK(r.ci_high.has_value() == c.has_interval);
    CHECK(r.method.empty() != c.has_interval);
  }
}

TEST_CASE("Kendall's tau-b by merging is that of all pairs") {
  std::uint32_t state = 7;
  const auto next = [&](int below) { return static_cast<int>((state = state * 1664525 + 1013904223) >> 8) % below; };
  for (int categories : {2, 3, 9, 1000})
    for (int n : {2, 3, 7, 64, 129}) {
      std::vector<int> x, y;
      for (int i = 0; i < n; ++i) {
        x.push_back(i == 0 ? 0 : i == 1 ? 1 : next(categories));
        y.push_back(i == 0 ? 1 : i == 1 ? 0 : next(2) == 0 ? x.back() : next(categories));
      }
      CAPTURE(categories, n);
      CHECK_THAT(*of_two(table_of_numbers(x, y, categories), "kendall_tau_b").value, Catch::Matchers::WithinAbs(tau_b(x, y), 1e-12));
    }
}

TEST_CASE("Kendall's tau-b of many units takes no time to speak of") {
  // Two halves, each in order, the second below the first: n/2 squared pairs of all are the other way round. Pair by pair these
  // would be 20 thousand million.
  constexpr int kUnits = 200'000;
  std::vector<int> x, y;
  for (int i = 0; i < kUnits; ++i) {
    x.push_back(i);
    y.push_back((i + kUnits / 2) % kUnits);
  }
  const double all = kUnits * (kUnits - 1.0) / 2;
  const double discordant = kUnits / 2.0 * (kUnits / 2.0);
  CHECK_THAT(*of_two(table_of_numbers(x, y, kUnits), "kendall_tau_b").value, Catch::Matchers::WithinAbs(1 - 2 * discordant / all, 1e-12));
}

TEST_CASE("the mean correlation by Fisher's z has a value or a reason") {
  struct Case {
    std::vector<std::string> rows;
    std::optional<double> mean;
    std::string reason;
  };
  const std::vector<Case> cases = {
      {{"1 1 3", "2 2 1", "3 3 2"}, {}, "a correlation of 1 or -1 has no Fisher z"},
      {{"1 1 3", "2 2 2", "3 3 1"}, {}, "a correlation of 1 or -1 has no Fisher z"},  // 1, -1 and -1
      {{"1 2", "2 3", "3 4"}, 1.0, ""},
      {{"1 3", "2 2", "3 1"}, -1.0, ""},
      {{"1 1", "1 1"}, {}, "no variance"},
  };
  for (const Case& c : cases)
    for (const Statistic& statistic : mean_correlations(table_of(c.rows))) {
      CAPTURE(c.rows, statistic.name, to_string(statistic.options));
      const bool is_plain = option_of(statistic, "fisher") == "FALSE" && c.reason != "no variance";
      CHECK(statistic.value.has_value() == (is_plain || c.mean));
      CHECK(statistic.reason == (is_plain ? "" : c.reason));
      if (c.mean && statistic.value) CHECK_THAT(*statistic.value, Catch::Matchers::WithinAbs(*c.mean, 1e-12));
      if (statistic.value) CHECK(std::isfinite(*statistic.value));
    }
}
