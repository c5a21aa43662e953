#include "attune/report/agreement.h"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/report/agreement_words.h"
#include "attune/report/statistic_lines.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

/// "A, B, C", broken into lines of at most 80 columns that begin under the first name.
std::string list_of(const std::vector<std::string>& names, std::size_t indent) {
  std::string text;
  std::size_t column = indent;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = names[i] + (i + 1 < names.size() ? "," : "");
    if (column > indent && column + 1 + name.size() > 80) {
      text += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (i > 0) {
      text += " ";
      ++column;
    }
    text += name;
    column += name.size();
  }
  return text;
}

std::string categories_words(const Table& table) {
  constexpr std::size_t kMostListed = 20;
  std::vector<std::string> names = table.categories;
  if (names.size() > kMostListed) {
    const std::string last = names.back();
    names.resize(3);
    names.push_back(fmt::format("... {} ({} in all)", last, table.categories.size()));
  }
  return list_of(names, 14);
}

/// The statistics of the page's table. What is counted rather than computed has a table of its own, and what needs an
/// order that the categories do not have is told in one line.
std::vector<Statistic> shown(std::span<const Statistic> statistics) {
  std::vector<Statistic> result;
  for (const Statistic& statistic : statistics) {
    const bool is_count = statistic.name == "confusion" || statistic.name == "span_decomposition";
    if (!is_count && statistic.reason != "no order") result.push_back(statistic);
  }
  return result;
}

void write_without_order(std::ostream& out, std::span<const Statistic> statistics) {
  const auto lacking = std::ranges::count(statistics, "no order", &Statistic::reason);
  if (lacking > 0)
    out << wrapped(fmt::format("{} more statistics have no value, for nominal categories have no order: weighted "
                               "coefficients, ordinal and interval alpha. --order gives one.",
                               lacking),
                   2);
}

void write_confusion(std::ostream& out, const Table& table, std::span<const Statistic> statistics) {
  constexpr std::size_t kMostColumns = 8;
  const std::size_t n = table.categories.size();
  if (find_statistic(statistics, "confusion", {}) == nullptr || n > kMostColumns) return;
  out << wrapped(fmt::format("Units by what {} (down) and {} (across) gave them:", table.raters[0], table.raters[1]), 2);
  out << fmt::format("  {:<12}", "");
  for (const std::string& category : table.categories) out << fmt::format(" {:>7.7}", category);
  out << "\n";
  for (const std::string& first : table.categories) {
    out << fmt::format("  {:<12.12}", first);
    for (const std::string& second : table.categories)
      out << fmt::format(" {:>7.0f}",
                         *find_statistic(statistics, "confusion", {{"first", first}, {"second", second}})->value);
    out << "\n";
  }
}

void write_decomposition(std::ostream& out, std::span<const Statistic> statistics) {
  out << fmt::format("  {:<44} {:>6} {:>8} {:>6} {:>6}\n", "", "agreed", "boundary", "code", "not");
  out << fmt::format("  {:<44} {:>6} {:>8} {:>6} {:>6}\n", "spans of one rater, as the other has them", "", "differs",
                     "other", "found");
  for (std::size_t i = 0; i + 3 < statistics.size(); ++i) {
    if (statistics[i].name != "span_decomposition" || option_of(statistics[i], "part") != "agreed") continue;
    const double all = *statistics[i].value + *statistics[i + 1].value + *statistics[i + 2].value +
                       *statistics[i + 3].value;
    if (all == 0) continue;
    const std::string name = fmt::format("{}, {} by {}", option_of(statistics[i], "category"),
                                         option_of(statistics[i], "ref"), option_of(statistics[i], "hyp"));
    out << fmt::format("  {:<44} {:>6} {:>8} {:>6} {:>6}\n", name, *statistics[i].value, *statistics[i + 1].value,
                       *statistics[i + 2].value, *statistics[i + 3].value);
  }
}

/// Kappa low although nearly all agree: the paradox of Feinstein & Cicchetti (1990).
void write_paradox(std::ostream& out, std::span<const Statistic> statistics) {
  const Statistic* pairs = find_statistic(statistics, "percent_agreement", {{"def", "pairwise"}, {"weights", "unweighted"}});
  const Statistic* fleiss = find_statistic(statistics, "fleiss_kappa", {{"weights", "unweighted"}});
  const Statistic* ac = find_statistic(statistics, "gwet_ac", {{"weights", "unweighted"}});
  if (pairs == nullptr || fleiss == nullptr || ac == nullptr) return;
  if (*pairs->value < 0.8 || *fleiss->value > 0.5 || *ac->value - *fleiss->value < 0.25) return;
  out << wrapped(fmt::format("Caution: {:.0f} % of pairs agree, but kappa is {:.2f}: one category has most of the "
                             "ratings, so chance explains most agreement (the kappa paradox). Report the matrix, "
                             "agreement on each category and AC1 ({:.2f}) beside it.",
                             100 * *pairs->value, *fleiss->value, *ac->value),
                 2);
}

