// attune transcript check: how transcripts were understood, and how far they can be scored.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/report/escape.h"
#include "attune/report/quality_csv.h"
#include "attune/report/understanding.h"
#include "attune/text/visible.h"
#include "cli/batch.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/quality_gates.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

enum class CheckFormat { text, csv, json, jsonl };

constexpr std::pair<std::string_view, CheckFormat> kFormats[] = {
    {"text", CheckFormat::text}, {"csv", CheckFormat::csv}, {"json", CheckFormat::json}, {"jsonl", CheckFormat::jsonl}};

void describe(po::options_description& options) {
  options.add_options()
      ("format", po::value<std::string>()->default_value("text")->value_name("FORMAT"), "text, csv (a measure a line), json, or jsonl (an object a transcript)")
      ("show-text", "show the words a line is named for, not only the line");
  describe_quality_gates(options);
  describe_reading(options);
}

/// Writes transcripts one after the other.
class CheckPrinter {
 public:
  CheckPrinter(CheckFormat format, ShowText show_text, std::ostream& out) : format_(format), show_text_(show_text), out_(out) {
    if (format_ == CheckFormat::csv) write_quality_csv_header(out_);
    if (format_ == CheckFormat::json) out_ << "{\"transcripts\":[";
  }
  void print(const Transcript& transcript, const TranscriptQuality& quality) {
    const bool first = std::exchange(first_, false);
    switch (format_) {
      case CheckFormat::text:
        if (!first) out_ << '\n';
        return write_understanding(out_, transcript, quality, show_text_);
      case CheckFormat::csv: return write_quality_csv(out_, transcript.id, quality);
      case CheckFormat::json: out_ << (first ? "\n" : ",\n"); return write_understanding_json(out_, transcript, quality);
      case CheckFormat::jsonl: write_understanding_json(out_, transcript, quality); out_ << '\n'; return;
    }
  }
  void finish() {
    if (format_ == CheckFormat::json) out_ << "\n]}\n";
  }

 private:
  CheckFormat format_;
  ShowText show_text_;
  std::ostream& out_;
  bool first_ = true;
};

int run_check(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty()) throw UsageError("expects at least one FILE (\"-\" is standard input)");
  const CheckFormat format = choice(arguments, "format", kFormats);
  const std::vector<QualityGate> gates = quality_gates_of(arguments);
  Reading reading = reading_from(arguments);
  reading.options.hash = false;
  const std::string& language = reading.notation.language;
  const QualityReader qualities(reading.protocol, shipped_language(language).value_or(Language{}), shipped_privacy(language).value_or(PrivacyWords{}), reading.notation);
  CheckPrinter printer(format, arguments.has("show-text") ? ShowText::yes : ShowText::no, context.out);
  int status = kDone;
  std::size_t below = 0;
  run_batch(arguments.operands, context.in, reading, BatchOptions{}, [&](Outcome outcome) {
    if (const auto* coded = std::get_if<CodedTranscript>(&outcome.result)) {
      const TranscriptQuality quality = qualities.read(coded->transcript);
      printer.print(coded->transcript, quality);
      const std::vector<std::string> lines = unmet(gates, coded->transcript.id, quality);
      for (const std::string& line : lines) context.err << "criterion: " << terminal_safe(line) << '\n';
      below += !lines.empty();
      return;
    }
    context.err << visible(std::get<Errors>(outcome.result).what()) << '\n';
    status = kCouldNot;
  });
  printer.finish();
  if (below > 0) {
    context.err << fmt::format("{} not meet the criteria given with --max and --min, which are your own\n", below == 1 ? "1 transcript does" : fmt::format("{} transcripts do", below));
    status = std::max(status, kNo);
  }
  return status;
}

}  // namespace

extern const Command kTranscriptCheckCommand{
    .name = "transcript check",
    .operands = "[OPTIONS] FILE...",
    .summary = "How transcripts were understood; can they be scored?",
    .about = "Reads transcripts and says what was understood: turns and roles, words, the notation met, the people spoken of, the sections of the "
             "interview with how sure each is, and what was not understood. Then how far it can be scored: questions of the protocol (--protocol) that were not found, "
             "words for a caregiver without a memory asked, a death without its age and other probes, the interviewer's share, cut-offs and phrases that may lead, what "
             "is inaudible where single words count, whether the text was tidied, and replaced names that do not go together.\n\n"
             "It names lines; the text of a transcript is shown only with --show-text. Measures for --max and --min: words, interviewer_share, sections_missing, adjectives, "
             "adjectives_unprobed, probes_missing, cut_offs, leading, unintelligible, unintelligible_share, sic, not_verbatim, redaction_gaps, names_left, not_understood, "
             "brackets_open; words, unintelligible_share and sic also of a section.",
    .statuses = "a transcript does not meet --max or --min",
    .example = "attune transcript check corpora_samples/s01.txt\nattune transcript check s01.txt s02.txt --max unintelligible_share=0.05",
    .describe = describe,
    .run = run_check,
};

}  // namespace attune::cli
