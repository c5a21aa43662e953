#include "cli/rating_queries.h"

#include <fmt/format.h>

namespace attune::cli {

void write_queries(std::ostream& err, Study& study, const ScaleNames& scales, const std::string& rater, int round,
                   const std::vector<std::string>& transcripts, double cut) {
  CodingFilter own{transcripts, {rater}};
  own.with_marks = false;
  for (const CodingRecord& record : study.codings(own)) {
    if (record.coding.round != round) continue;
    for (const std::string& query : coding_queries(record.coding.ratings, scales, cut))
      err << fmt::format("query: {}: {}\n", record.coding.transcript, query);
  }
}

}  // namespace attune::cli
