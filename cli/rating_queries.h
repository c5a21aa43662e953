// The queries a rater gets on taking in or locking codings.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/io/study.h"
#include "attune/measures/coding_queries.h"

namespace attune::cli {

/// One line a query about the rater's own codings of these transcripts (empty: all) in a round.
void write_queries(std::ostream& err, Study& study, const ScaleNames& scales, const std::string& rater, int round,
                   const std::vector<std::string>& transcripts, double cut);

}  // namespace attune::cli
