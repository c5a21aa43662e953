#include "attune/agreement/cluster_intervals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "attune/agreement/bootstrap.h"
#include "attune/agreement/percent_agreement.h"
#include "attune/agreement/variant.h"
#include "attune/agreement/weighted_rows.h"

namespace attune {
namespace {

using Units = std::span<const std::uint32_t>;
using Value = std::function<std::optional<double>(Units)>;

std::optional<Weights> weights_of(const Statistic& statistic) {
  const std::string name = option_of(statistic, "weights");
  for (Weights weights : {Weights::unweighted, Weights::linear, Weights::quadratic, Weights::ordinal, Weights::radical,
                          Weights::ratio, Weights::given})
    if (weights_name(weights) == name) return weights;
  return std::nullopt;
}

Spacing spacing_of(const Statistic& statistic) {
  return option_of(statistic, "spacing") == spacing_name(Spacing::index) ? Spacing::index : Spacing::value;
}

/// The mean of what rows have, over those that have it.
Value mean_over_rows(std::vector<std::optional<double>> of_rows) {
  return [of_rows = std::move(of_rows)](Units units) -> std::optional<double> {
    double sum = 0;
    double n = 0;
    for (std::size_t i = 0; i < of_rows.size(); ++i) {
      if (!of_rows[i]) continue;
      sum += units[i] * *of_rows[i];
      n += units[i];
    }
    return n > 0 ? std::optional(sum / n) : std::nullopt;
  };
}

/// The rows of a table, and how each statistic is computed from how often they were drawn.
class Rows {
 public:
  /// `first_pair`: "R1:R2" of a table of two, as statistics have them.
  Rows(const Table& table, std::string first_pair) : table_(table), first_pair_(std::move(first_pair)), rows_(rows_of(table)) {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (std::ranges::find(rows_[i].ratings, kMissing) == rows_[i].ratings.end()) complete_.push_back(i);
  }

  [[nodiscard]] Drawable drawable() const { return drawable_of(table_, rows_); }

  /// Nothing when the statistic is not resampled.
  [[nodiscard]] Value value_of(const Statistic& statistic) const {
    if (statistic.name == "percent_agreement")
      return option_of(statistic, "def") == "all_equal" ? all_equal(statistic) : pairwise(statistic);
    if (statistic.name == "cohen_kappa") return kappa(statistic);
    if (statistic.name == "fleiss_kappa" || statistic.name == "gwet_ac") return chance(statistic);
    if (statistic.name == "icc" && option_of(statistic, "estimator") == estimator_name(IccEstimator::anova))
      return icc(option_of(statistic, "form"));
    if (statistic.name == "cronbach_alpha") return icc("ICC(C,k)");
    return {};
  }

 private:
  [[nodiscard]] Value all_equal(const Statistic& statistic) const {
    const double tolerance = std::stod(option_of(statistic, "tol"));
    std::vector<std::optional<double>> equal(rows_.size());
    for (std::size_t i : complete_) {
      const auto [low, high] = std::ranges::minmax(rows_[i].ratings);
      equal[i] = low == high || (tolerance > 0 && within(low, high, tolerance)) ? 1 : 0;
    }
    return mean_over_rows(std::move(equal));
  }

  [[nodiscard]] Value pairwise(const Statistic& statistic) const {
    const std::string tolerance = option_of(statistic, "tol");
    const auto weights = weights_of(statistic);
    if (tolerance.empty() && !weights) return {};
    std::vector<std::optional<double>> shares;
    if (tolerance.empty()) {
      const Distances distances = distances_of(table_, *weights, Spacing::value);
      for (const Row& row : rows_) shares.push_back(agreeing_pairs(row, distances));
    } else {
      const auto is_apart = [&, most = std::stod(tolerance)](std::int32_t a, std::int32_t b) { return within(a, b, most) ? 0 : 1; };
      for (const Row& row : rows_) shares.push_back(agreeing_pairs(row, is_apart, 1));
    }
    return mean_over_rows(std::move(shares));
  }

