// Comma-separated tables, as spreadsheets read and write them (RFC 4180).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// Where a cell begins in its file: from 1, columns in code points.
struct CsvPosition {
  int line = 0;
  int column = 0;

  bool operator==(const CsvPosition&) const = default;
};

/// One row. `line` is where it begins; quoted cells may hold line ends, so rows and lines need not go together.
struct CsvRow {
  int line = 0;
  std::vector<std::string> cells;
  std::vector<CsvPosition> positions;  // of each cell

  bool operator==(const CsvRow&) const = default;
};

/// Every row has as many cells as the header.
struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
  char separator = ',';

  bool operator==(const CsvTable&) const = default;
};

/// The separator the first record of `text` has most of, outside quotes; the comma where none is there or two are even.
[[nodiscard]] char detect_separator(std::string_view text);

/// Reads a table with a header: comma, semicolon or tab, whichever the header has most of; quoted cells with doubled
/// quotes and line ends in them; any kind of line end; a BOM is dropped and empty lines are passed over. The "'" that
/// `csv_cell` puts before what a spreadsheet would take for a formula is taken off again, once.
/// Throws `Errors` with the place of each: an unclosed quote, text after a closing quote, a row with another number of
/// cells, a column name that is there twice, a byte that is not UTF-8 or is NUL, no header at all.
[[nodiscard]] CsvTable parse_csv(std::string_view text, const std::string& file);

/// `text` as a cell of any of the three separators, quoted where it must be. Text that a spreadsheet would run as a
/// formula (it begins, after blanks, with = + - @, a tab or a line end, or the full-width forms of these) gets a "'"
/// in front (CWE-1236). `parse_csv` gives back exactly `text`. Numbers are written without this.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// The number in a cell, blanks around it allowed, or nothing when it is no finite number. A decimal comma ("7,5") is
/// read as such where the comma is not the separator.
[[nodiscard]] std::optional<double> csv_number(std::string_view cell, char separator);

}  // namespace attune
