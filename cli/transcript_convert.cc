// attune transcript convert: a transcript in another format, with or without marks.
#include <span>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/export.h"
#include "attune/io/files.h"
#include "attune/report/transcript_formats.h"
#include "attune/text/visible.h"
#include "cli/batch.h"
#include "cli/books.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

enum class Target { jsonl, text, chat, elan, text_grid, csv, tei, qdpx, web_annotation, brat };

constexpr std::pair<std::string_view, Target> kTargets[] = {
    {"jsonl", Target::jsonl}, {"text", Target::text}, {"chat", Target::chat}, {"elan", Target::elan}, {"textgrid", Target::text_grid}, {"csv", Target::csv},
    {"tei", Target::tei}, {"qdpx", Target::qdpx}, {"webanno", Target::web_annotation}, {"brat", Target::brat}};

void describe(po::options_description& options) {
  options.add_options()
      ("to", po::value<std::string>()->default_value("jsonl")->value_name("FORMAT"), "jsonl (a transcript a line), text (each turn's text on a line, without labels), chat, elan, textgrid, csv, tei, qdpx, webanno or brat")
      ("codebook,b", po::value<std::vector<std::string>>()->composing()->value_name("BOOK"), "write the marks of this codebook too: a shipped id or a file (may be repeated)")
      ("marks", "write the marks of the default codebooks too")
      ("people", "write what people marked in a REFI-QDA project (qdpx) too")
      ("output,o", po::value<std::string>()->value_name("FILE"), "write to this file instead of standard output; it must not exist");
  describe_reading(options);
}

bool holds_many(Target target) { return target == Target::jsonl || target == Target::text || target == Target::qdpx || target == Target::web_annotation; }

Exported exported(Target target, const MarkedTranscript& marked) {
  switch (target) {
    case Target::chat: return export_chat(marked);
    case Target::elan: return export_elan(marked);
    case Target::text_grid: return export_text_grid(marked);
    case Target::csv: return export_table(marked);
    case Target::tei: return export_tei(marked);
    case Target::web_annotation: return export_web_annotation(marked);
    default: return export_brat(marked);
  }
}

/// What the format cannot hold is said once, on standard error.
void say_left_out(Context& context, const std::vector<std::string>& left_out) {
  for (const std::string& what : left_out) context.err << fmt::format("note: {}\n", visible(what));
}

int run_convert(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty()) throw UsageError("expects at least one FILE (\"-\" is standard input)");
  const Target target = choice(arguments, "to", kTargets);
  if (!holds_many(target) && arguments.operands.size() > 1) throw UsageError(fmt::format("--to {} writes one transcript; there are several files", arguments.get<std::string>("to")));
  const bool marks_only = target == Target::web_annotation || target == Target::brat;
  BatchOptions options;
  options.people = arguments.has("people");
  if (arguments.has("codebook") || arguments.has("marks") || (marks_only && !options.people))
    options.codebooks = open_codebooks(arguments.has("codebook") ? arguments.get<std::vector<std::string>>("codebook") : std::vector<std::string>{});
  options.keep_bytes = target == Target::elan || target == Target::text_grid;
  std::string whole;
  const bool to_file = arguments.has("output");
  const auto put = [&](const std::string& bytes) {
    if (to_file) whole += bytes;
    else context.out << bytes;
  };
  std::vector<CodedTranscript> project;
  int status = kDone;
  std::size_t written = 0;
  run_batch(arguments.operands, context.in, reading_from(arguments), std::move(options), [&](Outcome outcome) {
    try {
      if (const auto* errors = std::get_if<Errors>(&outcome.result)) throw *errors;
      auto& coded = std::get<CodedTranscript>(outcome.result);
      if (target == Target::qdpx) {
        project.push_back(std::move(coded));
      } else if (target == Target::jsonl || target == Target::text) {
        std::ostringstream lines;
        write_transcript(lines, coded.transcript, target == Target::text ? TranscriptFormat::text : TranscriptFormat::json_lines);
        put(lines.str());
      } else {
        if (!holds_many(target) && written > 0) throw Errors({{outcome.file, outcome.line, 0}, "one transcript", "another one"});
        const Exported result = exported(target, {&coded.transcript, coded.codings, outcome.bytes});
        put(result.bytes);
        if (written == 0) say_left_out(context, result.left_out);
      }
      ++written;
    } catch (const Errors& errors) {
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  });
  if (target == Target::qdpx && !project.empty()) {
    std::vector<MarkedTranscript> marked;
    for (const CodedTranscript& coded : project) marked.push_back({&coded.transcript, coded.codings});
    const Exported result = export_qdpx(marked);
    put(result.bytes);
    say_left_out(context, result.left_out);
  }
  if (to_file && written > 0) write_file(arguments.get<std::string>("output"), whole, Overwrite::no);
  return status;
}

}  // namespace

extern const Command kTranscriptConvertCommand{
    .name = "transcript convert",
    .operands = "[OPTIONS] FILE...",
    .summary = "A transcript in another format",
    .about = "Writes transcripts in another format. \"jsonl\" is a line a transcript with its turns, roles, times and sections, and is read again by every command; "
             "\"text\" is each turn's text on a line of its own, without labels: in the formats that are not text, offsets count in it.\n\n"
             "With -b or --marks the marks of codebooks go with it: in CHAT on a tier of their own, the main lines untouched; in ELAN and TextGrid on a tier; in a REFI-QDA "
             "project (qdpx) as coded selections that other programs open. \"webanno\" (W3C Web Annotation) and \"brat\" hold marks only. What a format cannot hold is said "
             "on standard error.",
    .statuses = "",
    .example = "attune transcript convert --to jsonl corpora_samples/s04.txt",
    .describe = describe,
    .run = run_convert,
};

}  // namespace attune::cli
