#include "cli/study_design.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "cli/packets.h"

namespace attune::cli {
namespace {

using Key = std::pair<std::string, std::string>;  // transcript, rater

void add_once(std::vector<std::string>& to, const std::string& text) {
  if (!text.empty() && std::ranges::find(to, text) == to.end()) to.push_back(text);
}

std::map<Key, CodingRecord> records_of(Study& study, int round) {
  CodingFilter filter;
  filter.with_marks = false;
  std::map<Key, CodingRecord> records;
  for (CodingRecord& record : study.codings(filter))
    if (record.coding.round == round) records[{record.coding.transcript, record.coding.rater}] = std::move(record);
  return records;
}

/// A packet holds what was drawn before; else both times are the study's own.
bool was_drawn_first(const Assignment& assignment, const CodingRecord& record) {
  return record.from_packet || assignment.made_at <= record.made_at;
}

}  // namespace

bool is_blinded(const CodingRecord& coding) { return coding.from_packet && !coding.assisted; }

StudyDesign design_of(Study& study, const std::vector<Coding>& compared, std::size_t interviews, int round) {
  StudyDesign design;
  design.interviews = interviews;
  const std::map<Key, CodingRecord> records = records_of(study, round);
  std::map<std::string, std::set<std::string>> raters;
  for (const Coding& coding : compared) {
    raters[coding.transcript].insert(coding.rater);
    add_once(design.raters, coding.rater);
    if (is_blinded(records.at({coding.transcript, coding.rater}))) ++design.blinded;
  }
  std::ranges::sort(design.raters);
  if (design.blinded > 0) design.blind_to = kBlindTo;
  design.coded = raters.size();
  std::map<std::string, std::size_t> replacements;
  for (const Assignment& assignment : study.assignments()) {
    const auto coded = raters.find(assignment.transcript);
    if (assignment.round != round || coded == raters.end() || !coded->second.contains(assignment.rater)) continue;
    if (!was_drawn_first(assignment, records.at({assignment.transcript, assignment.rater}))) continue;
    ++design.assigned;
    add_once(design.drawn_by, assignment.drawn_by);
    std::string steps;
    for (const Handover& step : assignment.handovers) steps += fmt::format("{}{} for {} ({})", steps.empty() ? "" : ", then ", step.to, step.from, step.why);
    if (!steps.empty()) ++replacements[steps];
  }
  for (const auto& [who, count] : replacements) design.replacements.push_back(fmt::format("{} in {} coding{}", who, count, count == 1 ? "" : "s"));
  for (const AgreedRating& agreed : study.consensus()) design.agreed += agreed.round == round;
  return design;
}

}  // namespace attune::cli
