// The raters of a study compared: every scale, class and code, people and codebooks apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/icc.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/units.h"

namespace attune {

/// Codebooks never enter a coefficient of people: rules against people have tables of their own, two raters at a time,
/// and so have codebooks against each other. `pairs` are
/// people two at a time, `over_rounds` a person against herself in another round.
enum class Group : std::uint8_t { people, pairs, over_rounds, rules_and_people, codebooks };

[[nodiscard]] std::string_view group_name(Group group);

/// What is compared. One coding for each transcript and rater.
struct ComparedCodings {
  std::vector<Coding> people;
  std::vector<Coding> other_rounds;  // by people too; compared only with the same person's in `people`
  std::vector<Coding> codebooks;
  std::vector<Scale> scales;
  std::map<std::string, std::vector<std::string>> codes_of_codebook;  // by rater name; what it could have marked
  std::vector<UnitsOfTranscript> transcripts;                         // sorted by id
  std::vector<UnitsOfTranscript> in_sections = {};                    // the same by `unit_in_sections`, with the section each lies in
  Clusters clusters;                                                  // empty: transcripts stand alone
  std::set<CodingKey> ratings_only = {};                             // codings that are not compared on codes: their marks lie in another text
};

struct ComparisonOptions {
  UnitKind per = UnitKind::transcript;  // units for marks; ratings are always of transcripts
  bool by_section = false;              // codes also in each section apart
  bool by_pair = false;                 // people also two at a time
  IccEstimator icc = IccEstimator::anova;
  Resampling resampling;                // `what` names the clusters: "transcripts", "families"
};

/// Codes in one section apart are asked of the section where they are asked of whole transcripts, else of the same units.
[[nodiscard]] UnitKind unit_in_sections(const ComparisonOptions& options);

/// Codes were to be compared in sections, and no section was recognised in any of the transcripts.
[[nodiscard]] bool lacks_sections(const ComparedCodings& codings, const ComparisonOptions& options);

/// One scale and target, class, or code, with everything that is printed about it.
struct Comparison {
  Group group = Group::people;
  Compared compared = Compared::scale;
  std::string name;
  std::string target;            // "figure:mother"; "section:loss" for a code in one section
  UnitKind unit = UnitKind::transcript;
  Level level = Level::nominal;
  std::vector<std::string> raters;
  std::string person = {};       // over rounds: whose they are, the raters being her rounds ("R1 round 2")
  std::size_t units = 0;
  std::size_t paired_units = 0;  // with two ratings or more
  std::size_t icc_units = 0;     // that an ICC rests on: rated by all, or with REML and Ebel's by any
  std::size_t missing = 0;       // cells
  double marked = 0;             // share of ratings "marked"; of codes only
  std::vector<std::pair<std::string, std::size_t>> base_rates;  // ratings by category; of classes and codes only
  std::vector<Statistic> statistics;
  std::vector<Disagreement> disagreements;
  Table table;                   // what all this was computed from; of codes, which have units without end, none is kept
};

/// Where units of a cluster are not independent (turns and sentences of one transcript, transcripts of one family),
/// only the bootstrap by clusters gives intervals (`with_cluster_intervals`). People who marked nothing
/// anywhere gave ratings only, and are not compared on codes, nor are codings of `ratings_only`. A codebook and a person are compared on the codes that
/// the person used and the codebook could have marked, with recall, precision and F1 of the rules.
[[nodiscard]] std::vector<Comparison> compare(const ComparedCodings& codings, const ComparisonOptions& options);

/// All disagreements of the comparisons, worst first: by distance, values against reasons last. Those of pairs are
/// among the people's and not listed twice.
[[nodiscard]] std::vector<Disagreement> disagreements_of(std::span<const Comparison> comparisons);

/// The same for who reads them: without the highest over events of which the same raters say the same as of an event.
[[nodiscard]] std::vector<Disagreement> worst_first(std::span<const Comparison> comparisons);

}  // namespace attune
