// attune consensus: what raters agree on after each has locked their own.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/rating_sheet.h"
#include "attune/io/files.h"
#include "attune/report/conference.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/passages.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("transcript", text("ID"), "the transcript")("scale", text("SCALE"), "the scale agreed on")(
      "target", text("TARGET"), "figure:ID, event:ID or question:KEY")("value", text("VALUE"), "the agreed value")(
      "missing", text("REASON"), "agreed that there is none: cannot_rate, not_applicable, not_asked, inaudible")(
      "raters", text("R1,R2"), "who agreed, by their ids")(
      "reason", text("TEXT"), "why, three characters or more; for a sheet, where its note is empty")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of coding");
  describe_scales(options, "check against the scales of this codebook instead of the default ones; may be repeated");
  describe_list_format(options);
  describe_display(options);
  describe_actor(options);
}

std::string given(const Arguments& arguments, const char* option) {
  return arguments.has(option) ? arguments.get<std::string>(option) : "";
}

/// The options as a sheet of one row, so that they are checked as a sheet is.
std::string sheet_of_options(const Arguments& arguments) {
  for (const char* needed : {"transcript", "scale", "reason"})
    if (!arguments.has(needed)) throw UsageError(fmt::format("expected --{} beside --value or --missing", needed));
  return sheet_of({given(arguments, "transcript"), given(arguments, "scale"), given(arguments, "target"), given(arguments, "value"),
                   given(arguments, "missing")});
}

int record(const std::string& csv, const std::string& file, Study& study, const Arguments& arguments,
           Context& context) {
  std::vector<std::string> raters;
  for (std::string& rater : split_at_commas(given(arguments, "raters")))
    if (std::ranges::find(raters, rater) == raters.end()) raters.push_back(std::move(rater));
  if (raters.size() < 2)
    throw UsageError("expected --raters with the ids of two different raters or more who agreed, such as R1,R2");
  const ScaleNames scales = scales_of(arguments);
  const SheetRules rules{scales, study.transcript_ids(), "", arguments.get<int>("round")};
  const ParsedSheet parsed = parse_rating_sheet(csv, file, rules);
  if (!parsed.problems.empty()) throw Errors(parsed.problems);
  if (!parsed.other_raters.empty())
    throw Errors(Problem{{file, 0, 0}, "agreed ratings, which are no one rater's (no column \"rater\")", other_raters_in_words(parsed)});
  std::vector<AgreedRating> agreed;
  for (const SheetRow& row : parsed.rows) {
    AgreedRating one{row.transcript, row.round, row.rating, raters,
                     row.rating.note.empty() ? given(arguments, "reason") : row.rating.note};
    one.rating.note.clear();
    one.rating.lines.clear();
    agreed.push_back(std::move(one));
  }
  const Stored stored = study.store_consensus(agreed);
  context.out << fmt::format("{} agreed {}{}\n", agreed.size(), agreed.size() == 1 ? "rating" : "ratings",
                             stored == Stored::added ? "" : ", as before");
  return kDone;
}

int list(Study& study, const Arguments& arguments, Context& context) {
  CodingFilter filter;
  if (arguments.has("transcript")) filter.transcripts = {arguments.get<std::string>("transcript")};
  filter.with_marks = false;
  std::vector<AgreedRating> agreed = study.consensus();
  if (arguments.has("transcript"))
    std::erase_if(agreed, [&](const AgreedRating& one) { return one.transcript != filter.transcripts[0]; });
  const int round = arguments.get<int>("round");
  const std::vector<CodingRecord> codings = study.codings(filter);
  const std::vector<ConferenceItem> items = conference_items(codings, agreed, round);
  std::set<std::string> shown;
  for (const ConferenceItem& item : items) shown.insert(item.transcript);
  record_display(study, arguments, {shown.begin(), shown.end()}, "conference packet");
  ConferenceTexts texts;
  for (const std::string& id : shown)
    if (std::optional<TranscriptRecord> record = study.transcript(id); record && !record->text.empty()) texts.newest.emplace(id, std::move(record->text));
  texts.older = older_versions(study, codings);
  write_conference(context.out, items, texts, list_format_of(arguments));
  const auto training = std::ranges::count_if(codings, [&](const CodingRecord& r) { return r.training && r.coding.round == round && r.state == CodingState::locked; });
  if (training > 0) context.err << fmt::format("left out: {} locked codings of training cases\n", training);
  return kDone;
}

int run_consensus(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty() || arguments.operands.size() > 2)
    throw UsageError("expected a study file, and perhaps a sheet of agreed ratings");
  const bool by_options = arguments.has("value") || arguments.has("missing");
  if (by_options && arguments.operands.size() == 2) throw UsageError("expected a sheet or --value, not both");
  const std::string row = by_options ? sheet_of_options(arguments) : "";
  Study study = open_study(arguments.operands[0], surroundings_of(arguments), context);
  if (by_options) return record(row, "--value", study, arguments, context);
  if (arguments.operands.size() == 1) return list(study, arguments, context);
  const std::string& file = arguments.operands[1];
  return record(file == "-" ? read_stream(context.in, "standard input") : read_file(file), file, study, arguments,
                context);
}

}  // namespace

extern const Command kConsensusCommand{
    .name = "consensus",
    .operands = "STUDY [SHEET.csv] [OPTIONS]",
    .summary = "Record what raters agree on, beside their own ratings",
    .about =
        "Without a value, lists for a conference where locked, independent codings differ: each rater's rating with "
        "evidence lines and note, and what was agreed; training cases are left out, and it says how many. With --value or --missing, or with a sheet (columns transcript, "
        "scale, target, value, reason, and note for why), records agreed ratings with reason and raters.\n\n"
        "Individual ratings never change, and agreement is always computed from them. Those who agree must have locked "
        "their own coding first; they count as exposed to the transcript from then on. An agreed rating that is given "
        "again supersedes the one before.",
    .statuses = "",
    .example =
        "attune consensus study.attune --transcript s02\n"
        "attune consensus study.attune --transcript s02 --scale coh_mind --value 5.5 \\\n"
        "    --raters R1,R2 --reason 'slips in lines 40-52 were overlooked'",
    .describe = describe,
    .run = run_consensus,
};

}  // namespace attune::cli
