// attune rate lock: ends a rater's work on codings.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/rating_queries.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

void describe(boost::program_options::options_description& options) {
  describe_codings(options);
  describe_scales(options, "the codebooks whose scales were used; may be repeated");
  describe_actor(options);
}

int run_lock(const Arguments& arguments, Context& context) {
  const NamedCodings named = named_codings(arguments);
  const ScaleNames scales = scales_of(arguments);
  Study study = open_study(arguments.operands[0], surroundings_of(arguments, named.rater), context);
  const int locked = study.lock(named.rater, named.round, named.transcripts);
  write_queries(context.err, study, scales, named.rater, named.round, named.transcripts, arguments.get<double>("cut"));
  context.out << fmt::format("{}: {} codings locked\n", named.rater, locked);
  return kDone;
}

}  // namespace

extern const Command kRateLockCommand{
    .name = "rate lock",
    .operands = "STUDY --rater RATER [TRANSCRIPT...]",
    .summary = "Lock a rater's codings",
    .about =
        "Locks the rater's codings of these transcripts, or all of the round when none is named. A locked coding takes "
        "no other value; only locked codings are compared. A coding made after its rater was shown marks or others' "
        "values is locked as assisted and left out of reliability. Queries (a U without an alternative and the like) "
        "are told; they stop nothing.",
    .statuses = "",
    .example = "attune rate lock study.attune --rater R1 s01 s02",
    .describe = describe,
    .run = run_lock,
};

}  // namespace attune::cli
