// attune transcript print: an unmarked copy of a transcript, to read, number or mark by hand.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/read.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
#include "cli/reading.h"
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
  const std::optional<TranscriptRecord> record = study.transcript(id);
  if (!record) throw Errors(Problem{{file, 0, 0}, "a transcript of the study", "\"" + visible(id) + "\""});
  if (record->text.empty()) throw Errors(Problem{{file, 0, 0}, fmt::format("the text of {} in the study", id), "a study without it (--without-text)"});
  return record->text;
}

/// The first bytes of `line` that fit `width` characters: to the last blank, or a word that is longer alone.
std::string_view first_row(std::string_view line, std::size_t width) {
  std::size_t characters = 0, blank = 0, i = 0;
  for (; i < line.size() && characters <= width; ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80) ++characters;
    if (line[i] == ' ' && characters <= width + 1) blank = i;
  }
  if (i == line.size() && characters <= width) return line;
  return line.substr(0, blank > 0 ? blank : std::min(line.find(' '), line.size()));
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
  const std::size_t width = (arguments.has("wide-margin") ? kPage - kMargin : kPage) - (numbered ? 6 : 0);
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    ++number;
    std::string line = visible(text.substr(begin, end - begin));
    std::string_view rest = line;
    std::string lead = numbered ? fmt::format("{:>4}  ", number) : "";
    do {
      const std::string_view row = first_row(rest, width);
      context.out << lead << row << '\n';
      rest.remove_prefix(row.size());
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
      lead.assign(lead.size(), ' ');
    } while (!rest.empty());
    begin = end + 1;
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
