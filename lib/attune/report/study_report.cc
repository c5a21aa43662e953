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

namespace {

/// How many codings could have a row for a target: all for the interview and the protocol's questions; for a figure or an
/// event, which not every interview has, those of interviews where someone rated it.
class CodingsByTarget {
 public:
  explicit CodingsByTarget(const std::vector<Coding>& people) : all_(people.size()) {
    for (const Coding& coding : people) {
      ++codings_[coding.transcript];
      for (const Rating& rating : coding.ratings)
        if (rating.target.kind == TargetKind::figure || rating.target.kind == TargetKind::event)
          transcripts_[to_string(rating.target)].insert(coding.transcript);
    }
  }

  [[nodiscard]] std::size_t count(const std::string& target) const {
    const auto found = transcripts_.find(target);
    if (found == transcripts_.end()) return all_;
    std::size_t codings = 0;
    for (const std::string& transcript : found->second) codings += codings_.at(transcript);
    return codings;
  }

 private:
  std::size_t all_;
  std::map<std::string, std::size_t> codings_;                // by transcript
  std::map<std::string, std::set<std::string>> transcripts_;  // by target
};

}  // namespace

void add_ratings(StudyReport& report, const std::vector<Coding>& codings) {
  std::map<std::pair<std::string, std::string>, RatedScale> scales;
  std::vector<Coding> people;
  for (const Coding& coding : codings)
    if (!is_codebook(coding.rater)) people.push_back(coding);
  const CodingsByTarget by_target(people);
  report.people += people.size();
  for (const Coding& coding : people)
    for (const Rating& rating : coding.ratings) {
      RatedScale& scale = scales[{rating.scale, to_string(rating.target)}];
      if (rating.reason) ++scale.reasons[std::string(missing_reason_name(*rating.reason))];
      else ++scale.values;
    }
  for (auto& [key, scale] : scales) {
    scale.scale = key.first;
    scale.target = key.second;
    std::size_t there = scale.values;
    for (const auto& [reason, count] : scale.reasons) there += count;
    const std::size_t possible = by_target.count(key.second);
    scale.absent = possible > there ? possible - there : 0;
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
