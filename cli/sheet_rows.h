// What a rater has to rate in a transcript, and what is rated by now: the rows of a sheet.
#pragma once

#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/formats/rating_sheet.h"
#include "attune/io/study.h"

namespace attune::cli {

/// A row for every scale and target, with the rater's own ratings among `own`; those on other targets have rows behind.
[[nodiscard]] std::vector<SheetRow> sheet_rows(Study& study, const ScaleNames& scales, const CodingKey& key,
                                               const std::vector<CodingRecord>& own);

}  // namespace attune::cli
