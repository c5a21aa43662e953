#include "attune/report/study_report.h"

#include <algorithm>
#include <set>

#include "attune/coding/verbatim.h"

namespace attune {

StudyRow study_row(const CodedTranscript& coded, const Protocol& protocol) {
  const Transcript& transcript = coded.transcript;
  StudyRow row;
  row.id = transcript.id;
  row.words = participant_words(transcript);
  row.answers = transcript.responses.size();
  row.indices = coded.indices;
  row.warnings = transcript.warnings.size();
  row.is_tidied = looks_cleaned(fluency_of(transcript));
  for (const Coding& coding : coded.codings)
    for (const Mark& mark : coding.marks) ++row.marks, ++row.codes[mark.code];
  for (const ProtocolSection& section : protocol.sections)
    row.missing_questions += section.order > 0 && section.codable && std::ranges::find(transcript.sections, section.key, &Section::key) == transcript.sections.end();
  row.unprobed = static_cast<std::size_t>(std::ranges::count(coded.adjectives, false, &Adjective::probed));
  return row;
}

void order_codes(StudyReport& report, const std::vector<Codebook>& codebooks) {
  std::set<std::string> met;
  for (const StudyRow& row : report.rows)
    for (const auto& [code, marks] : row.codes) met.insert(code);
  for (const Codebook& book : codebooks)
    for (const Code& code : book.codes)
      if (met.erase(code.id) > 0) report.codes.emplace_back(code.id, code.title);
  for (const std::string& code : met) report.codes.emplace_back(code, code);
}

void add_ratings(StudyReport& report, const std::vector<Coding>& codings) {
  std::map<std::pair<std::string, std::string>, RatedScale> scales;
  for (const Coding& coding : codings) {
    if (is_codebook(coding.rater)) continue;
    ++report.people;
    for (const Rating& rating : coding.ratings) {
      RatedScale& scale = scales[{rating.scale, to_string(rating.target)}];
      if (rating.reason) ++scale.reasons[std::string(missing_reason_name(*rating.reason))];
      else ++scale.values;
    }
  }
  for (auto& [key, scale] : scales) {
    scale.scale = key.first;
    scale.target = key.second;
    std::size_t there = scale.values;
    for (const auto& [reason, count] : scale.reasons) there += count;
    scale.absent = report.people > there ? report.people - there : 0;
    report.rated.push_back(scale);
  }
}

std::vector<StudyIndex> study_indices(const StudyReport& report) {
  std::vector<StudyIndex> result;
  struct Numbers {
    std::vector<double> rates, words;
  };
  std::vector<Numbers> numbers;
  std::map<std::string, std::size_t> known;
  for (const StudyRow& row : report.rows)
    for (const IndexValue& index : row.indices)
      if (known.emplace(index.id, result.size()).second) result.push_back({index.id, index.title, 0, std::nullopt, std::nullopt}), numbers.emplace_back();
  for (const StudyRow& row : report.rows)
    for (const IndexValue& index : row.indices) {
      if (!index.value) continue;
      Numbers& of = numbers[known[index.id]];
      of.rates.push_back(*index.value);
      of.words.push_back(row.words);
    }
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i].missing = report.rows.size() - std::min(report.rows.size(), numbers[i].rates.size());
    result[i].by_length = rank_correlation(numbers[i].words, numbers[i].rates);
    result[i].spread = spread_of(std::move(numbers[i].rates));
  }
  return result;
}

}  // namespace attune
