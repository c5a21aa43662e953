// Agreement of a table of ratings, for people and for programs.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>

#include "attune/agreement/continuum.h"
#include "attune/agreement/segmentation.h"
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

/// The same for spans, where a unit is a span, and for segmentations.
void write_span_agreement_text(std::ostream& out, const std::string& title, const Continuum& continuum,
                               std::span<const Statistic> statistics);
void write_segmentation_agreement_text(std::ostream& out, const std::string& title,
                                       std::span<const Segmentation> segmentations,
                                       std::span<const Statistic> statistics);

/// How much was compared: units of a table, spans, or items cut.
struct AgreementCounts {
  std::size_t units = 0;
  std::size_t raters = 0;
  std::size_t missing = 0;
};

/// {"n_units","n_raters","n_missing","statistics":[...]} (docs/agreement.md), numbers in full, null for what is not
/// known.
void write_agreement_json(std::ostream& out, const AgreementCounts& counts, std::span<const Statistic> statistics);

/// A header and one row a statistic; options as "key=value;key=value", empty cells for what is not known.
void write_agreement_csv(std::ostream& out, std::span<const Statistic> statistics);

}  // namespace attune
