#include "attune/formats/redaction_key.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/csv.h"

namespace attune {
namespace {

std::optional<std::size_t> column_of(const CsvTable& table, std::string_view name) {
  const auto found = std::ranges::find(table.header, name);
  if (found == table.header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.header.begin());
}

}  // namespace

std::string redaction_key_csv(const RedactionKey& key) {
  std::string csv = "kind,original,replacement,times,where\n";
  for (const RedactionEntry& entry : key)
    csv += fmt::format("{},{},{},{},{}\n", csv_cell(entry.kind), csv_cell(entry.original), csv_cell(entry.replacement), entry.times, csv_cell(entry.where));
  return csv;
}

RedactionKey parse_redaction_key(std::string_view csv, const std::string& file) {
  const CsvTable table = parse_csv(csv, file);
  const auto original = column_of(table, "original"), replacement = column_of(table, "replacement"), kind = column_of(table, "kind"), where = column_of(table, "where");
  if (!original || !replacement) throw Errors(Problem{{file, 1, 0}, "the columns original and replacement", ""});
  RedactionKey key;
  std::map<std::pair<bool, std::string>, std::string> known;  // a label may read like a name in the talk
  std::vector<Problem> problems;
  for (const CsvRow& row : table.rows) {
    RedactionEntry entry{kind ? row.cells[*kind] : "name", row.cells[*original], row.cells[*replacement], 0, where ? row.cells[*where] : ""};
    const CsvPosition at = row.positions[*original];
    if (entry.original.find_first_not_of(" \t\r\n") == std::string::npos) {
      problems.push_back({{file, at.line, at.column}, "what is to be replaced", "an empty cell"});
      continue;
    }
    const auto [before, is_new] = known.emplace(std::pair{entry.kind == "label", entry.original}, entry.replacement);
    // Not the words themselves: a message may be mailed to somebody.
    if (!is_new && before->second != entry.replacement) problems.push_back({{file, at.line, at.column}, "one replacement for each original", "another than in a row above"});
    if (is_new) key.push_back(std::move(entry));
  }
  if (!problems.empty()) throw Errors(problems);
  return key;
}

}  // namespace attune
