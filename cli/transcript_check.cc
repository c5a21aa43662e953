// attune transcript check: how transcripts were understood.
#include <utility>

#include "attune/report/understanding.h"
#include "attune/text/visible.h"
#include "cli/batch.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, bool> kFormats[] = {{"text", false}, {"jsonl", true}};

void describe(po::options_description& options) {
  options.add_options()
      ("format", po::value<std::string>()->default_value("text")->value_name("FORMAT"), "text, or jsonl (an object a transcript)")
      ("show-text", "show the remarks that were not understood, not only their lines");
  describe_reading(options);
}

int run_check(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty()) throw UsageError("expects at least one FILE (\"-\" is standard input)");
  const bool json = choice(arguments, "format", kFormats);
  const ShowText show_text = arguments.has("show-text") ? ShowText::yes : ShowText::no;
  int status = kDone;
  bool first = true;
  Reading reading = reading_from(arguments);
  reading.options.hash = false;
  run_batch(arguments.operands, context.in, reading, BatchOptions{}, [&](Outcome outcome) {
    if (const auto* coded = std::get_if<CodedTranscript>(&outcome.result)) {
      if (json) return write_understanding_json(context.out, coded->transcript);
      if (!first) context.out << '\n';
      first = false;
      return write_understanding(context.out, coded->transcript, show_text);
    }
    context.err << visible(std::get<Errors>(outcome.result).what()) << '\n';
    status = kCouldNot;
  });
  return status;
}

}  // namespace

extern const Command kTranscriptCheckCommand{
    .name = "transcript check",
    .operands = "[OPTIONS] FILE...",
    .summary = "How transcripts were understood, and what was not",
    .about = "Reads transcripts and says what was understood: turns and roles, words, the notation met, the people spoken of, the sections of the "
             "interview with how sure each is, and what was not understood. Look at it before trusting a count.\n\n"
             "It names lines; the text of a transcript is shown only with --show-text.",
    .statuses = "",
    .example = "attune transcript check corpora_samples/s01.txt",
    .describe = describe,
    .run = run_check,
};

}  // namespace attune::cli
