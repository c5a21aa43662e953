// What a study can vouch for of how its codings came about.
#pragma once

#include <cstddef>
#include <vector>

#include "attune/io/study.h"
#include "attune/report/comparison_methods.h"

namespace attune::cli {

/// Did the coding's rater work from a packet, and see nothing in it that raters are kept from?
[[nodiscard]] bool is_blinded(const CodingRecord& coding);

/// `compared` are the people's codings of the round that are compared, `interviews` all in the study. A draw counts for a coding that was begun
/// after it, blinding for one that was begun in a packet.
[[nodiscard]] StudyDesign design_of(Study& study, const std::vector<Coding>& compared, std::size_t interviews, int round);

}  // namespace attune::cli
