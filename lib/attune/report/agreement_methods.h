// What a methods section says of agreement.
#pragma once

#include <iosfwd>
#include <span>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// Sentences to paste, in the style of the APA: how many raters and units, what is missing, the coefficients for this
/// level with their intervals, how those were made; gaps that only the user can fill stand in [brackets].
void write_apa(std::ostream& out, const Table& table, std::span<const Statistic> statistics);

/// The items of the Guidelines for Reporting Reliability and Agreement Studies (Kottner et al. 2011), in our words: what
/// this table answers, and what is missing and has to be written by hand.
void write_grras(std::ostream& out, const Table& table, std::span<const Statistic> statistics);

}  // namespace attune