/// Estimates of reliability that cannot be one.
void write_outside(std::ostream& out, std::span<const Statistic> statistics) {
  std::string names;
  for (const Statistic& statistic : statistics)
    if (is_outside(statistic)) names += (names.empty() ? "" : ", ") + plain_name(statistic);
  if (!names.empty())
    out << wrapped("Caution: outside -1 to 1: " + names + ". Units differ by less than ratings of one unit, or too few were rated to tell: read it as "
                   "no reliability shown, not as a number.", 2);
}

void write_meanings(std::ostream& out, std::span<const Statistic> statistics) {
  out << "\n  In words\n";
  for (const std::string& meaning : meanings_of(statistics)) out << wrapped(meaning, 4);
}

std::string number(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; }

}  // namespace

void write_agreement_text(std::ostream& out, const AgreementHeading& heading, const Table& table,
                          std::span<const Statistic> statistics) {
  out << heading.title << "\n\n";
  out << fmt::format("  level       {}\n", level_name(table.level));
  out << fmt::format("  categories  {}\n", categories_words(table));
  out << fmt::format("  raters      {}\n", list_of(table.raters, 14));
  out << fmt::format("  {:<11} {}\n", heading.unit + "s", table.units.size());
  out << fmt::format("  missing     {} of {} ratings\n", count_missing_cells(table), table.cells.size());
  out << "\n";
  write_statistic_lines(out, shown(statistics));
  write_without_order(out, statistics);
  write_confusion(out, table, statistics);
  write_cautions(out, table);
  write_paradox(out, statistics);
  write_outside(out, shown(statistics));
  write_meanings(out, statistics);
  out << "\n  Which to report\n" << wrapped(what_to_report(table), 4);
}

void write_span_agreement_text(std::ostream& out, const std::string& title, const Continuum& continuum,
                               std::span<const Statistic> statistics) {
  out << title << "\n\n";
  out << fmt::format("  continuum   {} to {}\n", continuum.begin, continuum.begin + continuum.length);
  out << fmt::format("  categories  {}\n", list_of(continuum.categories, 14));
  std::vector<std::string> raters;
  for (std::size_t rater = 0; rater < continuum.raters.size(); ++rater)
    raters.push_back(fmt::format("{} ({} spans)", continuum.raters[rater], continuum.units[rater].size()));
  out << fmt::format("  raters      {}\n\n", list_of(raters, 14));
  write_statistic_lines(out, shown(statistics));
  write_decomposition(out, statistics);
  write_meanings(out, statistics);
}

void write_segmentation_agreement_text(std::ostream& out, const std::string& title,
                                       std::span<const Segmentation> segmentations,
                                       std::span<const Statistic> statistics) {
  std::vector<std::string> raters;
  std::vector<std::string> items;
  for (const Segmentation& each : segmentations) {
    if (std::ranges::find(raters, each.rater) == raters.end()) raters.push_back(each.rater);
    if (std::ranges::find(items, each.item) == items.end()) items.push_back(each.item);
  }
  out << title << "\n\n";
  out << fmt::format("  items       {}\n", list_of(items, 14));
  out << fmt::format("  raters      {}\n\n", list_of(raters, 14));
  write_statistic_lines(out, shown(statistics));
  write_meanings(out, statistics);
}

void write_agreement_json(std::ostream& out, const AgreementCounts& counts, std::span<const Statistic> statistics) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Statistic& statistic : statistics) list.push_back(json_of(statistic));
  const nlohmann::ordered_json result = {{"n_units", counts.units},
                                         {"n_raters", counts.raters},
                                         {"n_missing", counts.missing},
                                         {"statistics", list}};
  out << result.dump(2) << "\n";
}

void write_agreement_csv(std::ostream& out, std::span<const Statistic> statistics) {
  out << "name,options,value,ci_low,ci_high,se,stat,p,method,se_method,test_method,reason\n";
  for (const Statistic& s : statistics)
    out << fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", s.name, csv_cell(to_string(s.options)), number(s.value),
                       number(s.ci_low), number(s.ci_high), number(s.se), number(s.stat), number(s.p),
                       csv_cell(s.method), csv_cell(s.se_method), csv_cell(s.test_method), csv_cell(s.reason));
}

}  // namespace attune
