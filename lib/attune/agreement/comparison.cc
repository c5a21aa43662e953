#include "attune/agreement/comparison.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "attune/agreement/bland_altman.h"
#include "attune/agreement/chance_corrected.h"
#include "attune/agreement/cluster_intervals.h"
#include "attune/agreement/panel.h"
#include "attune/agreement/patterns.h"
#include "attune/agreement/rule_statistics.h"
#include "attune/agreement/two_raters.h"
#include "attune/codebook/event_scales.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 5> kGroupNames = {"people", "pairs", "over_rounds", "rules_and_people",
                                                          "codebooks"};

void append(std::vector<Statistic>& to, std::vector<Statistic> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// What is reported of a table beside percentages, kappas and alpha: ICC of scales and how far each two raters are apart on
/// them, AC1 and the matrix of categories.
std::vector<Statistic> more_statistics(const Table& table, IccEstimator icc) {
  std::vector<Statistic> more;
  if (table.level == Level::interval || table.level == Level::ratio) {
    append(more, icc_forms(table, icc));
    if (icc == IccEstimator::anova) more.push_back(cronbach_alpha(table));
    for (std::size_t first = 0; first < table.raters.size(); ++first)
      for (std::size_t second = first + 1; second < table.raters.size(); ++second)
        append(more, bland_altman(table, first, second));
    return more;
  }
  more.push_back(chance_corrected(table, Chance::gwet, Weights::unweighted, Spacing::value));
  if (table.raters.size() != 2) return more;
  append(more, specific_agreement(table));
  append(more, confusion_matrix(table));
  return more;
}

Comparison comparison_of(Group group, ComparedTable table, UnitKind unit, const ComparisonOptions& options) {
  Comparison result;
  result.group = group;
  result.compared = table.compared;
  result.name = std::move(table.name);
  result.target = std::move(table.target);
  result.unit = unit;
  result.level = table.table.level;
  result.raters = table.table.raters;
  result.units = table.table.units.size();
  result.paired_units = count_units_with(table.table, 2);
  result.icc_units = count_units_with(table.table, options.icc == IccEstimator::anova ? table.table.raters.size() : 1);
  result.missing = count_missing_cells(table.table);
  if (table.compared == Compared::code && table.table.cells.size() > result.missing)
    result.marked = static_cast<double>(std::ranges::count(table.table.cells, 1)) /
                    static_cast<double>(table.table.cells.size() - result.missing);
  if (table.compared != Compared::scale)
    for (std::size_t category = 0; category < table.table.categories.size(); ++category)
      result.base_rates.emplace_back(table.table.categories[category],
                                     std::ranges::count(table.table.cells, static_cast<std::int32_t>(category)));
  result.statistics = core_panel_of(table.table, {.all = false, .resampling = options.resampling});
  append(result.statistics, more_statistics(table.table, options.icc));
  if (group == Group::rules_and_people) {
    const std::size_t rules = is_codebook(result.raters[0]) ? 0 : 1;
    append(result.statistics, recall_and_precision(table.table, rules, 1 - rules, options.resampling));
  }
  if (!table.table.clusters.empty())
    result.statistics = with_cluster_intervals(table.table, std::move(result.statistics), options.resampling);
  result.disagreements = std::move(table.disagreements);
  if (table.compared != Compared::code) result.table = std::move(table.table);
  return result;
}

std::map<std::string, std::vector<Coding>> by_rater(std::span<const Coding> codings) {
  std::map<std::string, std::vector<Coding>> result;
  for (const Coding& coding : codings) result[coding.rater].push_back(coding);
  return result;
}

/// The codings of people who marked anything anywhere, but for those whose marks are not compared: no mark there is not "unmarked".
std::vector<Coding> of_people_who_mark(std::span<const Coding> people, const std::set<CodingKey>& ratings_only) {
  std::vector<Coding> result;
  for (const auto& [rater, codings] : by_rater(people))
    if (!marked_codes(codings).empty())
      std::ranges::copy_if(codings, std::back_inserter(result), [&](const Coding& coding) { return !ratings_only.contains(key_of(coding)); });
  return result;
}

std::vector<Coding> joined(std::vector<Coding> one, const std::vector<Coding>& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

std::set<std::string> known_codes(const ComparedCodings& codings, const std::string& codebook,
                                  std::span<const Coding> of_codebook) {
  std::set<std::string> codes;
  for (const std::string& code : marked_codes(of_codebook)) codes.insert(code);
  if (const auto listed = codings.codes_of_codebook.find(codebook); listed != codings.codes_of_codebook.end())
    codes.insert(listed->second.begin(), listed->second.end());
  return codes;
}

/// "R1 round 2": the same person as two raters.
std::vector<Coding> as_rater_of_round(std::span<const Coding> codings) {
  std::vector<Coding> result(codings.begin(), codings.end());
  for (Coding& coding : result) coding.rater += fmt::format(" round {}", coding.round);
  return result;
}

/// Collects comparisons, group by group.
class Comparing {
 public:
  Comparing(const ComparedCodings& codings, const ComparisonOptions& options)
      : codings_(codings), options_(options), scales_(scales_with_highest(codings.scales)), event_scales_(codings.scales) {
    for (const auto* group : {&codings.people, &codings.other_rounds})
      for (const Coding& coding : *group) event_scales_.add(coding.ratings);
    if (!options.by_section) return;
    for (const UnitsOfTranscript& transcript : codings.in_sections)
      sections_.insert(transcript.sections.begin(), transcript.sections.end());
    sections_.erase("");
  }

  /// Of events also the highest, which is what a study analyses.
  void ratings(Group group, std::vector<Coding> of) {
    for (Coding& coding : of) coding.ratings = with_highest_over_events(coding.ratings, event_scales_);
    for (ComparedTable& table : rating_tables(of, scales_, codings_.clusters)) add(group, std::move(table), UnitKind::transcript);
  }

  void codes(Group group, const std::vector<Coding>& of, const std::vector<std::string>& codes) {
    const UnitKind in_sections = unit_in_sections(options_);
    for (const std::string& code : codes) {
      add(group, code_table(code, of, codings_.transcripts, options_.per, codings_.clusters), options_.per);
      for (const std::string& section : sections_) {
        ComparedTable table =
            code_table(code, of, in_section(codings_.in_sections, section), in_sections, codings_.clusters);
        table.target = "section:" + section;
        table.disagreements.clear();  // they are listed with the whole transcript
        add(group, std::move(table), in_sections);
      }
    }
  }

  void pairs(std::span<const Coding> people) {
    const std::map<std::string, std::vector<Coding>> each = by_rater(people);
    for (auto one = each.begin(); one != each.end(); ++one)
      for (auto other = std::next(one); other != each.end(); ++other) {
        const std::vector<Coding> pair = joined(one->second, other->second);
        const std::vector<Coding> marking = of_people_who_mark(pair, codings_.ratings_only);
        ratings(Group::pairs, pair);
        if (by_rater(marking).size() == 2) codes(Group::pairs, marking, marked_codes(marking));
      }
  }

  void over_rounds() {
    std::map<std::pair<std::string, int>, std::vector<Coding>> others;
    for (const Coding& coding : codings_.other_rounds) others[{coding.rater, coding.round}].push_back(coding);
    const std::map<std::string, std::vector<Coding>> people = by_rater(codings_.people);
    for (const auto& [rater_and_round, of_round] : others) {
      const auto own = people.find(rater_and_round.first);
      if (own == people.end()) continue;
      const std::size_t first = result_.size();
      ratings(Group::over_rounds, joined(as_rater_of_round(own->second), as_rater_of_round(of_round)));
      const std::vector<Coding> marking = joined(as_rater_of_round(of_people_who_mark(own->second, codings_.ratings_only)),
                                                 as_rater_of_round(of_people_who_mark(of_round, codings_.ratings_only)));
      if (by_rater(marking).size() == 2) codes(Group::over_rounds, marking, marked_codes(marking));
      for (std::size_t i = first; i < result_.size(); ++i) result_[i].person = own->first;
    }
  }

  void rules_and_people(std::span<const Coding> marking) {
    const std::map<std::string, std::vector<Coding>> people = by_rater(marking);
    for (const auto& [book, of_book] : by_rater(codings_.codebooks)) {
      const std::set<std::string> known = known_codes(codings_, book, of_book);
      for (const auto& [person, of_person] : people) {
        std::vector<std::string> used = marked_codes(of_person);
        std::erase_if(used, [&known](const std::string& code) { return !known.contains(code); });
        codes(Group::rules_and_people, joined(of_book, of_person), used);
      }
    }
  }

  void between_codebooks() {
    const std::map<std::string, std::vector<Coding>> books = by_rater(codings_.codebooks);
    for (auto one = books.begin(); one != books.end(); ++one)
      for (auto other = std::next(one); other != books.end(); ++other) {
        const std::vector<std::string> first = marked_codes(one->second);
        const std::vector<std::string> second = marked_codes(other->second);
        std::vector<std::string> both;
        std::ranges::set_intersection(first, second, std::back_inserter(both));
        codes(Group::codebooks, joined(one->second, other->second), both);
      }
  }

  [[nodiscard]] std::vector<Comparison> result() && { return std::move(result_); }

 private:
  void add(Group group, ComparedTable table, UnitKind unit) {
    if (!table.table.units.empty()) result_.push_back(comparison_of(group, std::move(table), unit, options_));
  }

  const ComparedCodings& codings_;
  const ComparisonOptions& options_;
  std::vector<Scale> scales_;
  EventScales event_scales_;
  std::set<std::string> sections_;
  std::vector<Comparison> result_;
};

}  // namespace

std::string_view group_name(Group group) { return kGroupNames[static_cast<std::size_t>(group)]; }

UnitKind unit_in_sections(const ComparisonOptions& options) {
  return options.per == UnitKind::transcript ? UnitKind::section : options.per;
}

bool lacks_sections(const ComparedCodings& codings, const ComparisonOptions& options) {
  const auto is_none = [](const std::string& section) { return section.empty(); };
  if (options.by_section)
    return !codings.in_sections.empty() && std::ranges::all_of(codings.in_sections, [&](const UnitsOfTranscript& t) { return std::ranges::all_of(t.sections, is_none); });
  return options.per == UnitKind::section && !codings.transcripts.empty() &&
         std::ranges::all_of(codings.transcripts, [](const UnitsOfTranscript& t) { return t.units.empty(); });
}

std::vector<Comparison> compare(const ComparedCodings& codings, const ComparisonOptions& options) {
  Comparing comparing(codings, options);
  const std::vector<Coding> marking = of_people_who_mark(codings.people, codings.ratings_only);
  comparing.ratings(Group::people, codings.people);
  comparing.codes(Group::people, marking, marked_codes(marking));
  if (options.by_pair) comparing.pairs(codings.people);
  comparing.over_rounds();
  comparing.rules_and_people(marking);
  comparing.between_codebooks();
  return std::move(comparing).result();
}

std::vector<Disagreement> disagreements_of(std::span<const Comparison> comparisons) {
  std::vector<Disagreement> result;
  for (const Comparison& comparison : comparisons)
    if (comparison.group != Group::pairs)  // they are among the people's
      result.insert(result.end(), comparison.disagreements.begin(), comparison.disagreements.end());
  std::ranges::stable_sort(result, std::ranges::greater(),
                           [](const Disagreement& d) { return d.distance.value_or(-1); });
  return result;
}

std::vector<Disagreement> worst_first(std::span<const Comparison> comparisons) {
  std::vector<Disagreement> disagreements = disagreements_of(comparisons);
  const auto key = [](const std::string& scale, const Disagreement& d) { return std::tuple(scale, d.transcript, d.said); };
  const auto is_of_event = [](const Disagreement& d) {
    const std::optional<Target> target = parse_target(d.target);
    return d.compared == Compared::scale && target && target->kind == TargetKind::event;
  };
  std::set<decltype(key("", Disagreement{}))> of_events;
  for (const Disagreement& d : disagreements)
    if (is_of_event(d)) of_events.insert(key(name_of_highest(d.name), d));
  std::erase_if(disagreements, [&](const Disagreement& d) { return d.compared == Compared::scale && d.target.empty() && of_events.contains(key(d.name, d)); });
  return disagreements;
}

}  // namespace attune
