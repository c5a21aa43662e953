#include "attune/agreement/comparison.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "attune/agreement/panel.h"
#include "attune/agreement/patterns.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 3> kGroupNames = {"people", "rules_and_people", "codebooks"};

/// Formulas for independent units say too much about units of clusters.
void drop_inference(std::vector<Statistic>& statistics) {
  for (Statistic& statistic : statistics) {
    if (statistic.name == "bootstrap") continue;
    statistic.ci_low = statistic.ci_high = statistic.se = statistic.stat = statistic.p = std::nullopt;
    statistic.method.clear();
    statistic.se_method.clear();
    statistic.test_method.clear();
  }
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
  for (const Pattern& pattern : patterns_of(table.table, 2)) result.paired_units += pattern.units;
  result.missing = count_missing_cells(table.table);
  if (table.compared == Compared::code && table.table.cells.size() > result.missing)
    result.marked = static_cast<double>(std::ranges::count(table.table.cells, 1)) /
                    static_cast<double>(table.table.cells.size() - result.missing);
  result.statistics = core_panel_of(table.table, {.all = false, .resampling = options.resampling});
  if (!table.table.clusters.empty()) drop_inference(result.statistics);
  result.disagreements = std::move(table.disagreements);
  return result;
}

std::map<std::string, std::vector<Coding>> by_rater(std::span<const Coding> codings) {
  std::map<std::string, std::vector<Coding>> result;
  for (const Coding& coding : codings) result[coding.rater].push_back(coding);
  return result;
}

/// The codings of people who marked anything anywhere.
std::vector<Coding> of_people_who_mark(std::span<const Coding> people) {
  std::vector<Coding> result;
  for (const auto& [rater, codings] : by_rater(people))
    if (!marked_codes(codings).empty()) result.insert(result.end(), codings.begin(), codings.end());
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

}  // namespace

std::string_view group_name(Group group) { return kGroupNames[static_cast<std::size_t>(group)]; }

std::vector<Comparison> compare(const ComparedCodings& codings, const ComparisonOptions& options) {
  std::vector<Comparison> result;
  for (ComparedTable& table : rating_tables(codings.people, codings.scales, codings.clusters))
    result.push_back(comparison_of(Group::people, std::move(table), UnitKind::transcript, options));

  const auto compare_codes = [&](Group group, const std::vector<Coding>& of, const auto& codes) {
    for (const std::string& code : codes) {
      ComparedTable table = code_table(code, of, codings.transcripts, options.per, codings.clusters);
      if (!table.table.units.empty()) result.push_back(comparison_of(group, std::move(table), options.per, options));
    }
  };
  const std::vector<Coding> marking = of_people_who_mark(codings.people);
  compare_codes(Group::people, marking, marked_codes(marking));
  const std::map<std::string, std::vector<Coding>> people = by_rater(marking);
  const std::map<std::string, std::vector<Coding>> books = by_rater(codings.codebooks);
  for (const auto& [book, of_book] : books) {
    const std::set<std::string> known = known_codes(codings, book, of_book);
    for (const auto& [person, of_person] : people) {
      std::vector<std::string> codes = marked_codes(of_person);
      std::erase_if(codes, [&](const std::string& code) { return !known.contains(code); });
      compare_codes(Group::rules_and_people, joined(of_book, of_person), codes);
    }
  }
  for (auto one = books.begin(); one != books.end(); ++one)
    for (auto other = std::next(one); other != books.end(); ++other) {
      const std::vector<std::string> first = marked_codes(one->second);
      const std::vector<std::string> second = marked_codes(other->second);
      std::vector<std::string> both;
      std::ranges::set_intersection(first, second, std::back_inserter(both));
      compare_codes(Group::codebooks, joined(one->second, other->second), both);
    }
  return result;
}

std::vector<Disagreement> worst_first(std::span<const Comparison> comparisons) {
  std::vector<Disagreement> result;
  for (const Comparison& comparison : comparisons)
    result.insert(result.end(), comparison.disagreements.begin(), comparison.disagreements.end());
  std::ranges::stable_sort(result, std::ranges::greater(),
                           [](const Disagreement& d) { return d.distance.value_or(-1); });
  return result;
}

}  // namespace attune
