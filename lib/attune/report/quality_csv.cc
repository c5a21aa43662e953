#include "attune/report/quality_csv.h"

#include <fmt/format.h>

#include "attune/formats/csv.h"

namespace attune {

void write_quality_csv_header(std::ostream& out) { out << "transcript,section,measure,value,reason,lines\n"; }

void write_quality_csv(std::ostream& out, const std::string& transcript, const TranscriptQuality& quality) {
  for (const QualityMeasure& measure : quality_measures(quality)) {
    std::string lines;
    for (const int line : measure.lines)
      if (line > 0) lines += fmt::format("{}{}", lines.empty() ? "" : " ", line);
    out << fmt::format("{},{},{},{},{},{}\n", csv_cell(transcript), csv_cell(measure.section), measure.name, measure.value ? fmt::format("{:.6g}", *measure.value) : "", csv_cell(measure.reason), lines);
  }
}

}  // namespace attune
