// What a report on one interview says, chosen and ordered before anything is written: every format shows the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/protocol.h"
#include "attune/report/coded.h"
#include "attune/report/interview_quality.h"
#include "attune/report/reference_study.h"

namespace attune {

/// A rule (or, for a person's marks, a code) that left marks, as a card to open from them.
struct ReportRule {
  std::string marker;        // empty for a code marked by hand
  std::string title, why;
  std::string code, code_title, definition;
  std::string rater;         // "id@version", or the person
  std::string evidence;      // "E2", or empty for a person
  int grade = 0;             // its place, best first: 0 for a person, then E1-text, E1-human, E2 ...
  Polarity polarity = Polarity::neutral;
  std::vector<std::string> references;
  std::size_t marks = 0;
};

/// A code that can be switched on and off. Sub-codes go with their parent.
struct ReportCode {
  std::string id, title;
  std::size_t marks = 0;
};

struct ReportMark {
  const Mark* mark = nullptr;
  std::size_t rule = 0;      // into `rules`
  std::size_t code = 0;      // into `codes`
};

/// A passage with the sentence around it.
struct Quotation {
  std::size_t mark = 0;      // into `marks`
  Span sentence;
};

/// What the participant says between two questions. `words` and `pauses` are the participant's; `seconds` counts pauses with a
/// stated time only.
struct Answer {
  std::uint32_t first_turn = 0, turn_end = 0;
  std::string section;       // key, or empty
  std::uint32_t words = 0;
  std::size_t pauses = 0;
  double seconds = 0;
  std::size_t away = 0, toward = 0, neutral = 0;
  std::size_t kinds = 0;     // different rules among its marks
};

/// A section in the order of the interview. A revisited one is there again.
struct SectionStretch {
  std::string key, title;
  std::uint32_t first_turn = 0;
  double confidence = 0;
  std::uint32_t words = 0;
  std::size_t answers = 0, pauses = 0;
  double seconds = 0;
  std::size_t away = 0, toward = 0, neutral = 0;
  std::vector<std::size_t> by_code = {};  // marks, as in `codes`
};

/// What trained people rated, shown apart from the rules.
struct TrainedRatings {
  std::string rater, date;   // day the coding was stored, or empty
  int round = 1;
  bool assisted = false;
  std::vector<Rating> ratings;
  std::string qualified = {};  // what is known of the rater's training
  std::vector<JudgedAdjective> adjectives = {};  // what they read in support of words for caregivers
};

struct InterviewReport {
  const CodedTranscript* coded = nullptr;
  std::uint64_t seed = 0;
  std::vector<QualityFinding> quality;
  std::vector<std::string> suppressed;       // "Clarity: the transcript is not verbatim"
  std::vector<ReportCode> codes;
  std::vector<ReportRule> rules;
  std::vector<ReportMark> marks;             // of all raters, in `mark_order`
  std::vector<Quotation> quotations;         // at most five, away and toward by turns
  std::vector<Answer> answers;
  std::size_t unmarked = 0;                  // answers long enough to be shown, without any mark
  std::vector<std::size_t> drawn;            // three of these, by seed; into `answers`, in order
  std::vector<std::size_t> read_first;       // answers with most different marks; into `answers`
  std::vector<SectionStretch> sections;
  std::vector<TrainedRatings> trained;
  bool tells_self_harm = false;
  std::optional<ReferenceStudy> reference;        // when the user gave one
};

struct InterviewReportOptions {
  std::uint64_t seed = 1;
  std::vector<TrainedRatings> trained = {};
  std::optional<ReferenceStudy> reference = {};
};

/// REQUIRES: `coded` outlives the report and does not change; its codings by rules were made with `codebooks`.
[[nodiscard]] InterviewReport interview_report(const CodedTranscript& coded, const std::vector<Codebook>& codebooks, const Protocol& protocol,
                                               const InterviewReportOptions& options);

}  // namespace attune
