// Agreement of a table of ratings, for people and for programs.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// What a reader must know of a table before its statistics mean anything.
struct AgreementHeading {
  std::string title;          // "Agreement in ratings.csv"
  std::string unit = "unit";  // what a unit is, in the singular
};

/// A page of at most 80 columns: level, raters, units, missing cells, one line a statistic, how the intervals were
/// made, and what in the data makes the numbers hard to read.
void write_agreement_text(std::ostream& out, const AgreementHeading& heading, const Table& table,
                          std::span<const Statistic> statistics);

/// {"n_units","n_raters","n_missing","statistics":[...]} (docs/agreement.md), numbers in full, null for what is not
/// known.
void write_agreement_json(std::ostream& out, const Table& table, std::span<const Statistic> statistics);

/// A header and one row a statistic; options as "key=value;key=value", empty cells for what is not known.
void write_agreement_csv(std::ostream& out, std::span<const Statistic> statistics);

}  // namespace attune
