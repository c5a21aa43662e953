// A rater's control chart, for people and for programs.
#pragma once

#include <ostream>
#include <string>

#include "attune/agreement/drift.h"
#include "attune/report/codebook_page.h"

namespace attune {

struct DriftHeading {
  std::string rater;
  std::string reference;  // "gold G", "the other raters"
  std::string scale;      // empty: all
  DriftOf of = DriftOf::distance;
  std::size_t assisted = 0;  // codings left out
};

/// Text of at most 80 columns: one line an interview with its place between the limits, and where it left the band.
/// CSV and JSON lines: a record an interview; JSON: one object with the band.
void write_drift(std::ostream& out, const DriftHeading& heading, const ControlChart& chart, ListFormat format);

}  // namespace attune
