// What a methods section says of a study's raters.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "attune/agreement/comparison.h"
#include "attune/report/comparison.h"

namespace attune {

/// What a study knows of how it was coded. Empty words: it does not know, and the user has to tell.
struct StudyDesign {
  std::size_t interviews = 0;           // in the study
  std::size_t coded = 0;                // with a coding that is compared
  std::vector<std::string> raters;
  std::vector<std::string> drawn_by;    // seed, share and frame of the draws of who codes what
  std::size_t assigned = 0;             // of the codings compared, those drawn beforehand
  std::vector<std::string> replacements;// "R3 for R1 (left), then R4 for R3 (ill) in 3 codings", of those
  std::string blind_to;                 // what the files did not hold that raters worked from
  std::size_t blinded = 0;              // of the codings compared, those made in such files
  std::size_t agreed = 0;               // ratings that raters agreed on afterwards
};

/// Sentences to paste, in the style of the APA: raters, how many interviews were coded twice and how they were drawn,
/// what was left out, then the pre-consensus coefficients of each class and scale with interval, percentage and base
/// rates. Gaps that only the user can fill stand in [brackets].
void write_comparison_apa(std::ostream& out, const ComparisonHeading& heading, const StudyDesign& design,
                          std::span<const Comparison> comparisons);

/// The items of the GRRAS guidelines (Kottner et al. 2011), answered or missing, and the matrices of classes.
void write_comparison_grras(std::ostream& out, const ComparisonHeading& heading, const StudyDesign& design,
                            std::span<const Comparison> comparisons);

}  // namespace attune
