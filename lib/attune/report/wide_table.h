// The wide export: one row an interview and rater, with what a statistics program must know of the columns.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/io/study.h"

namespace attune {

struct WideColumn {
  std::string name;       // letters, digits and _; begins with a letter
  std::string label;
  bool is_number = false;

  bool operator==(const WideColumn&) const = default;
};

struct WideTable {
  std::vector<WideColumn> columns;
  std::vector<std::vector<std::string>> rows;  // a cell a column; empty: missing
};

/// A row to be made: a coding of a transcript.
struct WideRow {
  TranscriptRecord transcript;  // text is not looked at
  CodingRecord coding;
  bool is_blind = false;        // it was coded in a packet, and nothing was shown before it was locked
  std::string source;           // of a score of record, else empty
  std::size_t n_raters = 0;
  std::optional<std::size_t> n_events = {};  // of a score of record, where it is known
};

/// Columns in a fixed order: who and when, the class record and what is derived from it, interview scales, figures'
/// scales (mother and father first), unresolved scores as the highest over events, reflective functioning by question;
/// each with a column `NAME_reason` that says why a value is missing. A value that the rater gave for all events
/// ("u_loss_max") counts where no event has a value; else the highest over events stands. Names that would be equal,
/// also but for case, get a number behind them. Records have source, n_raters and double_coded
/// instead of rater, date and what goes with them.
enum class WideKind : unsigned char { by_rater, of_record };
[[nodiscard]] WideTable wide_table(std::span<const WideRow> rows, std::span<const Scale> scales, WideKind kind);

/// The table as CSV; its columns as CSV (name, type, label); SPSS syntax and an R script that read `file` with labels.
void write_wide_csv(std::ostream& out, const WideTable& table);
void write_dictionary_csv(std::ostream& out, const WideTable& table);
void write_spss(std::ostream& out, const WideTable& table, const std::string& file);
void write_r(std::ostream& out, const WideTable& table, const std::string& file);

}  // namespace attune
