// attune report: what was found, as one page a person can read, keep and print.
#include <cstdint>
#include <optional>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "attune/io/files.h"
#include "attune/report/interview_formats.h"
#include "attune/report/interview_html.h"
#include "attune/report/interview_report.h"
#include "attune/text/visible.h"
#include "cli/batch.h"
#include "cli/books.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

enum class ReportFormat : std::uint8_t { html, text, csv, json };

constexpr std::pair<std::string_view, ReportFormat> kFormats[] = {
    {"html", ReportFormat::html}, {"text", ReportFormat::text}, {"csv", ReportFormat::csv}, {"json", ReportFormat::json}};

void describe(po::options_description& options) {
  options.add_options()
      ("output,o", po::value<std::string>()->value_name("FILE"), "write to this file instead of standard output; only you may read it")
      ("force,f", "overwrite FILE when it exists")
      ("format", po::value<std::string>()->default_value("html")->value_name("FORMAT"), "html (a page), text (80 columns), csv (a number a row) or json")
      ("codebook,b", po::value<std::vector<std::string>>()->composing()->value_name("BOOK"), "code with this codebook instead of the default ones: a shipped id or a file (may be repeated)")
      ("seed", po::value<std::uint64_t>()->default_value(1)->value_name("N"), "of the draw of answers without a mark");
  describe_reading(options);
}

void write_interview(std::ostream& out, const InterviewReport& report, ReportFormat format) {
  switch (format) {
    case ReportFormat::html: return write_interview_html(out, report);
    case ReportFormat::text: return write_interview_text(out, report);
    case ReportFormat::csv: write_interview_csv_header(out); return write_interview_csv(out, report);
    case ReportFormat::json: return write_interview_json(out, report);
  }
}

/// Whole to its place, or not at all.
void put(const std::string& page, const Arguments& arguments, Context& context) {
  if (!arguments.has("output")) {
    context.out << page;
    return;
  }
  const auto& file = arguments.get<std::string>("output");
  write_file(file, page, arguments.has("force") ? Overwrite::yes : Overwrite::no);
  context.out << fmt::format("{}: written\n", visible(file));
}

int run_report(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expects one FILE (\"-\" is standard input)");
  if (arguments.has("force") && !arguments.has("output")) throw UsageError("--force is about a file; name it with -o");
  const ReportFormat format = choice(arguments, "format", kFormats);
  const Reading reading = reading_from(arguments);
  BatchOptions options;
  options.codebooks = open_codebooks(arguments.has("codebook") ? arguments.get<std::vector<std::string>>("codebook") : std::vector<std::string>{});
  options.intervals = Intervals::bootstrap;
  std::optional<CodedTranscript> coded;
  run_batch(arguments.operands, context.in, reading, options, [&](Outcome outcome) {
    if (const auto* errors = std::get_if<Errors>(&outcome.result)) throw *errors;
    if (coded) throw UsageError("there are several interviews in this file; a report is about one");
    coded = std::get<CodedTranscript>(std::move(outcome.result));
  });
  if (!coded) throw Errors({{arguments.operands[0], 0, 0}, "a transcript", "none"});
  std::ostringstream page;
  write_interview(page, interview_report(*coded, options.codebooks, reading.protocol, {arguments.get<std::uint64_t>("seed")}), format);
  put(page.str(), arguments, context);
  return kDone;
}

}  // namespace

extern const Command kReportCommand{
    .name = "report",
    .operands = "[OPTIONS] FILE",
    .summary = "A page on an interview: its quality, its passages, its length",
    .about = "Codes an interview as \"attune code\" does and writes one page of HTML that needs nothing else: no network, no other file. The first screen says "
             "what the interview can carry, then shows passages that rules marked beside answers without a mark, drawn by chance. After it come the "
             "transcript with its marks, each leading to its rule and source; the interview over time; counts and rates with intervals; the words "
             "offered for caregivers; what the quality check found; and what to read first. It prints, and works without script.\n\n"
             "The page holds text of the interview: keep it as you keep the transcript. It is not for raters who have not locked their own coding.",
    .statuses = "",
    .example = "attune report s01.txt -o s01.html\nattune report s01.txt --format text",
    .describe = describe,
    .run = run_report,
};

}  // namespace attune::cli
