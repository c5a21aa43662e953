// What commands share that end a rater's work on codings: which codings, and the queries the rater gets.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/io/study.h"
#include "attune/measures/coding_queries.h"
#include "cli/command.h"

namespace attune::cli {

/// --rater, --round and --cut
void describe_codings(boost::program_options::options_description& options);

/// A rater's codings in a round; no transcripts: all of them.
struct NamedCodings {
  std::string rater;
  int round = 1;
  std::vector<std::string> transcripts;
};

/// The codings that STUDY --rater RATER [TRANSCRIPT...] names. Throws `UsageError`.
[[nodiscard]] NamedCodings named_codings(const Arguments& arguments);

/// Of each scale and target that was written to and is not rated: a sentence without what was written.
[[nodiscard]] std::vector<std::string> note_queries(const std::vector<Jotting>& jottings, const std::vector<Rating>& ratings);

/// One line a query about the rater's own codings (no transcripts: all of the round). They tell of values: where another is named
/// as acting, that is recorded, and of what that one has still to lock only their number is said.
void write_queries(Context& context, Study& study, const Arguments& arguments, const ScaleNames& scales, const NamedCodings& named);

/// The options of the commands that take codings a state further, and what they do: `to` is submitted or locked.
void describe_advance(boost::program_options::options_description& options);
int advance_codings(const Arguments& arguments, Context& context, CodingState to);

}  // namespace attune::cli
