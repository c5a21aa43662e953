#include "attune/report/agreement.h"

#include <ostream>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/report/statistic_lines.h"

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
  write_statistic_lines(out, statistics);
  write_cautions(out, table);
}

void write_agreement_json(std::ostream& out, const Table& table, std::span<const Statistic> statistics) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Statistic& statistic : statistics) list.push_back(json_of(statistic));
  const nlohmann::ordered_json result = {{"n_units", table.units.size()},
                                         {"n_raters", table.raters.size()},
                                         {"n_missing", count_missing_cells(table)},
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
