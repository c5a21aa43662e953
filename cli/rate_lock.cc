// attune rate lock: ends a rater's work on codings.
#include <utility>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/rating_queries.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("rater", po::value<std::string>()->value_name("RATER"), "whose codings")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of coding")(
      "cut", po::value<double>()->default_value(kUnresolvedCut)->value_name("SCORE"),
      "score of an event from which a U is expected");
  describe_scales(options, "the codebooks whose scales were used; may be repeated");
  describe_actor(options);
}

int run_lock(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty()) throw UsageError("expected a study file");
  const std::string rater = rater_of(arguments);
  const int round = arguments.get<int>("round");
  const std::vector<std::string> transcripts(arguments.operands.begin() + 1, arguments.operands.end());
  const ScaleNames scales = scales_of(arguments);
  Study study = Study::open(arguments.operands[0], surroundings_of(arguments, rater));
  const int locked = study.lock(rater, round, transcripts);
  write_queries(context.err, study, scales, rater, round, transcripts, arguments.get<double>("cut"));
  context.out << fmt::format("{}: {} codings locked\n", rater, locked);
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
