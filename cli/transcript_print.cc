// attune transcript print: an unmarked copy of a transcript, to read, number or mark by hand.
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "attune/formats/read.h"
#include "attune/io/files.h"
#include "attune/text/numbered_lines.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
#include "cli/line_rows.h"
#include "cli/reading.h"
#include "cli/stored_transcript.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::size_t kPage = 78;    // columns
constexpr std::size_t kMargin = 28;  // of them left free for notes

void describe(po::options_description& options) {
  options.add_options()("transcript", po::value<std::string>()->value_name("ID"), "FILE is a study: print this transcript of it")(
      "numbered", "number the lines as evidence lines count them")(
      "wide-margin", "wrap lines so that a third of the page is left for notes");
  describe_reading(options);
}

std::string text_of(const Arguments& arguments, Context& context) {
  const std::string& file = arguments.operands[0];
  if (!arguments.has("transcript")) {
    const Reading reading = reading_from(arguments);
    const std::string bytes = file == "-" ? read_stream(context.in, "standard input") : read_file(file);
    const Format format = reading.format ? *reading.format : detect_format(bytes, file, reading.options.encoding);
    return Understanding(reading).read(bytes, file, transcript_id(file, reading), format).text;
  }
  const std::string id = arguments.get<std::string>("transcript");
  Study study = open_study(file, surroundings_of(arguments), context);
  return transcript_with_text(study, id, file).text;
}

int run_print(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expected one FILE, or a study and --transcript ID");
  const std::string text = text_of(arguments, context);
  const bool numbered = arguments.has("numbered");
  if (!numbered && !arguments.has("wide-margin")) {
    // Byte by byte what marks are compared with; on a terminal nothing of it is a command to the terminal.
    context.out << (context.out_is_terminal ? visible(text) : text);
    return kDone;
  }
  const std::size_t width = arguments.has("wide-margin") ? kPage - kMargin : kPage;
  int number = 0;
  for (const Span line : numbered_lines(text)) {
    ++number;
    const std::string_view words = slice(text, line);
    for (const std::string& row : numbered ? numbered_rows(number, words, width) : rows_of_line(words, width)) context.out << row << '\n';
  }
  return kDone;
}

}  // namespace

extern const Command kTranscriptPrintCommand{
    .name = "transcript print",
    .operands = "FILE|STUDY [--transcript ID] [OPTIONS]",
    .summary = "Write an unmarked copy of a transcript",
    .about =
        "Writes the text of a transcript without any mark: to read it, to number its lines as evidence lines of ratings count "
        "them (--numbered), to print it with room for notes (--wide-margin), or to mark passages in it with an editor and take "
        "them in with \"rate mark\" (without options: the text as it is).",
    .statuses = "",
    .example = "attune transcript print interview.docx > interview.txt",
    .describe = describe,
    .run = run_print,
};

}  // namespace attune::cli
