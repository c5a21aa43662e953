// The comparison of a study's raters, for people and for programs.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "attune/agreement/comparison.h"

namespace attune {

/// Codings that are not compared, and why.
struct LeftOut {
  std::size_t drafts = 0;
  std::size_t submitted = 0;  // but not locked
  std::size_t assisted = 0;   // locked, but made after the rater had seen marks or others' values
  std::size_t training = 0;   // locked training cases
  std::size_t other_rounds = 0;
  std::size_t other_versions = 0;  // marks on an older version of the transcript; its ratings are compared
  std::size_t without_text = 0;    // marks on a transcript whose text is not in the study, for sections, turns and sentences
  std::size_t without_sections = 0;  // such marks that are compared by whole transcripts, but not by section
};

/// A number the user asked for, as typed, and whether it was reached.
struct Criterion {
  std::string text;
  bool is_met = false;
};

struct ComparisonHeading {
  std::string study;  // as the user named it
  int round = 1;
  std::size_t compared = 0;  // codings by people
  LeftOut left_out;
  ComparisonOptions options;
  std::vector<Criterion> criteria;
  std::string raters = {};  // what is known of their training, in words
  std::vector<std::pair<std::string, std::size_t>> codings_by = {};  // whose codings are compared, and how many of each
  std::size_t double_coded = 0;  // transcripts with codings by two people that are compared
  bool lacks_sections = false;   // codes were to be compared in sections, of which none was recognised
};

/// Pages of at most 80 columns, but for names, which are never cut: people's scales, classes and codes; rules against people; the `most_listed` worst
/// disagreements with the passages they rest on. Passages hold text of transcripts.
void write_comparison_text(std::ostream& out, const ComparisonHeading& heading, std::span<const Comparison> comparisons,
                           std::size_t most_listed);

/// A page that needs nothing but itself: coefficients with their intervals as charts and tables, each two raters' matrix, how far
/// they are apart on scales, and the `most_listed` worst disagreements side by side. Passages hold text of transcripts.
void write_comparison_html(std::ostream& out, const ComparisonHeading& heading, std::span<const Comparison> comparisons,
                           std::size_t most_listed);

/// One object with everything, statistics as `write_agreement_json` writes them.
void write_comparison_json(std::ostream& out, const ComparisonHeading& heading,
                           std::span<const Comparison> comparisons);

/// One row for each statistic of each comparison.
void write_comparison_csv(std::ostream& out, std::span<const Comparison> comparisons);

}  // namespace attune
