// attune rate submit: ends a rater's first pass through codings.
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

int run_submit(const Arguments& arguments, Context& context) {
  const NamedCodings named = named_codings(arguments);
  const ScaleNames scales = scales_of(arguments);
  Study study = open_study(arguments.operands[0], surroundings_of(arguments, named.rater), context);
  const int submitted = study.submit(named.rater, named.round, named.transcripts);
  write_queries(context.err, study, scales, named.rater, named.round, named.transcripts, arguments.get<double>("cut"));
  context.out << fmt::format("{}: {} codings submitted\n", named.rater, submitted);
  return kDone;
}

}  // namespace

extern const Command kRateSubmitCommand{
    .name = "rate submit",
    .operands = "STUDY --rater RATER [TRANSCRIPT...]",
    .summary = "Submit a rater's codings",
    .about =
        "Says that the rater has done with these transcripts, or with all of the round when none is named: draft becomes "
        "submitted. A value that was submitted changes only with a reason (\"rate import --reason\"), and the one before "
        "is kept; new values may still be added. Queries (a U without an alternative and the like) are told, so that they "
        "can be looked at before \"rate lock\" ends the work. A submitted coding is not compared yet, and a locked one "
        "stays locked. Locking without submitting is allowed.",
    .statuses = "",
    .example = "attune rate submit study.attune --rater R1 s01 s02",
    .describe = describe,
    .run = run_submit,
};

}  // namespace attune::cli
