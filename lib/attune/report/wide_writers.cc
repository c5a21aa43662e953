// The wide export as files: CSV, its dictionary, and what SPSS and R need to read it.
#include <algorithm>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/report/wide_table.h"

namespace attune {
namespace {

std::string quoted(const std::string& text, char quote) {
  std::string result(1, quote);
  for (char c : text) {
    if (c == quote) result += quote == '\'' ? "''" : "\\\"";
    else if (c == '\\' && quote == '"') result += "\\\\";
    else result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result + quote;
}

/// Bytes of the longest cell, 8 at least: SPSS wants to know.
std::size_t width_of(const WideTable& table, std::size_t column) {
  std::size_t width = 8;
  for (const std::vector<std::string>& row : table.rows) width = std::max(width, row[column].size() + 1);
  return width;
}

}  // namespace

void write_wide_csv(std::ostream& out, const WideTable& table) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) out << (i == 0 ? "" : ",") << table.columns[i].name;
  out << "\n";
  for (const std::vector<std::string>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      out << (i == 0 ? "" : ",") << (table.columns[i].is_number ? row[i] : csv_cell(row[i]));
    out << "\n";
  }
}

void write_dictionary_csv(std::ostream& out, const WideTable& table) {
  out << "name,type,label,n\n";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto n = std::ranges::count_if(table.rows, [i](const auto& row) { return !row[i].empty(); });
    out << fmt::format("{},{},{},{}\n", table.columns[i].name, table.columns[i].is_number ? "number" : "text",
                       csv_cell(table.columns[i].label), n);
  }
}

void write_spss(std::ostream& out, const WideTable& table, const std::string& file) {
  out << "* Encoding: UTF-8.\n"
      << fmt::format("GET DATA /TYPE=TXT /FILE={} /ENCODING='UTF8' /DELCASE=LINE\n  /DELIMITERS=\",\" /QUALIFIER='\"' "
                     "/ARRANGEMENT=DELIMITED /FIRSTCASE=2 /VARIABLES=\n",
                     quoted(file, '\''));
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    out << fmt::format("  {} {}\n", table.columns[i].name,
                       table.columns[i].is_number ? "F8.2" : fmt::format("A{}", width_of(table, i)));
  out << ".\nVARIABLE LABELS\n";
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    out << fmt::format("  {}{} {}\n", i == 0 ? "" : "/", table.columns[i].name, quoted(table.columns[i].label, '\''));
  out << ".\nVALUE LABELS\n";
  bool is_first = true;
  for (const WideColumn& column : table.columns)
    if (column.name == "blind" || column.name == "assisted" || column.name == "double_coded") {
      out << fmt::format("  {}{} 0 'no' 1 'yes'\n", is_first ? "" : "/", column.name);
      is_first = false;
    }
  out << ".\nEXECUTE.\n";
}

void write_r(std::ostream& out, const WideTable& table, const std::string& file) {
  out << "# Reads the table with types and labels. Missing values are NA; why is in the columns *_reason.\n"
      << fmt::format("wide <- read.csv({}, na.strings = \"\", encoding = \"UTF-8\", colClasses = c(\n", quoted(file, '"'));
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    out << fmt::format("  {} = \"{}\"{}\n", table.columns[i].name, table.columns[i].is_number ? "numeric" : "character",
                       i + 1 < table.columns.size() ? "," : "))");
  for (const WideColumn& column : table.columns)
    out << fmt::format("attr(wide${}, \"label\") <- {}\n", column.name, quoted(column.label, '"'));
}

}  // namespace attune
