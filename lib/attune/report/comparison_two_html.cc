// Two raters on one scale or class: their matrix, and how far they are apart.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/report/comparison_parts.h"
#include "attune/report/html.h"
#include "attune/report/interview_quality.h"

namespace attune {
namespace {

std::string points(double value) {
  const std::string text = fmt::format("{:.2f}", value);
  return text == "-0.00" ? "0.00" : text;
}

/// How many interviews two raters gave which categories; only cells that occur.
using Crossed = std::map<std::pair<std::int32_t, std::int32_t>, std::size_t>;

Crossed crossed(const Table& table, std::size_t first, std::size_t second) {
  Crossed counts;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::int32_t a = table.cell(unit, first), b = table.cell(unit, second);
    if (a != kMissing && b != kMissing) ++counts[{a, b}];
  }
  return counts;
}

void write_matrix(std::ostream& out, const Table& table, std::size_t first, std::size_t second, const Crossed& counts) {
  std::set<std::int32_t> used;
  std::size_t most = 0;
  for (const auto& [cell, count] : counts) {
    used.insert({cell.first, cell.second});
    most = std::max(most, count);
  }
  begin_table(out, fmt::format("Interviews by what {} (down) and {} (across) gave", table.raters[first], table.raters[second]), "class=\"heat matrix\"");
  out << "<thead><tr><th scope=\"col\"></th>";
  for (std::int32_t category : used) out << "<th scope=\"col\">" << html_text(table.categories[static_cast<std::size_t>(category)]) << "</th>";
  out << "</tr></thead>\n<tbody>\n";
  for (std::int32_t a : used) {
    out << "<tr><th scope=\"row\">" << html_text(table.categories[static_cast<std::size_t>(a)]) << "</th>";
    for (std::int32_t b : used) {
      const auto found = counts.find({a, b});
      const std::size_t count = found == counts.end() ? 0 : found->second;
      const char* same = a == b ? " same" : "";
      if (count == 0) out << fmt::format("<td class=\"zero{}\">0</td>", same);
      else out << fmt::format("<td class=\"some{}\" style=\"--h:{:.0f}%\">{}</td>", same, 15 + 60 * static_cast<double>(count) / static_cast<double>(most), count);
    }
    out << "</tr>\n";
  }
  out << "</tbody>";
  end_table(out);
}

/// Bland and Altman's numbers of two raters, as they were computed with the comparison.
struct Apart {
  const Statistic* bias = nullptr;
  const Statistic* low = nullptr;
  const Statistic* high = nullptr;
  const Statistic* slope = nullptr;
};

Apart apart_of(const Comparison& comparison, std::size_t first, std::size_t second) {
  const std::string pair = comparison.raters.size() == 2 ? "r1-r2" : comparison.raters[first] + "-" + comparison.raters[second];
  const auto part = [&](const char* name) { return find_of(comparison, "bland_altman", {{"part", name}, {"diff", pair}}); };
  return {part("bias"), part("loa_lower"), part("loa_upper"), find_of(comparison, "bland_altman_proportional_bias", {{"diff", pair}})};
}

void write_numbers(std::ostream& out, const Apart& apart, const std::string& caption) {
  begin_table(out, caption);
  out << "<thead><tr><th scope=\"col\">Of the differences</th><th scope=\"col\" class=\"n\">points</th><th scope=\"col\" class=\"n\">95 % interval</th></tr></thead>\n<tbody>\n";
  const auto row = [&](const char* name, const Statistic* statistic) {
    out << fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n", name, statistic != nullptr && statistic->value ? points(*statistic->value) : "&ndash;",
                       statistic != nullptr && statistic->ci_low && statistic->ci_high ? points(*statistic->ci_low) + " to " + points(*statistic->ci_high) : "&ndash;");
  };
  row("upper limit", apart.high);
  row("bias", apart.bias);
  row("lower limit", apart.low);
  out << "</tbody>";
  end_table(out);
}

