#include "attune/agreement/practice.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "attune/agreement/icc.h"
#include "attune/agreement/kappa.h"
#include "attune/codebook/event_scales.h"

namespace attune {
namespace {

// Names that sort with gold first, whatever the raters are called.
constexpr const char* kGold = "gold";
constexpr const char* kRater = "rater";

Statistic agreement_of(const Table& table) {
  if (table.level == Level::nominal || table.numbers.empty())
    return cohen_kappa(table, 0, 1, Weights::unweighted, Spacing::value);
  for (Statistic& statistic : icc_forms(table))
    if (statistic.name == "icc" && !statistic.options.empty() && statistic.options.front().second == "ICC(A,1)")
      return std::move(statistic);
  return without_value("icc", {{"form", "ICC(A,1)"}}, "no ratings by both");
}

PracticeTable practice_table(ComparedTable about, double tolerance) {
  PracticeTable result;
  result.compared = about.compared;
  result.name = std::move(about.name);
  result.target = std::move(about.target);
  result.table = std::move(about.table);
  const Table& table = result.table;
  const bool has_numbers = table.level != Level::nominal && !table.numbers.empty();
  double sum = 0;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::int32_t gold = table.cell(unit, 0);
    const std::int32_t own = table.cell(unit, 1);
    if (gold == kMissing || own == kMissing) continue;
    ++result.paired;
    result.equal += gold == own;
    const double difference = has_numbers ? table.numbers[static_cast<std::size_t>(own)] -
                                                table.numbers[static_cast<std::size_t>(gold)]
                                          : 0;
    result.within += has_numbers ? std::abs(difference) <= tolerance + 1e-9 : gold == own;
    sum += difference;
  }
  if (has_numbers && result.paired > 0) result.bias = sum / static_cast<double>(result.paired);
  result.agreement = agreement_of(table);
  return result;
}

/// Two who call the one loss of an interview by different names are compared on the highest over events; who share an event of the
/// scale are compared on that already, and no rating counts twice.
void compare_highest_of_unshared(Coding& gold, Coding& own, const EventScales& scales) {
  std::set<std::string> shared;  // scales
  for (const Rating& rating : gold.ratings)
    if (rating.target.kind == TargetKind::event && std::ranges::any_of(own.ratings, [&](const Rating& other) { return other.scale == rating.scale && other.target == rating.target; }))
      shared.insert(rating.scale);
  for (Coding* coding : {&gold, &own}) {
    const auto kept = std::ranges::stable_partition(coding->ratings, [&](const Rating& rating) {
      const auto of_events = scales.scale_of(rating);
      return !of_events || !shared.contains(*of_events);
    });
    std::vector<Rating> ratings = with_highest_over_events({coding->ratings.begin(), kept.begin()}, scales);
    ratings.insert(ratings.end(), kept.begin(), kept.end());
    coding->ratings = std::move(ratings);
  }
}

}  // namespace

PracticeRound practice_round(std::span<const Coding> gold, std::span<const Coding> own, std::span<const Scale> scales,
                             double tolerance) {
  PracticeRound result;
  EventScales event_scales(scales);
  for (const auto& group : {gold, own})
    for (const Coding& coding : group) event_scales.add(coding.ratings);
  std::vector<Coding> both;
  for (const Coding& coding : own) {
    const auto found = std::ranges::find(gold, coding.transcript, &Coding::transcript);
    if (found == gold.end()) continue;
    result.round = coding.round;
    ++result.transcripts;
    both.push_back(*found);
    both.back().rater = kGold;
    both.push_back(coding);
    both.back().rater = kRater;
    compare_highest_of_unshared(both[both.size() - 2], both.back(), event_scales);
  }
  for (ComparedTable& table : rating_tables(both, scales_with_highest(scales), {}))
    if (table.table.raters.size() == 2) result.tables.push_back(practice_table(std::move(table), tolerance));
  return result;
}

PracticeTotals totals_of(const PracticeRound& round) {
  PracticeTotals totals;
  for (const PracticeTable& table : round.tables)
    if (table.compared == Compared::scale) {
      totals.ratings += table.paired;
      totals.within += table.within;
    } else if (table.name == "class4") {
      totals.classes += table.paired;
      totals.classes_equal += table.equal;
    }
  return totals;
}

bool is_met(const PracticeTotals& totals, double cut) {
  const auto reaches = [cut](std::size_t part, std::size_t whole) {
    return whole == 0 || static_cast<double>(part) >= cut * static_cast<double>(whole) - 1e-9;
  };
  return totals.ratings + totals.classes > 0 && reaches(totals.within, totals.ratings) &&
         reaches(totals.classes_equal, totals.classes);
}

}  // namespace attune