  static std::optional<double> agreeing_pairs(const Row& row, const Distances& distances) {
    const auto apart = [&](std::int32_t a, std::int32_t b) { return distances(static_cast<std::size_t>(a), static_cast<std::size_t>(b)); };
    return agreeing_pairs(row, apart, distances.largest());
  }

  /// The share of the pairs of ratings that agree, in weights. Nothing of one rating.
  template <typename Distance>
  static std::optional<double> agreeing_pairs(const Row& row, const Distance& distance, double largest) {
    double apart = 0;
    double pairs = 0;
    for (std::size_t a = 0; a < row.ratings.size(); ++a)
      for (std::size_t b = a + 1; b < row.ratings.size(); ++b) {
        if (row.ratings[a] == kMissing || row.ratings[b] == kMissing) continue;
        ++pairs;
        apart += distance(row.ratings[a], row.ratings[b]);
      }
    if (pairs == 0) return std::nullopt;
    return 1 - apart / (largest * pairs);
  }

  [[nodiscard]] bool within(std::int32_t a, std::int32_t b, double tolerance) const {
    return is_within(table_, static_cast<std::size_t>(a), static_cast<std::size_t>(b), tolerance);
  }

  [[nodiscard]] Value kappa(const Statistic& statistic) const {
    const auto weights = weights_of(statistic);
    const auto raters = raters_of(option_of(statistic, "raters"));
    if (!weights || !raters) return {};
    return [this, raters = *raters, distances = distances_of(table_, *weights, spacing_of(statistic))](Units units) {
      return kappa_of_rows(rows_, raters, distances, table_.categories.size(), units);
    };
  }

  /// "R1:R2" as numbers of raters; of two raters nothing is said.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> raters_of(const std::string& said) const {
    const std::string& names = said.empty() ? first_pair_ : said;
    for (std::size_t first = 0; first < table_.raters.size(); ++first)
      for (std::size_t second = 0; second < table_.raters.size(); ++second)
        if (first != second && names == pair_name(table_, first, second)) return std::pair(first, second);
    return std::nullopt;
  }

  /// Agreement beyond chance of unweighted ratings: chance of Fleiss, or of Gwet.
  [[nodiscard]] Value chance(const Statistic& statistic) const {
    if (weights_of(statistic) != Weights::unweighted) return {};
    const bool is_gwet = statistic.name == "gwet_ac";
    const Distances distances = distances_of(table_, Weights::unweighted, Spacing::value);
    std::vector<std::optional<double>> agreements;
    for (const Row& row : rows_) agreements.push_back(agreeing_pairs(row, distances));
    return [this, is_gwet, agreement_of = mean_over_rows(agreements)](Units units) -> std::optional<double> {
      const std::optional<double> agreement = agreement_of(units);
      if (!agreement) return std::nullopt;
      double same = 0;
      for (double share : shares(units)) same += share * share;
      const double q = static_cast<double>(table_.categories.size());
      const double by_chance = !is_gwet ? same : q > 1 ? (1 - same) / (q - 1) : 0;
      if (!(1 - by_chance > 1e-12)) return std::nullopt;
      return (*agreement - by_chance) / (1 - by_chance);
    };
  }

  /// The categories' shares among the ratings, each rated unit counting once.
  [[nodiscard]] std::vector<double> shares(Units units) const {
    std::vector<double> shares(table_.categories.size(), 0.0);
    double n = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto there = static_cast<double>(rows_[i].ratings.size()) -
                         static_cast<double>(std::ranges::count(rows_[i].ratings, kMissing));
      if (units[i] == 0 || there == 0) continue;
      n += units[i];
      for (std::int32_t rating : rows_[i].ratings)
        if (rating != kMissing) shares[static_cast<std::size_t>(rating)] += units[i] / there;
    }
    for (double& share : shares) share /= n;
    return shares;
  }

