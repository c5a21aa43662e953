// How far an interview was led and typed so that it can be scored: questions and probes, the interviewer's part, what could
// not be heard, replaced names. Facts and counts; what is good enough a study says itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attune/codebook/protocol.h"
#include "attune/coding/adjectives.h"
#include "attune/coding/identifiers.h"
#include "attune/coding/spoken.h"
#include "attune/coding/verbatim.h"
#include "attune/text/notation.h"
#include "attune/text/transcript.h"

namespace attune {

/// What is counted in all parts of a transcript that answer one question. `key` is empty for what no section holds.
struct SectionQuality {
  std::string key;
  int line = 0;                        // of its first question; 0: no lines
  bool every_word = false;             // loss, trauma
  std::uint32_t words = 0;             // of the participant
  std::uint32_t unintelligible = 0;    // passages of the participant
  std::uint32_t sic = 0;
};

/// A question that belongs into the interview and was not found.
struct MissingProbe {
  std::string section, id, title;
  std::string about;                   // a figure's id, or empty
  int line = 0;                        // of the section
};

/// A word that was offered for a caregiver and never came back to.
struct UnprobedAdjective {
  std::string figure;
  int order = 0;
  Span offered;
  int line = 0;
};

/// Something on a line. `span` is in the transcript's text.
struct Finding {
  Span span;
  int line = 0;
};

/// Replaced names of one role whose numbers do not go together: "aunt" with 2 and without 1, or with and without a number.
struct RedactionGap {
  std::string role;
  std::vector<int> missing;            // numbers below the highest that are not there
  bool also_unnumbered = false;
  int line = 0;                        // of the first
};

struct TranscriptQuality {
  std::string protocol;
  std::size_t questions = 0;           // of the protocol
  std::vector<std::string> missing;    // keys of questions that were not found
  std::vector<SectionQuality> sections;
  std::size_t adjectives = 0;
  std::vector<UnprobedAdjective> unprobed;
  std::vector<MissingProbe> probes;
  std::uint32_t words = 0, interviewer_words = 0;
  std::vector<Finding> cut_offs;       // turns of the participant that the interviewer broke into
  std::vector<Finding> leading;        // phrases of the interviewer
  Fluency fluency;
  bool cleaned = false;
  std::size_t redacted = 0;            // replaced names
  std::vector<RedactionGap> gaps;
  std::vector<Finding> names;          // what looks like a name or a place; only looked for beside replaced names
  std::vector<Finding> remarks;        // brackets that the notation does not know
  std::vector<Finding> loose_brackets; // opened or closed alone
};

/// The participant's share of unintelligible passages among words; nothing where there is neither.
[[nodiscard]] std::optional<double> unintelligible_share(std::uint32_t passages, std::uint32_t words);

/// Holds one protocol and the words of one language. Neither copies nor moves: it holds on to compiled expressions.
class QualityReader {
 public:
  /// `notation` tells the listener's "mhm" from a question.
  QualityReader(Protocol protocol, const Language& language, PrivacyWords privacy, const NotationProfile& notation);

  [[nodiscard]] TranscriptQuality read(const Transcript& transcript) const;

 private:
  void read_turns(const Transcript& transcript, TranscriptQuality& quality) const;
  void read_probes(const Transcript& transcript, TranscriptQuality& quality) const;
  /// A turn of the interviewer that says no more than "mhm, okay".
  [[nodiscard]] bool is_only_listening(const Transcript& transcript, const Turn& turn) const;
  [[nodiscard]] bool was_probed(const Transcript& transcript, const Probe& probe, std::uint32_t first_turn, std::uint32_t turn_end) const;

  Protocol protocol_;
  AdjectiveReader adjectives_;
  PhraseList leading_, listening_;
  IdentifierFinder identifiers_;
};

/// A number of a transcript that can be listed and held against a limit. `section` is empty for the whole.
struct QualityMeasure {
  std::string name;
  std::string section;
  std::optional<double> value;
  std::string reason;                  // why there is no value
  std::vector<int> lines;              // where what was counted stands
};

/// All measures of a transcript, always in the same order; those of sections follow those of the whole.
[[nodiscard]] std::vector<QualityMeasure> quality_measures(const TranscriptQuality& quality);

/// The names of the measures of the whole, in order.
[[nodiscard]] std::vector<std::string> quality_measure_names();

}  // namespace attune
