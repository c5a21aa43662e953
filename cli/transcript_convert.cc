// attune transcript convert: a transcript in another format.
#include <utility>

#include "attune/report/transcript_formats.h"
#include "attune/text/visible.h"
#include "cli/batch.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, TranscriptFormat> kFormats[] = {{"jsonl", TranscriptFormat::json_lines}, {"text", TranscriptFormat::text}};

void describe(po::options_description& options) {
  options.add_options()("to", po::value<std::string>()->default_value("jsonl")->value_name("FORMAT"),
                        "jsonl (a transcript a line) or text (each turn's text on a line, without labels)");
  describe_reading(options);
}

int run_convert(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty()) throw UsageError("expects at least one FILE (\"-\" is standard input)");
  const TranscriptFormat format = choice(arguments, "to", kFormats);
  int status = kDone;
  run_batch(arguments.operands, context.in, reading_from(arguments), BatchOptions{}, [&](Outcome outcome) {
    if (const auto* coded = std::get_if<CodedTranscript>(&outcome.result)) return write_transcript(context.out, coded->transcript, format);
    context.err << visible(std::get<Errors>(outcome.result).what()) << '\n';
    status = kCouldNot;
  });
  return status;
}

}  // namespace

extern const Command kTranscriptConvertCommand{
    .name = "transcript convert",
    .operands = "[OPTIONS] FILE...",
    .summary = "A transcript in another format",
    .about = "Writes transcripts in another format: \"jsonl\" is a line a transcript with its turns, roles and sections, and is read again by every command; "
             "\"text\" is each turn's text on a line of its own, without labels.",
    .statuses = "",
    .example = "attune transcript convert --to jsonl corpora_samples/s04.txt",
    .describe = describe,
    .run = run_convert,
};

}  // namespace attune::cli
