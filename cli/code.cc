// attune code: the main job. Reads transcripts, codes them with codebooks, prints what was found, keeps it in a study.
#include <algorithm>
#include <ostream>
#include <set>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "attune/io/study.h"
#include "attune/report/coded.h"
#include "attune/report/escape.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"
#include "attune/version.h"
#include "cli/batch.h"
#include "cli/books.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/stored_transcript.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr int kMostJobs = 256;

enum class CodeFormat { text, csv, json, jsonl };

constexpr std::pair<std::string_view, CodeFormat> kFormats[] = {
    {"text", CodeFormat::text}, {"csv", CodeFormat::csv}, {"json", CodeFormat::json}, {"jsonl", CodeFormat::jsonl}};

void describe(po::options_description& options) {
  options.add_options()
      ("codebook,b", po::value<std::vector<std::string>>()->composing()->value_name("BOOK"), "code with this codebook instead of the default ones: a shipped id or a file (may be repeated)")
      ("study,s", po::value<std::string>()->value_name("STUDY"), "keep transcripts and codings in this study file; made when there is none")
      ("format", po::value<std::string>()->default_value("text")->value_name("FORMAT"), "text (a summary), csv or jsonl (a mark a line), or json (all of it)");
  describe_reading(options);
  options.add_options()
      ("new-version", "with -s: a transcript whose bytes have changed is stored as its next version")
      ("keep-out-text", "with -s: the study gets hashes and offsets, not the transcripts' text")
      ("jobs,j", po::value<int>()->default_value(0)->value_name("N"), "how many threads; 0 is one a processor. Results do not depend on it");
  describe_display(options);
  describe_actor(options);
}

/// Writes outcomes in one format as they come.
class Printer {
 public:
  Printer(CodeFormat format, std::ostream& out) : format_(format), out_(out) {
    if (format_ == CodeFormat::json) begin_coded_json(out_);
    if (format_ == CodeFormat::csv) write_marks_csv_header(out_);
  }
  void print(const CodedTranscript& coded) {
    switch (format_) {
      case CodeFormat::text: add_to_summary(summary_, coded); break;
      case CodeFormat::csv: write_marks_csv(out_, coded); break;
      case CodeFormat::jsonl: write_marks_jsonl(out_, coded); break;
      case CodeFormat::json: write_coded_json(out_, coded, is_first_); break;
    }
    is_first_ = false;
  }
  void finish() {
    if (format_ == CodeFormat::json) end_coded_json(out_);
    if (format_ == CodeFormat::text && !summary_.rows.empty()) write_summary(out_, summary_);
  }

 private:
  CodeFormat format_;
  std::ostream& out_;
  bool is_first_ = true;
  Summary summary_;
};

/// Keeps coded transcripts in a study, each in a transaction of its own, and rules' marks from raters at work.
class Keeper {
 public:
  Keeper(const std::string& path, const std::vector<Codebook>& codebooks, const Arguments& arguments)
      : path_(path),
        study_(Study::open_or_create(path, surroundings_of(arguments))),
        rater_(onlooker_of(study_, arguments, "")) {
    if (!rater_.empty() && !arguments.has("expose")) kept_from_rater_ = unlocked(study_, rater_);
    study_.store_codebooks(codebooks);
    for (const Codebook& codebook : codebooks) codebook_hashes_.push_back(sha256_of(codebook));
    details_.new_version = arguments.has("new-version");
    details_.keep_text = !arguments.has("keep-out-text");
  }

  /// Throws `Errors`, and keeps nothing, when the rater named must not see the marks yet. What she may see is recorded
  /// before it is shown.
  void keep(const CodedTranscript& coded, std::string reading, std::string source) {
    const std::string& id = coded.transcript.id;
    if (kept_from_rater_.contains(id))
      throw Errors(Problem{{path_, 0, 0},
                           fmt::format("the own coding of {} by {} locked before what rules found is shown", id, rater_),
                           "none locked (--expose shows it, and makes the own coding an assisted one)"});
    const std::string& bytes = source.empty() ? coded.transcript.text : source;
    if (const auto stored = study_.transcript(id); stored && stored->sha256 == coded.transcript.sha256) refuse_other_reading(*stored, coded.transcript, reading, bytes, path_);
    std::vector<RuleCoding> codings;
    for (std::size_t i = 0; i < coded.codings.size(); ++i)
      codings.push_back({coded.codings[i], codebook_hashes_[i], std::string(kVersion), icu_version()});
    details_.reading = std::move(reading);
    details_.source = std::move(source);
    study_.store(coded.transcript, codings, details_);
    if (!rater_.empty()) study_.record_exposure(rater_, {id}, "code");
  }

