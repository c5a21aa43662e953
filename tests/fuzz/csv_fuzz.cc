// Any bytes are a table or are refused; what is read and written again is the same table.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "attune/error.h"
#include "attune/formats/csv.h"

namespace {

void add_row(std::string& text, const std::vector<std::string>& cells, char separator) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text += separator;
    text += attune::csv_cell(cells[i]);
  }
  text += '\n';
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  attune::CsvTable table;
  try {
    table = attune::parse_csv(bytes, "fuzz.csv");
  } catch (const attune::Errors& errors) {
    if (errors.problems().empty()) std::abort();
    return 0;
  }
  for (const attune::CsvRow& row : table.rows)
    if (row.cells.size() != table.header.size()) std::abort();
  std::string written;
  add_row(written, table.header, table.separator);
  for (const attune::CsvRow& row : table.rows) add_row(written, row.cells, table.separator);
  try {
    const attune::CsvTable again = attune::parse_csv(written, "again.csv");
    // A header of one cell has no separator to be known by; a row of one empty cell is an empty line, which is passed over.
    if (table.header.size() < 2) return 0;
    if (again.header != table.header || again.rows.size() != table.rows.size()) std::abort();
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      if (again.rows[i].cells != table.rows[i].cells) std::abort();
  } catch (const attune::Errors&) {
    if (table.header.size() >= 2) std::abort();
  }
  return 0;
}
