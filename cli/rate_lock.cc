// attune rate lock: ends a rater's work on codings.
#include "cli/commands.h"
#include "cli/rating_queries.h"

namespace attune::cli {

extern const Command kRateLockCommand{
    .name = "rate lock",
    .operands = "STUDY --rater RATER [TRANSCRIPT...]",
    .summary = "Lock a rater's codings",
    .about =
        "Locks the rater's codings of these transcripts, or all of the round when none is named. A locked coding takes "
        "no other value; only locked codings are compared. A coding made after its rater was shown marks or others' "
        "values is locked as assisted and left out of reliability. Queries (a U without an alternative, a note to "
        "a scale that has no value, and the like) are told; they stop nothing.",
    .statuses = "",
    .example = "attune rate lock study.attune --rater R1 s01 s02",
    .describe = describe_advance,
    .run = [](const Arguments& arguments, Context& context) { return advance_codings(arguments, context, CodingState::locked); },
};

}  // namespace attune::cli