 private:
  std::string path_;
  Study study_;
  std::vector<std::string> codebook_hashes_;
  std::string rater_;  // empty: nobody is named
  std::set<std::string> kept_from_rater_;
  TranscriptDetails details_;
};

int run_code(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty()) throw UsageError("expects at least one FILE (\"-\" is standard input)");
  const CodeFormat format = choice(arguments, "format", kFormats);
  Reading reading = reading_from(arguments);
  reading.options.hash = arguments.has("study");
  if (!reading.id.empty() && arguments.operands.size() > 1) throw UsageError("--id names one transcript; there are several files");
  if (!arguments.has("study") && (arguments.has("new-version") || arguments.has("keep-out-text")))
    throw UsageError("--new-version and --keep-out-text are about a study; name it with -s");

  BatchOptions options;
  options.codebooks = open_codebooks(arguments.has("codebook") ? arguments.get<std::vector<std::string>>("codebook") : std::vector<std::string>{});
  options.measure = format == CodeFormat::text || format == CodeFormat::json;
  options.adjectives = format == CodeFormat::json;
  options.intervals = format == CodeFormat::json ? Intervals::bootstrap : Intervals::none;
  options.keep_bytes = arguments.has("study");
  const int jobs = arguments.get<int>("jobs");
  if (jobs < 0 || jobs > kMostJobs) throw UsageError(fmt::format("--jobs takes 0 to {}, not {}", kMostJobs, jobs));
  options.threads = jobs > 0 ? static_cast<unsigned>(jobs) : std::max(1U, std::thread::hardware_concurrency());

  std::optional<Keeper> keeper;
  if (arguments.has("study")) {
    keeper.emplace(arguments.get<std::string>("study"), options.codebooks, arguments);
    warn_of_access(arguments.get<std::string>("study"), context);
  }

  Printer printer(format, context.out);
  Progress progress(context, arguments.operands.size());
  int status = kDone;
  run_batch(arguments.operands, context.in, reading, std::move(options), [&](Outcome outcome) {
    try {
      if (const auto* errors = std::get_if<Errors>(&outcome.result)) throw *errors;
      const auto& coded = std::get<CodedTranscript>(outcome.result);
      if (keeper) keeper->keep(coded, reading_to_text(arguments, reading, outcome.kind, coded.transcript), outcome.bytes == coded.transcript.text ? "" : std::move(outcome.bytes));
      progress.step(coded.transcript.id);
      printer.print(coded);
      if (!coded.transcript.warnings.empty()) progress.clear();
      for (const Warning& warning : coded.transcript.warnings) {
        const std::string place = warning.line > 0 ? fmt::format(":{}", warning.line) : "";
        context.err << fmt::format("{}{}: warning: {}\n", terminal_safe(outcome.file), place, terminal_safe(warning.message));
      }
    } catch (const Errors& errors) {
      // One bad file does not stop the others; what was kept before stays kept.
      progress.clear();
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  });
  progress.clear();
  printer.finish();
  return status;
}

}  // namespace

extern const Command kCodeCommand{
    .name = "code",
    .operands = "[OPTIONS] FILE...",
    .summary = "Read, code and measure transcripts: the main job",
    .about = "Reads transcripts, finds their sections, codes them with the shipped codebooks (or those named with -b), and prints a summary: words "
             "of the participant, turns, marks, indices, warnings. With -s everything found is kept in a study file; coding the same transcripts "
             "again with the same codebooks changes nothing there.\n\n"
             "With -s, a rater named by --as or ATTUNE_RATER is refused interviews that she was assigned or has begun and has not locked, and what "
             "she was shown is noted in the study.\n\n"
             "A file that cannot be read is named with its place, and the others are coded and kept all the same.",
    .statuses = "",
    .example = "attune code corpora_samples/s01.txt corpora_samples/s02.txt -s study.attune\nattune code corpora_samples/s03.txt --format jsonl",
    .describe = describe,
    .run = run_code,
};

}  // namespace attune::cli
