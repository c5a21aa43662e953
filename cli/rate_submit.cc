// attune rate submit: ends a rater's first pass through codings.
#include "cli/commands.h"
#include "cli/rating_queries.h"

namespace attune::cli {

extern const Command kRateSubmitCommand{
    .name = "rate submit",
    .operands = "STUDY --rater RATER [TRANSCRIPT...]",
    .summary = "Submit a rater's codings",
    .about =
        "Says that the rater has done with these transcripts, or with all of the round when none is named: draft becomes "
        "submitted. A value that was submitted changes only with a reason (\"rate import --reason\"), and the one before "
        "is kept; new values may still be added. Queries (a U without an alternative, a note to a scale that has no value, and the like) are told, so that they "
        "can be looked at before \"rate lock\" ends the work. A submitted coding is not compared yet, and a locked one "
        "stays locked. Locking without submitting is allowed.",
    .statuses = "",
    .example = "attune rate submit study.attune --rater R1 s01 s02",
    .describe = describe_advance,
    .run = [](const Arguments& arguments, Context& context) { return advance_codings(arguments, context, CodingState::submitted); },
};

}  // namespace attune::cli
