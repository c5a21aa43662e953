// attune report: what was found, as one page a person can read, keep and print.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <sstream>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "attune/io/files.h"
#include "attune/report/interview_formats.h"
#include "attune/report/interview_html.h"
#include "attune/report/interview_report.h"
#include "attune/report/study_report.h"
#include "attune/text/spelling.h"
#include "attune/text/visible.h"
#include "cli/batch.h"
#include "cli/books.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/page_file.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/study_interviews.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

enum class ReportFormat : std::uint8_t { html, text, csv, json };

constexpr std::pair<std::string_view, ReportFormat> kFormats[] = {
    {"html", ReportFormat::html}, {"text", ReportFormat::text}, {"csv", ReportFormat::csv}, {"json", ReportFormat::json}};

void describe(po::options_description& options) {
  describe_page_file(options);
  options.add_options()
      ("format", po::value<std::string>()->default_value("html")->value_name("FORMAT"), "html (a page), text (80 columns), csv (a number a row) or json")
      ("codebook,b", po::value<std::vector<std::string>>()->composing()->value_name("BOOK"), "code with this codebook instead of the default ones: a shipped id or a file (may be repeated)")
      ("seed", po::value<std::uint64_t>()->default_value(1)->value_name("N"), "of the draw of answers without a mark")
      ("reference", po::value<std::string>()->value_name("STUDY"), "of one interview: beside each rate, in how many interviews of this study it is lower. Not for fewer than ten, or another version of the codebook")
      ("transcript", po::value<std::string>()->value_name("ID"), "of a STUDY: the page of this interview, with the ratings of trained people");
  describe_reading(options);
  describe_display(options);
  describe_actor(options);
}

void write_interview(std::ostream& out, const InterviewReport& report, ReportFormat format) {
  switch (format) {
    case ReportFormat::html: return write_interview_html(out, report);
    case ReportFormat::text: return write_interview_text(out, report);
    case ReportFormat::csv: write_interview_csv_header(out); return write_interview_csv(out, report);
    case ReportFormat::json: return write_interview_json(out, report);
  }
}

bool is_study(const std::string& file) {
  constexpr std::string_view kSqlite("SQLite format 3\0", 16);
  if (file == "-") return false;
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(file, unknown)) return false;
  std::string start(kSqlite.size(), ' ');
  open_stream(file)->read(start.data(), static_cast<std::streamsize>(start.size()));
  return start == kSqlite;
}

std::string write_study(const StudyReport& report, ReportFormat format) {
  std::ostringstream page;
  switch (format) {
    case ReportFormat::html: write_study_html(page, report); break;
    case ReportFormat::text: write_study_text(page, report); break;
    case ReportFormat::csv: write_study_csv(page, report); break;
    case ReportFormat::json: write_study_json(page, report); break;
  }
  return page.str();
}

/// The study of --reference, for an interview. Who looks is noted in it as for any page about it: rates come from marks.
std::optional<ReferenceStudy> reference_for(const Transcript& transcript, const Arguments& arguments, const Reading& reading, Context& context) {
  if (!arguments.has("reference")) return std::nullopt;
  const auto& file = arguments.get<std::string>("reference");
  if (!is_study(file)) throw Errors({{file, 0, 0}, "a study for --reference, made by \"attune code -s\"", "another file"});
  Study study = open_study(file, surroundings_of(arguments), context);
  const std::vector<std::string> ids = study.transcript_ids();
  record_display(study, arguments, ids, "reference");
  ReferenceStudy reference(std::filesystem::path(file).filename().string(), transcript.notation, transcript.sha256);
  StudyInterviews interviews(study, reading);
  for (const std::string& id : ids) {
    const StudyInterview interview = interviews.read(id, Intervals::none);
    if (interview.left_out.empty()) reference.add(interview.coded);
    else reference.leave_out();
  }
  return reference;
}

int report_on_study(const std::string& file, const Arguments& arguments, const Reading& reading, ReportFormat format, Context& context) {
  Study study = open_study(file, surroundings_of(arguments), context);
  const std::string only = arguments.has("transcript") ? arguments.get<std::string>("transcript") : "";
  const std::vector<std::string> ids = study.transcript_ids();
  if (!only.empty() && std::ranges::find(ids, only) == ids.end())
    throw Errors({{file, 0, 0}, "no transcript of that name in the study" + did_you_mean(only, {ids.begin(), ids.end()}), ""});
  record_display(study, arguments, only.empty() ? ids : std::vector<std::string>{only}, "report");

  StudyInterviews interviews(study, reading);
  if (!only.empty()) {
    StudyInterview interview = interviews.read(only, Intervals::bootstrap);
    if (!interview.left_out.empty()) throw Errors({{file, 0, 0}, interview.left_out, ""});
    std::optional<ReferenceStudy> reference = reference_for(interview.coded.transcript, arguments, reading, context);
    std::ostringstream page;
    write_interview(page, interview_report(interview.coded, interviews.codebooks(), reading.protocol, {arguments.get<std::uint64_t>("seed"), interview.trained, std::move(reference)}), format);
    put_page(page.str(), arguments, context);
    return kDone;
  }
  StudyReport report;
  report.title = "Study " + std::filesystem::path(file).filename().string();
  for (const std::string& id : ids) {
    const StudyInterview interview = interviews.read(id, Intervals::none);
    if (interview.left_out.empty()) report.rows.push_back(study_row(interview.coded, reading.protocol));
    else report.left_out.push_back(id + ": " + interview.left_out);
  }
  order_codes(report, interviews.codebooks());
  CodingFilter locked;
  locked.locked_only = true;
  locked.with_marks = false;
  std::vector<Coding> people;
  for (CodingRecord& record : study.codings(locked)) if (!record.training) people.push_back(std::move(record.coding));
  add_ratings(report, people);
  put_page(write_study(report, format), arguments, context);
  return kDone;
}

