// From codings to tables: what raters are compared on, and by which units.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/agreement/table.h"
#include "attune/codebook/codebook.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

/// `section`: all the participant says in answer to one question of the protocol.
enum class UnitKind : std::uint8_t { transcript, turn, sentence, section };

[[nodiscard]] std::string_view unit_name(UnitKind kind);

/// What a table is about: a scale, a class derived from class records, or a code.
enum class Compared : std::uint8_t { scale, derived_class, code };

[[nodiscard]] std::string_view compared_name(Compared compared);

/// What a rater's opinion rests on: a marked stretch, or the evidence lines of a rating.
struct Passage {
  std::string rater;
  std::string lines;         // "120-134, 201", as the rater wrote them
  std::optional<Span> span;  // of a mark
  std::string text;          // filled in by who has the transcript
  int older_version = 0;     // of the transcript, where it is not the newest that the lines are of
  int round = 1;             // of the coding
  bool is_withheld = false;  // its text is in the study, and has names that were replaced later

  bool operator==(const Passage&) const = default;
};

/// A transcript where raters differ. `distance` is 0 to 1: for values their range over that of the scale, for classes
/// 1, for codes the share of units; empty where a value stands against a reason for none.
struct Disagreement {
  Compared compared = Compared::scale;
  std::string name;
  std::string target;
  std::string transcript;
  std::vector<std::pair<std::string, std::string>> said;  // rater, and the value, the reason, or "3 of 41 sentences"
  std::optional<double> distance;
  std::vector<Passage> passages = {};  // evidence lines of the ratings; for codes the marks that another rater lacks

  bool operator==(const Disagreement&) const = default;
};

struct ComparedTable {
  Compared compared = Compared::scale;
  std::string name;    // of the scale, the derived class, or the code
  std::string target;  // "figure:mother", or empty
  Table table;
  std::vector<Disagreement> disagreements;
};

/// For each transcript what is resampled with it ("family_7"); a transcript that is not named stands alone.
using Clusters = std::map<std::string, std::string>;

/// Tables of ratings, units being the transcripts that two codings or more rated: one for each scale and target in the
/// order of `scales` (a scale not among them comes last), and class5, class4, class3_forced, autonomous_forced,
/// autonomous_nonU and U_primary for each scale of class records. A reason for no value is a missing cell.
/// REQUIRES: one coding for each transcript and rater.
[[nodiscard]] std::vector<ComparedTable> rating_tables(std::span<const Coding> codings, std::span<const Scale> scales,
                                                       const Clusters& clusters);

/// A transcript as units, for marks: stretches of its text in order.
struct UnitsOfTranscript {
  std::string id;
  std::vector<Span> units;
  std::vector<std::string> sections = {};  // key of each unit's section; empty where nobody asked
};

/// The participant's turns or sentences that have a word in them, or the whole text as one unit.
[[nodiscard]] std::vector<Span> units_of(const Transcript& transcript, UnitKind kind);

/// The same with the section each lies in.
[[nodiscard]] UnitsOfTranscript units_by_section(const Transcript& transcript, UnitKind kind);

/// The transcripts with only the units of one section.
[[nodiscard]] std::vector<UnitsOfTranscript> in_section(std::span<const UnitsOfTranscript> transcripts,
                                                        const std::string& section);

/// The codes that the codings mark, sorted.
[[nodiscard]] std::vector<std::string> marked_codes(std::span<const Coding> codings);

/// Whether each rater marked `code` in each unit ("marked", "unmarked"), over the transcripts with two codings or
/// more; a unit is marked when a mark overlaps it. The table has no names of units. Units of one transcript are one
/// cluster, unless there is one unit a transcript and no other cluster.
/// REQUIRES: one coding for each transcript and rater; `transcripts` sorted by id.
[[nodiscard]] ComparedTable code_table(const std::string& code, std::span<const Coding> codings,
                                       std::span<const UnitsOfTranscript> transcripts, UnitKind kind,
                                       const Clusters& clusters);

}  // namespace attune
