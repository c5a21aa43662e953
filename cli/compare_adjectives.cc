#include "cli/compare_adjectives.h"

#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/report/agreement.h"
#include "cli/adjective_rows.h"

namespace attune::cli {
namespace {

constexpr const char* kRules = "rules";

std::vector<ReadAdjectives> readings_of_rules(const std::vector<TranscriptRecord>& transcripts, const std::set<std::string>& wanted) {
  std::vector<ReadAdjectives> readings;
  for (const TranscriptRecord& record : transcripts) {
    if (!wanted.contains(record.id)) continue;
    ReadAdjectives reading{record.id, kRules, {}};
    for (const ReadAdjective& read : read_adjectives(record))
      reading.words.push_back({read.adjective.figure, read.adjective.word, read.adjective.order, read.adjective.probed, read.adjective.support, read.lines});
    readings.push_back(std::move(reading));
  }
  return readings;
}

void write_table(std::ostream& out, const std::string& title, const std::vector<ReadAdjectives>& readings, const Clusters& clusters, const Resampling& resampling) {
  const Table table = adjective_table(readings, clusters);
  out << '\n';
  write_agreement_text(out, {title, "word"}, table, adjective_statistics(table, resampling));
}

}  // namespace

PeoplesReadings readings_of_people(const std::vector<CodingRecord>& records, const std::vector<TranscriptRecord>& transcripts, int round) {
  std::map<std::string, std::string> newest;
  for (const TranscriptRecord& transcript : transcripts) newest[transcript.id] = transcript.sha256;
  PeoplesReadings people;
  for (const CodingRecord& record : records) {
    if (is_codebook(record.coding.rater) || record.adjectives.empty() || record.coding.round != round) continue;
    if (record.state != CodingState::locked) ++people.not_locked;
    else if (record.training) ++people.training;
    else if (record.assisted) ++people.assisted;
    else if (newest[record.coding.transcript] != record.transcript_sha256) ++people.other_versions;
    else people.independent.push_back({record.coding.transcript, record.coding.rater, record.adjectives});
  }
  return people;
}

void write_adjective_agreement(std::ostream& out, const std::string& study, const PeoplesReadings& people, const std::vector<TranscriptRecord>& transcripts,
                               const Clusters& clusters, const Resampling& resampling) {
  out << fmt::format("Support of words for caregivers in {}\n\n  codings     {} by people compared: locked, unassisted\n  left out    {} not locked, {} assisted, {} training cases, {} on an older text\n",
                     study, people.independent.size(), people.not_locked, people.assisted, people.training, people.other_versions);
  std::map<std::string, std::vector<ReadAdjectives>> by_rater;
  for (const ReadAdjectives& reading : people.independent) by_rater[reading.rater].push_back(reading);
  if (by_rater.size() > 1) write_table(out, fmt::format("People on the support of words for caregivers, {}", study), people.independent, clusters, resampling);
  for (const auto& [rater, own] : by_rater) {
    std::set<std::string> read;
    for (const ReadAdjectives& reading : own) read.insert(reading.transcript);
    std::vector<ReadAdjectives> both = readings_of_rules(transcripts, read);
    both.insert(both.end(), own.begin(), own.end());
    write_table(out, fmt::format("Rules against {} on the support of words for caregivers, {}", rater, study), both, clusters, resampling);
  }
}

}  // namespace attune::cli