void write_every_interview(std::ostream& out, const Table& table, std::size_t first, std::size_t second, const std::string& id) {
  out << "<details><summary>Every interview as a table</summary>\n";
  begin_table(out, fmt::format("Ratings by {} and {}, their mean and difference", table.raters[first], table.raters[second]), fmt::format("id=\"{}\"", id));
  out << fmt::format("<thead><tr><th scope=\"col\">Interview</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">Mean</th><th scope=\"col\" class=\"n\">Difference</th></tr></thead>\n<tbody>\n",
                     html_text(table.raters[first]), html_text(table.raters[second]));
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    const std::int32_t a = table.cell(unit, first), b = table.cell(unit, second);
    if (a == kMissing || b == kMissing) continue;
    const double one = table.numbers[static_cast<std::size_t>(a)], other = table.numbers[static_cast<std::size_t>(b)];
    out << fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{:g}</td><td class=\"n\">{:g}</td><td class=\"n\">{:g}</td><td class=\"n\">{:g}</td></tr>\n", html_text(table.units[unit]), one, other,
                       (one + other) / 2, one - other);
  }
  out << "</tbody>";
  end_table(out);
  out << "</details>\n";
}

std::string sentence(const Apart& apart, const std::string& first, const std::string& second) {
  const double bias = *apart.bias->value;
  std::string text = std::abs(bias) < 0.005 ? fmt::format("On average {} and {} gave the same.", first, second)
                                            : fmt::format("On average {} gave {} points {} than {}.", first, points(std::abs(bias)), bias > 0 ? "more" : "less", second);
  if (apart.low->value && apart.high->value) {
    if (*apart.high->value - *apart.low->value < 0.005) text += " The difference is the same in every interview, so the limits have no width.";
    else text += fmt::format(" Of 100 such differences 95 are expected between {} and {}.", points(*apart.low->value), points(*apart.high->value));
  }
  if (apart.slope != nullptr && apart.slope->p && *apart.slope->p < 0.05)
    text += fmt::format(" It changes with the rating: by {} for each point (p = {:.3f}).", points(*apart.slope->value), *apart.slope->p);
  return text;
}

/// A scale without numbers has no differences.
std::string no_differences(const Comparison& comparison, const Apart& apart) {
  if (comparison.level == Level::ordinal) return "The steps of this scale have an order but no size, so nothing is subtracted.";
  if (comparison.level == Level::nominal) return "The values of this scale have no order, so nothing is subtracted.";
  if (apart.bias == nullptr) return "There are no differences to show.";
  return "No differences are shown: " + apart.bias->reason + ".";
}

void write_differences(std::ostream& out, const Comparison& comparison, std::size_t first, std::size_t second, const std::string& id) {
  const Apart apart = apart_of(comparison, first, second);
  if (apart.bias == nullptr || !apart.bias->value || apart.low == nullptr || apart.high == nullptr) {
    out << "<p>" << html_text(no_differences(comparison, apart)) << "</p>\n";
    return;
  }
  const std::string& one = comparison.raters[first];
  const std::string& other = comparison.raters[second];
  out << "<p>" << html_text(sentence(apart, one, other)) << "</p>\n";
  out << fmt::format("<div class=\"chart\" data-chart=\"differences\" data-table=\"{}\" data-lines=\"{} {} {}\" hidden></div>\n", id, *apart.bias->value, apart.low->value.value_or(*apart.bias->value),
                     apart.high->value.value_or(*apart.bias->value));
  write_numbers(out, apart, fmt::format("{} minus {}", one, other));
  write_every_interview(out, comparison.table, first, second, id);
}

}  // namespace

void write_each_two(std::ostream& out, const Comparison& comparison, const std::string& id) {
  const Table& table = comparison.table;
  for (std::size_t first = 0; first < table.raters.size(); ++first)
    for (std::size_t second = first + 1; second < table.raters.size(); ++second) {
      if (table.raters.size() > 2) out << "<h4>" << html_text(table.raters[first]) << " and " << html_text(table.raters[second]) << "</h4>\n";
      const Crossed counts = crossed(table, first, second);
      std::size_t units = 0, equal = 0;
      for (const auto& [cell, count] : counts) {
        units += count;
        if (cell.first == cell.second) equal += count;
      }
      if (units == 0) {
        out << "<p>No interview was rated by both.</p>\n";
        continue;
      }
      const bool is_scale = comparison.compared == Compared::scale;
      out << fmt::format("<p>{} rated by both, {} of them equally.</p>\n<div class=\"{}\">\n<div>\n", counted(units, "interview"), equal, is_scale ? "two" : "one");
      write_matrix(out, table, first, second, counts);
      out << "</div>\n";
      if (is_scale) {
        out << "<div>\n";
        write_differences(out, comparison, first, second, fmt::format("{}-{}-{}", id, first, second));
        out << "</div>\n";
      }
      out << "</div>\n";
    }
}

}  // namespace attune