  [[nodiscard]] Value icc(const std::string& form) const {
    std::vector<Row> complete;
    for (std::size_t i : complete_) complete.push_back(rows_[i]);
    return [this, form, numbers = numbers_of(table_, complete)](Units units) {
      std::vector<std::uint32_t> drawn;
      for (std::size_t i : complete_) drawn.push_back(units[i]);
      return icc_value(anova_of_rows(numbers, drawn), form);
    };
  }

  const Table& table_;
  std::string first_pair_;
  std::vector<Row> rows_;
  std::vector<std::size_t> complete_;  // of `rows_`, those rated by all
};

/// ICCs do too, but of those their analysis of variance has raters' means.
bool takes_raters_alike(const Statistic& statistic) {
  return statistic.name == "percent_agreement" || statistic.name == "fleiss_kappa" || statistic.name == "gwet_ac";
}

/// Takes the interval of a percentile record, or says why there is none.
void take_interval(Statistic& statistic, const Statistic* resampled) {
  const bool had_interval = statistic.ci_low || statistic.ci_high;
  statistic.ci_low = statistic.ci_high = statistic.se = statistic.stat = statistic.p = std::nullopt;
  statistic.method.clear();
  statistic.se_method.clear();
  statistic.test_method.clear();
  if (resampled != nullptr && resampled->ci_low) {
    statistic.ci_low = resampled->ci_low;
    statistic.ci_high = resampled->ci_high;
    statistic.se = resampled->se;
    statistic.method = resampled->method;
    statistic.se_method = resampled->se_method;
  } else if (statistic.value && resampled != nullptr) {
    statistic.method = "none: " + resampled->reason;
  } else if (statistic.value && had_interval) {
    statistic.method = "none: units lie in clusters";
  }
}

/// The record of the bootstrap of alpha with the same metric, or null.
const Statistic* bootstrap_of_alpha(const Statistic& alpha, std::span<const Statistic> statistics) {
  for (const Statistic& statistic : statistics)
    if (statistic.name == "bootstrap" && option_of(statistic, "of") == "krippendorff_alpha" &&
        option_of(statistic, "metric") == option_of(alpha, "metric") && !statistic.method.starts_with("BCa"))
      return &statistic;
  return nullptr;
}

}  // namespace

std::vector<Statistic> with_cluster_intervals(const Table& given, std::vector<Statistic> statistics,
                                              const Resampling& resampling) {
  const Table table = with_categories_by_name(given);
  const std::string first_pair = given.raters.size() < 2 ? "" : pair_name(given, 0, 1);
  std::vector<Statistic> drawn;
  for (const bool alike : {true, false}) {
    const Table of = alike ? with_sorted_ratings(table) : with_raters_by_name(table);
    const Rows rows(of, first_pair);
    std::vector<Resampled> resampled;
    for (std::size_t i = 0; i < statistics.size(); ++i)
      if (statistics[i].value && takes_raters_alike(statistics[i]) == alike)
        if (Value value = rows.value_of(statistics[i]))
          resampled.push_back({{{"number", fmt::format("{}", i)}}, "", std::move(value)});
    std::ranges::move(bootstrap(rows.drawable(), resampled, resampling), std::back_inserter(drawn));
  }
  const auto drawn_of = [&](std::size_t i) -> const Statistic* {
    for (const Statistic& record : drawn)
      if (option_of(record, "number") == fmt::format("{}", i)) return &record;  // the percentile record comes first
    return nullptr;
  };
  for (std::size_t i = 0; i < statistics.size(); ++i) {
    Statistic& statistic = statistics[i];
    if (statistic.name == "bootstrap" || statistic.method.starts_with("percentile")) continue;
    take_interval(statistic, statistic.name == "krippendorff_alpha" ? bootstrap_of_alpha(statistic, statistics)
                                                                    : drawn_of(i));
  }
  return statistics;
}

}  // namespace attune
