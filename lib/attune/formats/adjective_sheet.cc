#include "attune/formats/adjective_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/formats/sheet_columns.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 7> kColumns = {"transcript", "figure", "place", "word", "offered", "support", "lines"};
constexpr std::array<std::string_view, 5> kNeeded = {"transcript", "figure", "place", "word", "support"};
constexpr std::string_view kNotProbed = "not_probed";
constexpr std::string_view kWithdrawn = "withdrawn";
constexpr double kLastPlace = 100;

/// False when `text` is none of the words that a sheet has for support.
bool read_support(std::string_view text, JudgedAdjective& judged) {
  judged.probed = text != kNotProbed;
  judged.support = parse_support(text);
  return judged.support || text == kNotProbed || text == kWithdrawn;
}

std::string_view support_in_sheet(const JudgedAdjective& judged) {
  if (!judged.probed) return kNotProbed;
  return judged.support ? support_name(*judged.support) : "";
}

}  // namespace

std::string adjective_sheet_csv(std::span<const AdjectiveSheetRow> rows, char separator) {
  std::string text = fmt::format("{}\n", fmt::join(kColumns, std::string(1, separator)));
  for (const AdjectiveSheetRow& row : rows) {
    const std::array<std::string, 7> cells = {csv_cell(row.transcript), csv_cell(row.judged.figure), fmt::format("{}", row.judged.order), csv_cell(row.judged.word),
                                              csv_cell(row.offered),    std::string(support_in_sheet(row.judged)), csv_cell(row.judged.lines)};
    text += fmt::format("{}\n", fmt::join(cells, std::string(1, separator)));
  }
  return text;
}

ParsedAdjectives parse_adjective_sheet(std::string_view csv, const std::string& file, const std::vector<std::string>& transcripts) {
  const CsvTable table = parse_csv(csv, file);
  const SheetColumns columns = sheet_columns(table, file, {kColumns, kNeeded});
  ParsedAdjectives parsed;
  std::set<std::tuple<std::string, std::string, std::string>> known;
  for (const CsvRow& row : table.rows) {
    const auto cell = [&](std::string_view column) { return sheet_cell(columns, row, column); };
    if (cell("support").empty()) {
      ++parsed.blank_rows;
      continue;
    }
    const std::size_t before = parsed.problems.size();
    const auto report = [&](std::string_view column, std::string expected) {
      const CsvPosition at = row.positions[columns.at(column)];
      parsed.problems.push_back({{file, at.line, at.column}, std::move(expected), fmt::format("\"{}\"", cell(column))});
    };
    AdjectiveSheetRow read;
    read.transcript = cell("transcript");
    read.judged.figure = folded(cell("figure"));
    read.judged.word = folded(cell("word"));
    read.judged.lines = cell("lines");
    if (!std::ranges::binary_search(transcripts, read.transcript)) report("transcript", "the id of a transcript in the study");
    if (read.judged.figure.empty()) report("figure", "a caregiver such as mother");
    if (read.judged.word.empty()) report("word", "the word that was offered");
    const auto place = csv_number(cell("place"), table.separator);
    if (place && *place >= 1 && *place <= kLastPlace && *place == std::floor(*place)) read.judged.order = static_cast<int>(*place);
    else report("place", "the word's place in its list, from 1");
    if (!read_support(cell("support"), read.judged)) report("support", "none, restated, general, specific, contradicted, not_probed or withdrawn");
    if (!known.emplace(read.transcript, read.judged.figure, read.judged.word).second) report("word", "one row a word");
    if (parsed.problems.size() == before) parsed.rows.push_back(std::move(read));
  }
  return parsed;
}

}  // namespace attune