int report_on_files(const Arguments& arguments, const Reading& reading, ReportFormat format, Context& context) {
  const std::vector<std::string>& files = arguments.operands;
  if (!reading.id.empty() && files.size() > 1) throw UsageError("--id names one transcript; there are several files");
  BatchOptions options;
  options.codebooks = open_codebooks(arguments.has("codebook") ? arguments.get<std::vector<std::string>>("codebook") : std::vector<std::string>{});
  options.intervals = files.size() == 1 ? Intervals::bootstrap : Intervals::none;
  options.threads = files.size() == 1 ? 1 : std::max(1U, std::thread::hardware_concurrency());
  StudyReport report;
  report.title = "Several interviews";
  std::optional<CodedTranscript> first;
  Progress progress(context, files.size());
  int status = kDone;
  run_batch(files, context.in, reading, options, [&](Outcome outcome) {
    if (const auto* errors = std::get_if<Errors>(&outcome.result)) {
      progress.clear();
      context.err << visible(errors->what()) << '\n';
      report.left_out.push_back(outcome.file + ": it could not be read");
      status = kCouldNot;
      return;
    }
    auto& coded = std::get<CodedTranscript>(outcome.result);
    progress.step(coded.transcript.id);
    report.rows.push_back(study_row(coded, reading.protocol));
    if (report.rows.size() == 1) first = std::move(coded);
    else first.reset();
  });
  progress.clear();
  if (report.rows.empty()) return kCouldNot;  // said above, file by file
  if (first && files.size() == 1) {
    std::optional<ReferenceStudy> reference = reference_for(first->transcript, arguments, reading, context);
    std::ostringstream page;
    write_interview(page, interview_report(*first, options.codebooks, reading.protocol, {arguments.get<std::uint64_t>("seed"), {}, std::move(reference)}), format);
    put_page(page.str(), arguments, context);
    return status;
  }
  order_codes(report, options.codebooks);
  put_page(write_study(report, format), arguments, context);
  return status;
}

int run_report(const Arguments& arguments, Context& context) {
  const std::vector<std::string>& files = arguments.operands;
  if (files.empty()) throw UsageError("expects a FILE or a STUDY (\"-\" is standard input)");
  const ReportFormat format = choice(arguments, "format", kFormats);
  const Reading reading = reading_from(arguments);
  if (std::ranges::any_of(files, is_study)) {
    if (files.size() > 1) throw UsageError("takes one STUDY, or transcripts, not both");
    if (arguments.has("reference") && !arguments.has("transcript")) throw UsageError("--reference is for one interview: name it with --transcript");
    if (arguments.has("codebook")) throw UsageError("a study holds what its codebooks found; --codebook is for transcripts");
    return report_on_study(files[0], arguments, reading, format, context);
  }
  if (arguments.has("reference") && files.size() > 1) throw UsageError("--reference is for one interview; there are several files");
  if (arguments.has("transcript")) throw UsageError("--transcript picks an interview of a study");
  return report_on_files(arguments, reading, format, context);
}

}  // namespace

extern const Command kReportCommand{
    .name = "report",
    .operands = "[OPTIONS] FILE... | STUDY",
    .summary = "A page to read, keep and print, of an interview or study",
    .about = "Codes an interview as \"attune code\" does and writes one page of HTML that needs nothing else: no network, no other file. The first screen says "
             "what the interview can carry, then shows passages that rules marked beside answers without a mark, drawn by chance. After it come the "
             "transcript with its marks, each leading to its rule and source; the interview over time; counts and rates with intervals; the words "
             "offered for caregivers; what the quality check found; and what to read first. It prints, and works without script.\n\n"
             "Of several FILEs, or of a STUDY, the page is about all of them: what is missing, codes by interview, how rates are spread, and length "
             "against every index. With --transcript ID it is about one interview of the study, and ratings by trained people stand apart in it.\n\n"
             "With --reference STUDY the page on one interview says beside each rate in how many of the study's interviews it is lower "
             "(\"higher than 12 of 30\"), where ten or more were read in the same notation and coded by the same version of the codebook, and else why not. It is "
             "a place among these interviews: no percentile, no norm.\n\n"
             "A page on one interview holds its text: keep it as you keep the transcript. It is not for raters who have not locked their own coding: a "
             "rater named by --as or ATTUNE_RATER is refused until then, unless --expose. That a study's interviews were shown, and to whom, is noted in "
             "it, to \"unnamed\" when nobody is named.",
    .statuses = "",
    .example = "attune report s01.txt -o s01.html\nattune report s01.txt --format text\nattune report study.attune -o study.html\nattune report s01.txt --reference study.attune -o s01.html",
    .describe = describe,
    .run = run_report,
};

}  // namespace attune::cli
