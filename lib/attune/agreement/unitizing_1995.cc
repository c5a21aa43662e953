// Krippendorff's first alpha for unitizing.
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

#include "attune/agreement/unitizing.h"

namespace attune {
namespace {

struct Section {
  double begin = 0;
  double end = 0;
  bool is_unit = false;

  [[nodiscard]] double length() const { return end - begin; }
};

/// The units of a category and the gaps between them, in order.
std::vector<Section> sections_of(const Continuum& continuum, std::size_t rater, std::uint32_t category) {
  std::vector<Section> sections;
  double at = static_cast<double>(continuum.begin);
  for (const ContinuumUnit& unit : continuum.units[rater]) {
    if (unit.category != category) continue;
    const auto begin = static_cast<double>(unit.begin);
    if (begin > at) sections.push_back({at, begin, false});
    sections.push_back({begin, static_cast<double>(unit.end), true});
    at = static_cast<double>(unit.end);
  }
  const double end = static_cast<double>(continuum.begin + continuum.length);
  if (end > at) sections.push_back({at, end, false});
  return sections;
}

double square(double x) { return x * x; }

double distance(const Section& a, const Section& b) {
  const bool meet = std::min(a.end, b.end) > std::max(a.begin, b.begin);
  if (a.is_unit && b.is_unit) return meet ? square(a.begin - b.begin) + square(a.end - b.end) : 0;
  if (a.is_unit && b.begin <= a.begin && a.end <= b.end) return square(a.length());
  if (b.is_unit && a.begin <= b.begin && b.end <= a.end) return square(b.length());
  return 0;
}

/// Over two raters' sections, side by side. Sections that do not meet have none; where sections of one rater overlap,
/// against the model, the walk passes some pairs over, as DKPro Statistics does.
double distance(const std::vector<Section>& a, const std::vector<Section>& b) {
  double sum = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    sum += distance(a[i], b[j]);
    if (a[i].end < b[j].end)
      ++i;
    else
      ++j;
  }
  return sum;
}

struct Disagreement1995 {
  double observed = 0;
  double expected = 0;
  bool is_used = false;
};

Disagreement1995 disagreement_on(const Continuum& continuum, std::uint32_t category) {
  std::vector<std::vector<Section>> sections;
  for (std::size_t rater = 0; rater < continuum.raters.size(); ++rater)
    sections.push_back(sections_of(continuum, rater, category));
  const double m = static_cast<double>(continuum.raters.size());
  const double length = static_cast<double>(continuum.length);
  Disagreement1995 result;
  for (std::size_t i = 0; i < sections.size(); ++i)
    for (std::size_t j = i + 1; j < sections.size(); ++j) result.observed += 2 * distance(sections[i], sections[j]);
  result.observed /= m * (m - 1) * square(length);

  std::vector<double> units;
  std::vector<double> gaps;
  for (const std::vector<Section>& of_rater : sections)
    for (const Section& section : of_rater) (section.is_unit ? units : gaps).push_back(section.length());
  result.is_used = !units.empty();
  std::ranges::sort(units, std::greater{});
  std::ranges::sort(gaps, std::greater{});
  const double others = static_cast<double>(units.size()) - 1;
  double sum = 0;
  double own = 0;
  double gaps_as_long = 0;  // together, of those that are as long as the unit
  std::size_t number = 0;
  for (double unit : units) {
    for (; number < gaps.size() && gaps[number] >= unit; ++number) gaps_as_long += gaps[number];
    const double room = gaps_as_long - static_cast<double>(number) * (unit - 1);
    sum += others / 3 * (2 * unit * unit * unit - 3 * unit * unit + unit) + unit * unit * room;
    own += unit * (unit - 1);
  }
  result.expected = 2 / length * sum / (m * length * (m * length - 1) - own);
  return result;
}

}  // namespace

std::vector<Statistic> alpha_u_1995(const Continuum& continuum) {
  const bool overlapping = has_overlaps(continuum, true);
  std::vector<Statistic> panel;
  const std::string reason = continuum.raters.size() < 2 ? "one rater" : "";
  double observed = 0;
  double expected = 0;
  std::vector<Statistic> parts;
  const auto add = [&](const std::string& category, double o, double e) {
    StatisticOptions options = {{"category", category}};
    if (overlapping) options.emplace_back("warning", "overlap_same_category");
    Statistic alpha = without_value("alpha_u_1995", options, reason);
    if (reason.empty() && !(e > 0)) alpha.reason = "nobody marked anything";
    if (alpha.reason.empty()) alpha.value = 1 - o / e;
    panel.push_back(std::move(alpha));
  };
  for (std::uint32_t category = 0; category < continuum.categories.size(); ++category) {
    const Disagreement1995 both = reason.empty() ? disagreement_on(continuum, category) : Disagreement1995();
    observed += both.observed;
    expected += both.expected;
    add(continuum.categories[category], both.observed, both.expected);
    for (bool is_observed : {true, false}) {
      StatisticOptions options = {{"category", continuum.categories[category]},
                                  {"part", is_observed ? "Do" : "De"}};
      if (overlapping) options.emplace_back("warning", "overlap_same_category");
      Statistic part = without_value("alpha_u_1995_disagreement", options, reason);
      if (reason.empty()) part.value = is_observed ? both.observed : both.expected;
      parts.push_back(std::move(part));
    }
  }
  add("ALL", observed, expected);
  std::rotate(panel.begin(), std::prev(panel.end()), panel.end());  // clang 14 refuses std::ranges::rotate
  panel.insert(panel.end(), parts.begin(), parts.end());
  return panel;
}

}  // namespace attune
