// Sheets on the words offered for caregivers: what a rater takes each to be supported by.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/error.h"
#include "attune/text/adjective.h"

namespace attune {

/// A row of a sheet. `judged` has neither support nor `probed == false` where nothing is judged yet, or was and is no longer.
struct AdjectiveSheetRow {
  std::string transcript;
  JudgedAdjective judged;
  std::string offered;  // the line in which the word is offered, for the eye

  bool operator==(const AdjectiveSheetRow&) const = default;
};

/// transcript, figure, place, word, offered, support, lines
[[nodiscard]] std::string adjective_sheet_csv(std::span<const AdjectiveSheetRow> rows, char separator);

struct ParsedAdjectives {
  std::vector<AdjectiveSheetRow> rows;  // those that judge
  std::vector<Problem> problems;        // each with its place, in the order of the sheet
  int blank_rows = 0;
};

/// Reads such a sheet. `support` is one of the classes, "not_probed", "withdrawn", or empty: not judged yet. A row is a problem
/// when its transcript is not among `transcripts` (sorted), figure or word is missing, place is no number from 1, support is
/// another word, or another row is on the same word. Throws `Errors` when the file is no table or lacks a column.
[[nodiscard]] ParsedAdjectives parse_adjective_sheet(std::string_view csv, const std::string& file, const std::vector<std::string>& transcripts);

}  // namespace attune
