#include "attune/agreement/cluster_intervals.h"

#include <algorithm>
#include <numeric>

#include "agreement/tables.h"
#include "attune/agreement/coefficient_bootstrap.h"
#include "attune/agreement/icc.h"
#include "attune/agreement/panel.h"
#include "attune/agreement/percent_agreement.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

namespace {

const Resampling kResampling{.seed = 3, .resamples = 2000, .what = "families"};

/// The table with every unit a cluster of its own: the bootstrap is then that of units.
Table alone(Table table) {
  table.clusters.resize(table.units.size());
  std::iota(table.clusters.begin(), table.clusters.end(), 0U);
  return table;
}

Table unclustered(Table table) {
  table.clusters.clear();
  return table;
}

/// Pairs of units that say the same, in one cluster each.
Table doubled(const Table& table) {
  Table result = alone(table);
  result.units.insert(result.units.end(), table.units.begin(), table.units.end());
  result.cells.insert(result.cells.end(), table.cells.begin(), table.cells.end());
  for (std::uint32_t unit = 0; unit < table.units.size(); ++unit) result.clusters.push_back(unit);
  return result;
}

const Statistic& find(const std::vector<Statistic>& statistics, const std::string& name, const StatisticOptions& options) {
  const auto found = std::ranges::find_if(statistics, [&](const Statistic& statistic) {
    return statistic.name == name && std::ranges::all_of(options, [&](const auto& option) {
             return std::ranges::find(statistic.options, option) != statistic.options.end();
           });
  });
  REQUIRE(found != statistics.end());
  return *found;
}

std::vector<Statistic> clustered(const Table& table) {
  return with_cluster_intervals(table, panel_of(unclustered(table), {}), kResampling);
}

}  // namespace

TEST_CASE("with clusters of one unit the intervals are those of the bootstrap of units") {
  const Table classes = table_of({"F F", "F F", "Ds Ds", "F Ds", "E E", "E F", "Ds Ds", "F F", "E E", "Ds E"});
  std::vector<Statistic> of_clusters = clustered(alone(classes));
  std::vector<Statistic> of_units = bootstrap_cohen(classes, kResampling);
  const Statistic& kappa = find(of_clusters, "cohen_kappa", {{"weights", "unweighted"}});
  const Statistic& resampled = find(of_units, "bootstrap", {{"of", "cohen_kappa"}, {"weights", "unweighted"}});
  CHECK(kappa.ci_low == resampled.ci_low);
  CHECK(kappa.ci_high == resampled.ci_high);
  CHECK(kappa.method == "percentile of 2000 resamples of families, seed 3, 0 undefined");
  CHECK_FALSE(kappa.stat);
  CHECK_FALSE(kappa.p);

  const Table scales = table_of({"1 2", "3 3", "5 4", "7 7.5", "2 2", "6 5", "8 9", "4 4"});
  of_clusters = clustered(alone(scales));
  of_units = bootstrap_icc(scales, kResampling);
  const Statistic& icc = find(of_clusters, "icc", {{"form", "ICC(A,1)"}});
  CHECK(icc.ci_low == find(of_units, "bootstrap", {{"form", "ICC(A,1)"}}).ci_low);
  CHECK(icc.ci_high == find(of_units, "bootstrap", {{"form", "ICC(A,1)"}}).ci_high);
}

TEST_CASE("what agrees in pairs is worth half as many units") {
  const Table classes = reference_table("nm_gwet_raw4raters", {});
  const std::vector<Statistic> once = clustered(alone(classes));
  const std::vector<Statistic> twice = clustered(doubled(classes));
  struct Row {
    const char* name;
    StatisticOptions options;
  };
  const std::vector<Row> rows = {{"percent_agreement", {{"def", "all_equal"}, {"tol", "0"}}},
                                 {"percent_agreement", {{"def", "pairwise"}, {"weights", "unweighted"}}},
                                 {"fleiss_kappa", {{"weights", "unweighted"}}},
                                 {"gwet_ac", {{"weights", "unweighted"}}}};
  for (const Row& row : rows) {
    const Statistic& a = find(once, row.name, row.options);
    const Statistic& b = find(twice, row.name, row.options);
    CAPTURE(row.name, to_string(row.options));
    REQUIRE(a.ci_low);
    // The same clusters hold the same shares, so every resample has the same value.
    CHECK_THAT(*b.ci_low, Catch::Matchers::WithinAbs(*a.ci_low, 1e-12));
    CHECK_THAT(*b.ci_high, Catch::Matchers::WithinAbs(*a.ci_high, 1e-12));
    CHECK(*a.ci_low <= *a.value);
    CHECK(*a.value <= *a.ci_high);
  }
}

TEST_CASE("pairs within a tolerance are resampled as equal pairs are") {
  const Table table = alone(table_of({"1 2 1", "3 3 3", "5 4 -", "7 7.5 7", "2 2 5", "6 5 6", "8 9 9", "4 4 -"}));
  const std::vector<Statistic> statistics = with_cluster_intervals(
      table, {percent_agreement_pairwise(table, Weights::unweighted), percent_agreement_pairwise_within(table, 0), percent_agreement_pairwise_within(table, 9)},
      kResampling);
  REQUIRE(statistics[0].ci_low);
  CHECK(statistics[1].ci_low == statistics[0].ci_low);
  CHECK(statistics[1].ci_high == statistics[0].ci_high);
  CHECK(statistics[2].ci_low == 1.0);
}

