#include "cli/sheet_rows.h"

#include <algorithm>
#include <string>

#include "attune/codebook/codebooks.h"

namespace attune::cli {
namespace {

/// The protocol whose demand questions are rated for reflective functioning.
constexpr std::string_view kProtocol = "aai20";

std::vector<std::string> demand_questions() {
  std::vector<std::string> keys;
  if (const auto protocol = shipped_protocol(kProtocol))
    for (const ProtocolSection& section : protocol->sections)
      if (section.rf == ReflectiveDemand::demand) keys.push_back(section.key);
  return keys;
}

SheetTargets targets_of(Study& study, const std::string& transcript, const std::string& rater) {
  // Mother and father, whom every protocol asks about. Who else was a caregiver is the rater's judgement: the people a
  // program finds in an interview are brothers and neighbours too, and would make a sheet nobody fills in.
  return {{"mother", "father"}, study.events(transcript, rater), demand_questions()};
}

/// Puts the rater's own ratings into their rows; those on other targets get rows of their own.
void fill_in(std::vector<SheetRow>& rows, const std::string& transcript, int round,
             const std::vector<CodingRecord>& codings) {
  for (const CodingRecord& record : codings) {
    if (record.coding.transcript != transcript || record.coding.round != round) continue;
    for (const Rating& rating : record.coding.ratings) {
      const auto same = [&](const SheetRow& row) {
        return row.transcript == transcript && row.rating.scale == rating.scale && row.rating.target == rating.target;
      };
      const auto row = std::ranges::find_if(rows, same);
      if (row != rows.end()) row->rating = rating;
      else rows.push_back({{}, transcript, round, rating, std::nullopt});
    }
  }
}

}  // namespace

std::vector<SheetRow> sheet_rows(Study& study, const ScaleNames& scales, const CodingKey& key, const std::vector<CodingRecord>& own) {
  std::vector<SheetRow> rows = blank_rows(key.transcript, scales.scales(), targets_of(study, key.transcript, key.rater));
  for (SheetRow& row : rows) row.round = key.round;
  fill_in(rows, key.transcript, key.round, own);
  return rows;
}

}  // namespace attune::cli
