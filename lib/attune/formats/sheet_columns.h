// The header of a sheet that a person fills in: which columns stand where, by names that are known before.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "attune/formats/csv.h"

namespace attune {

/// The names a header may have. They outlive what is read with them.
struct SheetHeader {
  std::span<const std::string_view> columns;
  std::span<const std::string_view> needed;            // of `columns`
  std::span<const std::string_view> passed_over = {};  // for the eye
};

/// Where the known columns of a sheet stand.
using SheetColumns = std::map<std::string_view, std::size_t>;

/// Names are folded and without blanks around them; a column without name is passed over. Throws `Errors` with every name that
/// is not known or there twice, and every column that is needed and missing.
[[nodiscard]] SheetColumns sheet_columns(const CsvTable& table, const std::string& file, const SheetHeader& header);

/// The cell of a column without blanks around it; empty where the sheet lacks the column.
[[nodiscard]] std::string_view sheet_cell(const SheetColumns& columns, const CsvRow& row, std::string_view column);

}  // namespace attune