TEST_CASE("where clusters give no interval the reason is in its place") {
  Table one = table_of({"a a", "b a", "a b", "b b"});
  one.clusters = {0, 0, 0, 0};
  const std::vector<Statistic> statistics = clustered(one);
  CHECK(find(statistics, "cohen_kappa", {{"weights", "unweighted"}}).method == "none: one of families only");
  CHECK(find(statistics, "scott_pi", {{"weights", "unweighted"}}).method == "none: units lie in clusters");
  for (const Statistic& statistic : statistics) CHECK_FALSE(statistic.ci_low);
  // One limit is an interval, too: an ICC of the mean may have no lower one.
  Statistic half;
  half.name = "not_resampled";
  half.value = 0.5;
  half.ci_high = 0.9;
  CHECK(with_cluster_intervals(one, {half}, kResampling).at(0).method == "none: units lie in clusters");
}

TEST_CASE("no number of a bootstrap goes by the order of raters or rows, nor one that takes raters alike by their names") {
  struct Given {
    std::string unit, cluster;
    std::vector<std::string> ratings;
  };
  const std::vector<Given> classes = {{"u0", "c0", {"F", "F", "F"}}, {"u1", "c0", {"E", "E", "F"}}, {"u2", "c1", {"Ds", "E", "Ds"}}, {"u3", "c1", {"F", "F", "E"}}, {"u4", "c2", {"U", "U", "U"}},
                                      {"u5", "c2", {"Ds", "F", "U"}}, {"u6", "c3", {"E", "E", "E"}}, {"u7", "c3", {"F", "Ds", "F"}}, {"u8", "c4", {"F", "F", ""}}, {"u9", "c4", {"E", "F", "E"}}};
  const std::vector<Given> numbers = {{"u0", "c0", {"1", "2", "1"}}, {"u1", "c0", {"3", "3", "4"}}, {"u2", "c1", {"5", "4", "6"}}, {"u3", "c1", {"7", "7.5", "6"}}, {"u4", "c2", {"2", "2", "5"}},
                                      {"u5", "c2", {"6", "5", "6"}}, {"u6", "c3", {"8", "9", "9"}}, {"u7", "c3", {"4", "4", ""}}, {"u8", "c4", {"2", "3", "2"}}};
  /// Long tables, whose raters come in the order they are met.
  const auto table_with = [](const std::vector<Given>& rows, const std::vector<std::size_t>& order, std::size_t raters, bool is_clustered, const std::vector<std::string>& names) {
    std::vector<Observation> observations;
    for (const Given& row : rows)
      for (std::size_t rater : order)
        if (rater < raters) observations.push_back({row.unit, names[rater], row.ratings[rater], is_clustered ? row.cluster : "", 0});
    return make_table(observations, {});
  };
  const auto numbers_of = [](const Table& table) {
    const Resampling resampling{.seed = 1, .resamples = 300, .what = "items"};
    std::vector<Statistic> statistics = panel_of(table, {.all = true, .resampling = resampling});
    if (!table.clusters.empty()) statistics = with_cluster_intervals(table, std::move(statistics), resampling);
    return statistics;
  };
  /// Of these the first rater is another than the second, or the options name them.
  const auto knows_raters = [](const Statistic& s) {
    const bool names_them = !option_of(s, "pair").empty() || !option_of(s, "raters").empty() || !option_of(s, "first").empty();
    return names_them || s.name.starts_with("bland_altman") || s.name.starts_with("permutation") || s.name == "bias_index";
  };
  const auto takes_names_alike = [](const Statistic& s) {
    return s.name == "percent_agreement" || s.name == "fleiss_kappa" || s.name == "gwet_ac" || s.name.starts_with("krippendorff") ||
           (s.name == "bootstrap" && option_of(s, "of") != "cohen_kappa" && option_of(s, "of") != "icc");
  };
  const auto check_same = [](const Statistic& a, const Statistic& b) {
    CAPTURE(a.name, to_string(a.options));
    REQUIRE(a.name == b.name);
    CHECK(a.method == b.method);
    for (const char* quantity : {"value", "ci_low", "ci_high", "se", "stat", "p"}) {
      const std::optional<double> one = quantity_of(a, quantity), other = quantity_of(b, quantity);
      CAPTURE(quantity);
      REQUIRE(one.has_value() == other.has_value());
      if (one) CHECK(*one == Approx(*other).epsilon(1e-7).margin(1e-12));
    }
  };
  for (const std::vector<Given>& given : {classes, numbers})
    for (std::size_t raters : {std::size_t{2}, std::size_t{3}})
      for (bool is_clustered : {false, true}) {
        const std::vector<Statistic> once = numbers_of(table_with(given, {0, 1, 2}, raters, is_clustered, {"R0", "R1", "R2"}));
        std::vector<Given> turned(given.rbegin(), given.rend());
        for (const auto& [names, order] : {std::pair(std::vector<std::string>{"R0", "R1", "R2"}, std::vector<std::size_t>{2, 0, 1}), {{"R0", "R1", "R2"}, {1, 2, 0}}, {{"Z", "B", "A"}, {0, 1, 2}}}) {
          const std::vector<Statistic> again = numbers_of(table_with(turned, order, raters, is_clustered, names));
          CAPTURE(raters, is_clustered, names, order);
          for (const Statistic& statistic : once) {
            if (knows_raters(statistic) || (names[0] == "Z" && !takes_names_alike(statistic))) continue;
            const auto same = std::ranges::find_if(again, [&](const Statistic& other) { return other.name == statistic.name && other.options == statistic.options && other.method == statistic.method; });
            CAPTURE(statistic.name, to_string(statistic.options), statistic.method);
            REQUIRE(same != again.end());
            check_same(statistic, *same);
          }
        }
      }
}
