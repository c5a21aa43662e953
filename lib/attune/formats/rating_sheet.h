// Rating sheets: what a rater fills in with a spreadsheet, one row for each transcript, scale and target.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/error.h"
#include "attune/text/class_record.h"
#include "attune/text/coding.h"
#include "attune/text/records.h"

namespace attune {

/// One row that says something. `rating.scale` is the scale's id, whatever the sheet called it.
struct SheetRow {
  Place place;
  std::string transcript;
  int round = 1;
  Rating rating;
  std::optional<ClassRecord> class_record;

  bool operator==(const SheetRow&) const = default;
};

/// What a sheet is read against.
struct SheetRules {
  const ScaleNames& scales;
  std::vector<std::string> transcripts;  // ids, sorted
  std::string rater;                     // whose rows to take when the sheet has a column for raters
  int round = 1;                         // where the sheet has no column for rounds
};

struct ParsedSheet {
  std::vector<SheetRow> rows;      // those without a problem
  std::vector<Problem> problems;   // each with its place, in the order of the sheet
  int blank_rows = 0;              // neither value nor reason: not rated yet
  std::map<std::string, int> other_raters;  // whose rows were passed over, and how many
};

/// Reads a sheet with the columns transcript, scale and value and, where wanted, target, reason, lines, note, round and
/// rater. A row is a problem when its transcript or scale is not known, its target does not fit the scale, it does not
/// have exactly one of value and reason, its value is out of range, off the step or no category, another row rates
/// the same, or its rater is not named in a column for raters, or is `rules.rater` in another spelling. Throws `Errors` when the file is no table or lacks a column.
[[nodiscard]] ParsedSheet parse_rating_sheet(std::string_view csv, const std::string& file, const SheetRules& rules);

/// "1 row of R2, 3 rows of R3": those passed over.
[[nodiscard]] std::string other_raters_in_words(const ParsedSheet& sheet);

/// A rating as words, from a command line or a terminal.
struct TypedRating {
  std::string transcript, scale, target, value, reason;
};

/// It as a sheet of one row, so that it is checked as a sheet is. A decimal comma is understood.
[[nodiscard]] std::string sheet_of(const TypedRating& typed);

/// "1 to 9 in steps of 0.5", the categories, or how a class record is written.
[[nodiscard]] std::string range_in_words(const Scale& scale);

/// What a blank sheet asks for one transcript.
struct SheetTargets {
  std::vector<std::string> figures;    // ids
  std::vector<Event> events;
  std::vector<std::string> questions;  // keys of the protocol
};

/// A row without value for every scale and target: scales on figures for every figure, mother and father when none is
/// known; on events for every event of their type ("loss" or "trauma" in the scale's id), "loss_1" and "trauma_1" when
/// none is known.
[[nodiscard]] std::vector<SheetRow> blank_rows(const std::string& transcript, const std::vector<Scale>& scales,
                                               const SheetTargets& targets);

/// The sheet as CSV. With ';' numbers get a decimal comma, as spreadsheets that use this separator expect. The column
/// `round` is there when a row has another round than 1. Where `explained` is there, the last columns say what each scale is:
/// its title, its range and its definition, which a sheet that is read passes over.
[[nodiscard]] std::string rating_sheet_csv(const std::vector<SheetRow>& rows, char separator, const ScaleNames* explained = nullptr);

/// A number in the shortest form: "7", "7.5".
[[nodiscard]] std::string rating_value(double value);

}  // namespace attune
