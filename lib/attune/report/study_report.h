// What a report on several interviews says: codes by interview, how indices are spread, what is missing, and whether they hang on length.
#pragma once

#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/protocol.h"
#include "attune/measures/spread.h"
#include "attune/report/coded.h"

namespace attune {

/// What is kept of an interview once it was looked at: no text.
struct StudyRow {
  std::string id;
  std::uint32_t words = 0;
  std::size_t answers = 0;
  std::size_t marks = 0;
  std::map<std::string, std::size_t> codes;  // marks by rules, sub-codes under their parent
  std::vector<IndexValue> indices;
  std::size_t missing_questions = 0;
  std::size_t unprobed = 0;                  // words for caregivers not followed up
  bool is_tidied = false;
  std::size_t warnings = 0;
};

/// What is missing of one scale on one target, over the locked codings of people.
struct RatedScale {
  std::string scale, target;
  std::size_t values = 0;
  std::map<std::string, std::size_t> reasons;  // "not_asked": 2
  std::size_t absent = 0;                      // codings without a row for it; of figures and events those of interviews that have them
};

struct StudyReport {
  std::string title;
  std::vector<StudyRow> rows;
  std::vector<std::pair<std::string, std::string>> codes;  // id and title, as the codebooks have them; those with marks
  std::vector<std::string> left_out;                       // "s03: its text is not in the study"
  std::size_t people = 0;                                  // locked codings by people
  std::vector<RatedScale> rated;
};

/// One index over all interviews. `by_length` is Spearman's rank correlation of its rate with words.
struct StudyIndex {
  std::string id, title;
  std::size_t missing = 0;
  std::optional<Spread> spread;      // of passages per 1,000 words
  std::optional<double> by_length;
};

[[nodiscard]] StudyRow study_row(const CodedTranscript& coded, const Protocol& protocol);

/// Puts codes with marks in the order of the codebooks.
void order_codes(StudyReport& report, const std::vector<Codebook>& codebooks);

/// Counts what is missing in codings by people.
void add_ratings(StudyReport& report, const std::vector<Coding>& codings);

[[nodiscard]] std::vector<StudyIndex> study_indices(const StudyReport& report);

/// A page that needs nothing but itself.
void write_study_html(std::ostream& out, const StudyReport& report);
/// At most 80 columns.
void write_study_text(std::ostream& out, const StudyReport& report);
/// The rows of `write_interview_csv`: a number each.
void write_study_csv(std::ostream& out, const StudyReport& report);
void write_study_json(std::ostream& out, const StudyReport& report);

}  // namespace attune
