// What is known of raters' training, in words and as a list.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "attune/io/study.h"
#include "attune/report/codebook_page.h"

namespace attune {

/// "AAI: coder, trained by T (2018), reliability passed 2019-05-01 (test set, 83 %), en". A rater who has nothing
/// recorded has none.
[[nodiscard]] std::string qualification_words(const Qualification& qualification);

/// "R1 (AAI: ...; RF: ...) and R2 (...)", those of `raters` of whom something is known; empty when of none.
[[nodiscard]] std::string qualified_raters(const std::vector<std::string>& raters,
                                           std::span<const Qualification> qualifications);

/// One line or record a rater and system.
void write_qualifications(std::ostream& out, std::span<const Qualification> qualifications, ListFormat format);

}  // namespace attune
