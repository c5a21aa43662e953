// attune rate import: takes in a rating sheet.
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/scale_names.h"
#include "attune/error.h"
#include "attune/formats/rating_sheet.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
#include "cli/rater_ids.h"
#include "cli/rating_queries.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("rater", text("RATER"), "whose ratings they are")(
      "round", po::value<int>()->default_value(1)->value_name("N"),
      "round of coding, where the sheet has no such column")(
      "partial", "take in the good rows although others have problems")(
      "lock", "lock the codings afterwards; no value can change then")(
      "reason", text("TEXT"), "why submitted ratings change, three characters or more")(
      "cut", po::value<double>()->default_value(kUnresolvedCut)->value_name("SCORE"),
      "score of an event from which a U is expected");
  describe_scales(options, "check against the scales of this codebook instead of the default ones; may be repeated");
  describe_actor(options);
}

std::string sheet_text(const std::string& file, Context& context) {
  return file == "-" ? read_stream(context.in, "standard input") : read_file(file);
}

/// One sheet for each round in the file.
std::vector<RatingSheet> sheets_of(const std::vector<SheetRow>& rows, const std::string& rater,
                                   const std::string& reason) {
  std::map<int, std::map<std::string, std::vector<RatingEntry>>> by_round;
  for (const SheetRow& row : rows) by_round[row.round][row.transcript].push_back({row.rating, row.class_record});
  std::vector<RatingSheet> sheets;
  for (auto& [round, transcripts] : by_round) {
    RatingSheet sheet{rater, round, {}, reason};
    for (auto& [transcript, entries] : transcripts) sheet.transcripts.push_back({transcript, std::move(entries)});
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

std::vector<std::string> transcripts_of(const RatingSheet& sheet) {
  std::vector<std::string> ids;
  for (const RatedTranscript& rated : sheet.transcripts) ids.push_back(rated.transcript);
  return ids;
}

int run_import(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 2) throw UsageError("expected a study file and a rating sheet");
  const std::string rater = rater_of(arguments);
  const std::string& file = arguments.operands[1];
  const ScaleNames scales = scales_of(arguments);
  Study study = open_study_of(rater, arguments, context);

  const SheetRules rules{scales, study.transcript_ids(), rater, arguments.get<int>("round")};
  const ParsedSheet parsed = parse_rating_sheet(sheet_text(file, context), file, rules);
  for (const Problem& problem : parsed.problems) context.err << to_string(problem) << '\n';
  if (!parsed.problems.empty() && !arguments.has("partial")) {
    context.err << fmt::format("{}: nothing was taken in (--partial takes the good rows)\n", file);
    return kCouldNot;
  }
  if (parsed.rows.empty() && !parsed.other_raters.empty())
    throw Errors(Problem{{file, 0, 0}, "rows of rater " + rater, "rows of others only: " + other_raters_in_words(parsed)});
  if (!parsed.other_raters.empty()) context.err << fmt::format("{}: passed over {}\n", visible(file), visible(other_raters_in_words(parsed)));

  RatingsStored stored;
  std::size_t locked = 0;
  const std::string reason = arguments.has("reason") ? arguments.get<std::string>("reason") : "";
  const std::vector<RatingSheet> sheets = sheets_of(parsed.rows, rater, reason);
  // Every sheet is stored before one is locked: a problem in a later round leaves nothing locked.
  for (const RatingSheet& sheet : sheets) {
    const RatingsStored one = study.store_ratings(sheet);
    stored = {stored.added + one.added, stored.changed + one.changed, stored.unchanged + one.unchanged};
  }
  for (const RatingSheet& sheet : sheets) {
    write_queries(context, study, arguments, scales, {rater, sheet.round, transcripts_of(sheet)});
    if (arguments.has("lock"))
      locked += static_cast<std::size_t>(study.lock(rater, sheet.round, transcripts_of(sheet)));
  }
  context.out << fmt::format("{}: {} ratings new, {} changed, {} as before, {} rows left empty", rater, stored.added,
                             stored.changed, stored.unchanged, parsed.blank_rows);
  if (arguments.has("lock")) context.out << fmt::format("; {} codings locked", locked);
  context.out << '\n';
  return parsed.problems.empty() ? kDone : kCouldNot;
}

}  // namespace

extern const Command kRateImportCommand{
    .name = "rate import",
    .operands = "STUDY SHEET.csv --rater RATER [OPTIONS]",
    .summary = "Take in a rating sheet",
    .about =
        "Takes in a sheet filled in by a rater (\"-\" is standard input), with comma, semicolon or tab; with the "
        "latter two a decimal comma is understood. Scales may be named by their aliases. Every row is checked: "
        "transcript and scale known, target fitting, exactly one of value and reason, value in range and on the step, "
        "no row twice. Problems are told by line and column, and then nothing is taken in, unless --partial is "
        "given.\n\n"
        "A sheet with a column \"rater\" may hold several raters' rows; only those of RATER are taken, and whose others were passed over is said; a row that names no rater, or RATER in "
        "another spelling (case, blanks), is a problem. Rows left empty "
        "are passed over. The same sheet again changes nothing. What a second look would ask (a U without an "
        "alternative, a class without coherence) is told as a query and never corrected.",
    .statuses = "",
    .example = "attune rate import study.attune r1.csv --rater R1 --lock",
    .describe = describe,
    .run = run_import,
};

}  // namespace attune::cli
