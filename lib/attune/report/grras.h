// The items of the Guidelines for Reporting Reliability and Agreement Studies (Kottner et al. 2011), in our words.
#pragma once

#include <iosfwd>
#include <string>

namespace attune {

/// What is known of the items. An empty answer is missing, and has to be written by hand; items that no program can
/// answer are not here and always missing.
struct GrrasAnswers {
  std::string raters;       // their profession, training, experience
  std::string sizes;        // how many raters and units, and why
  std::string drawn;        // how units and raters were
  std::string rated;        // how: time between ratings, blinding
  std::string independent;  // whether ratings were
  std::string analysis;
  std::string took_part;    // in the end
  std::string estimates;
  std::string details;
};

/// All items with their answers, then how many are missing and which.
void write_grras_items(std::ostream& out, const GrrasAnswers& answers);

}  // namespace attune
