#include "cli/study_interviews.h"

#include <algorithm>
#include <map>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/report/qualification_page.h"
#include "cli/stored_transcript.h"

namespace attune::cli {

StudyInterviews::StudyInterviews(Study& study, const Reading& reading) : study_(study), qualifications_(study.qualifications()), adjectives_(shipped_language(reading.notation.language).value_or(Language{})) {
  for (const CodebookRecord& record : study.codebooks()) codebooks_.push_back(parse_codebook(record.text, record.id + "@" + record.version));
  for (const Codebook& codebook : codebooks_) codebook_hashes_.push_back(sha256_of(codebook));
}

/// What is known of the rater's training, or empty.
std::string StudyInterviews::qualified(const std::string& rater) const {
  std::string words;
  for (const Qualification& one : qualifications_)
    if (one.rater == rater) words += (words.empty() ? "" : "; ") + qualification_words(one);
  return words;
}

StudyInterview StudyInterviews::read(const std::string& id, Intervals intervals) {
  StudyInterview interview;
  const std::optional<TranscriptRecord> record = study_.transcript(id);
  if (!record || record->text.empty()) {
    interview.left_out = "its text is not in the study";
    return interview;
  }
  try {
    interview.coded.transcript = read_stored(*record);
  } catch (const Errors& errors) {
    Problem problem = errors.problems().front();
    problem.place = {};  // whoever leaves it out names it
    interview.left_out = to_string(problem);
    return interview;
  }
  interview.coded.adjectives = adjectives_.find(interview.coded.transcript);

  std::map<std::string, CodingRecord> by_codebook;
  for (CodingRecord& coding : study_.codings({{id}})) {
    if (!is_codebook(coding.coding.rater)) {
      if (coding.state == CodingState::locked && !coding.training)
        interview.trained.push_back({coding.coding.rater, coding.made_at.substr(0, 10), coding.coding.round, coding.assisted, std::move(coding.coding.ratings), qualified(coding.coding.rater),
                                     std::move(coding.adjectives)});
      continue;
    }
    const std::string book = coding.coding.rater.substr(0, coding.coding.rater.find('@'));
    const auto known = by_codebook.find(book);
    if (known == by_codebook.end() || known->second.made_at <= coding.made_at) by_codebook.insert_or_assign(book, std::move(coding));
  }
  for (auto& [book, coding] : by_codebook) {
    const auto hash = std::ranges::find(codebook_hashes_, coding.codebook_sha256);
    if (hash != codebook_hashes_.end())
      for (IndexValue& index : measure(interview.coded.transcript, coding.coding, codebooks_[static_cast<std::size_t>(hash - codebook_hashes_.begin())], intervals)) interview.coded.indices.push_back(std::move(index));
    interview.coded.codings.push_back(std::move(coding.coding));
  }
  return interview;
}

}  // namespace attune::cli
